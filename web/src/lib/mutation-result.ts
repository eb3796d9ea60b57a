import type { CombinedError } from 'urql';
import { type FragmentType, graphql, readFragment } from '../gql/index.ts';
import { errorText } from './graphql-error.ts';

/** Spread in every mutation: `... on Error { ...Failure }`. */
export const FailureFragment = graphql(`
  fragment Failure on Error {
    code
    message
    ... on InvalidInputError {
      field
    }
    ... on ConflictError {
      field
    }
    ... on PeriodClosedError {
      field
    }
    ... on CsvError {
      problems {
        line
        column
        value
        message
      }
    }
  }
`);

/** An expected failure: what is wrong, and the input field it is about where there is one. */
export interface Failure {
  code: string;
  message: string;
  field?: string;
  /** Of a file: what is wrong in each cell; lines from 1. */
  problems?: { line: number; column: string; value: string; message: string }[];
}

/** A mutation's result union without its failures. */
export type SuccessOf<Result> = Result extends { __typename: `${string}Error` } ? never : Result;

export type Outcome<Success> = { ok: true; value: Success } | { ok: false; failure: Failure };

interface Named {
  __typename: string;
}

function isMaskedFailure(result: Named): result is Named & FragmentType<typeof FailureFragment> {
  return result.__typename.endsWith('Error');
}

function isSuccess<Result extends Named>(result: Result): result is Result & SuccessOf<Result> {
  return !isMaskedFailure(result);
}

/** Splits a result union into its success and its failure; no result at all is a failure too. */
export function outcomeOf<Result extends Named>(
  result: Result | undefined,
  error: CombinedError | undefined,
): Outcome<SuccessOf<Result>> {
  if (result && isSuccess(result)) return { ok: true, value: result };
  const named: Named | undefined = result;
  if (named && isMaskedFailure(named)) return { ok: false, failure: readFragment(FailureFragment, named) };
  const message = error ? errorText(error) : 'The server gave no answer. Try again.';
  return { ok: false, failure: { code: 'UNANSWERED', message } };
}

/** The sentence for people: without the field's technical name in front, starting with a capital. */
export function failureText({ message, field }: Failure): string {
  const text = field && message.startsWith(`${field}: `) ? message.slice(field.length + 2) : message;
  return text.charAt(0).toUpperCase() + text.slice(1);
}
