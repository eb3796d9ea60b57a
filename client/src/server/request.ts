import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
import {
  ForeignAnswerFailure,
  type Refusal,
  RefusedFailure,
  type ServerFailure,
  UnauthenticatedFailure,
} from './failures.ts';
import type { HttpAnswer } from './http-answer.ts';
import { type SendOptions, type ServerAddress, send } from './send.ts';

/** An operation as codegen writes it: its text, and the types of its variables and answer. */
export type Operation<Answer, Variables> = DocumentTypeDecoration<Answer, Variables> & { toString(): string };

interface GraphqlAnswer<Answer> {
  data?: Answer | null;
  errors?: { message: string; extensions?: Record<string, unknown> }[];
}

/**
 * Asks the server one GraphQL operation. Queries are repeatable, mutations only when the caller says so.
 * @throws ServerFailure; the signal's reason when aborted
 */
export async function request<Answer, Variables>(
  address: ServerAddress,
  operation: Operation<Answer, Variables>,
  variables: Variables,
  options: SendOptions = {},
): Promise<Answer> {
  const query = operation.toString();
  const init = {
    method: 'POST' as const,
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json' },
    body: JSON.stringify({ query, variables }),
  };
  const isRepeatable = !/^\s*mutation\b/.test(query);
  const read = (answer: HttpAnswer) => answerOf<Answer>(address, answer);
  return send(address, '/graphql', init, read, { isRepeatable, ...options });
}

async function answerOf<Answer>(address: ServerAddress, response: HttpAnswer): Promise<Answer> {
  const answer = parsed(await response.text());
  if (!isAnswer<Answer>(answer)) throw foreign(address, response.status);
  const [error] = answer.errors ?? [];
  if (error) throw failureOf(error.message, error.extensions ?? {});
  if (answer.data === undefined || answer.data === null) throw foreign(address, response.status);
  return answer.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The type of `data` is the server's word: its schema made the operation's types. */
const isAnswer = <Answer>(value: unknown): value is GraphqlAnswer<Answer> =>
  typeof value === 'object' && value !== null && ('data' in value || 'errors' in value);

const foreign = ({ url }: ServerAddress, status: number) =>
  new ForeignAnswerFailure(`${url} does not answer like an Outlay server (HTTP ${status}). Check the address.`);

function failureOf(message: string, { code, field, value, remedy }: Record<string, unknown>): ServerFailure {
  if (code === 'UNAUTHENTICATED') return new UnauthenticatedFailure(message);
  return new RefusedFailure({
    code: textOr(code) ?? 'REFUSED',
    message,
    field: textOr(field),
    value: textOr(value),
    remedy: textOr(remedy),
  });
}

const textOr = (value: unknown) => (typeof value === 'string' ? value : undefined);

/** A member of a mutation's result union, with the fields every operation of ours selects of its errors. */
export type Outcome = { __typename: string } | ({ __typename: string } & Refusal);

/** The result itself. @throws RefusedFailure when it is an error of the union */
export function requireDone<Result extends Outcome>(result: Result): Exclude<Result, Refusal> {
  if (isRefusal(result)) throw new RefusedFailure(result);
  return result as Exclude<Result, Refusal>;
}

const isRefusal = (result: Outcome): result is { __typename: string } & Refusal =>
  result.__typename.endsWith('Error') && 'message' in result;
