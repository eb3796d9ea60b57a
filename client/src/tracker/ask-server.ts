import { retryAfterMs } from '../server/retry-delay.ts';
import type { Runtime } from './runtime.ts';

export interface ServerAccess {
  /** Of the server, as its people open it. */
  url: string;
  token: string;
  runtime: Runtime;
}

export type Answer =
  | { kind: 'data'; data: Record<string, unknown> }
  /** The request as such is not accepted: the same again would not be either. */
  | { kind: 'refused'; message: string }
  /** No answer, or none of this kind yet. */
  | { kind: 'retry'; message: string; afterMs?: number | undefined; isTooSlow?: boolean };

const REFUSALS: readonly unknown[] = ['BAD_USER_INPUT', 'INVALID_INPUT', 'QUERY_TOO_LARGE'];

/** One GraphQL request by Web APIs alone; `body` is its JSON. Never rejects. */
export async function askServer(
  { url, token, runtime }: ServerAccess,
  body: string,
  timeoutMs: number,
): Promise<Answer> {
  const patience = new AbortController();
  const timer = runtime.setTimeout(() => patience.abort(), timeoutMs);
  try {
    const response = await runtime.fetch(`${url.replace(/\/+$/, '')}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', authorization: `Bearer ${token}` },
      body,
      signal: patience.signal,
      // A redirect could carry the token elsewhere.
      redirect: 'manual',
    });
    return readAnswer(response, await response.text(), runtime.now());
  } catch (error) {
    const isTooSlow = patience.signal.aborted;
    return { kind: 'retry', message: isTooSlow ? `no answer within ${timeoutMs} ms` : reasonOf(error), isTooSlow };
  } finally {
    runtime.clearTimeout(timer);
  }
}

function readAnswer({ status, headers }: Response, text: string, now: number): Answer {
  if (status === 413) return { kind: 'refused', message: 'the request is too large (HTTP 413)' };
  const { data, errors } = parse(text);
  const error = Array.isArray(errors) ? asRecord(errors[0]) : undefined;
  if (error) return failure(error, retryAfterMs(headers.get('retry-after'), new Date(now)));
  if (status === 200 && data) return { kind: 'data', data };
  const afterMs = retryAfterMs(headers.get('retry-after'), new Date(now));
  return { kind: 'retry', message: `HTTP ${status} instead of an answer`, afterMs };
}

function failure({ message, extensions }: Record<string, unknown>, afterMs: number | undefined): Answer {
  const said = typeof message === 'string' ? message : 'an error without a message';
  const isRefusal = REFUSALS.includes(asRecord(extensions)?.code) || said.startsWith('Variable "$');
  return isRefusal ? { kind: 'refused', message: said } : { kind: 'retry', message: said, afterMs };
}

function parse(text: string): { data?: Record<string, unknown> | undefined; errors?: unknown } {
  try {
    const answer = asRecord(JSON.parse(text));
    return { data: asRecord(answer?.data), errors: answer?.errors };
  } catch {
    return {};
  }
}

/** An object that came from outside, to be looked at field by field. */
export function asRecord(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}
