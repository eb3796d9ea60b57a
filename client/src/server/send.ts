import { exchange, type HttpRequest } from './exchange.ts';
import { ForeignAnswerFailure, RateLimitedFailure, ServerFailure, UnavailableFailure } from './failures.ts';
import type { HttpAnswer } from './http-answer.ts';
import { retryAfterMs, retryDelay } from './retry-delay.ts';

/** Where to ask and as whom. `url` has no trailing slash. */
export interface ServerAddress {
  url: string;
  token: string | undefined;
}

export interface SendOptions {
  /** Until the answer is read, per attempt; of a download until it begins. */
  timeoutMs?: number;
  attempts?: number;
  /**
   * The same request twice does no more than once. Others are sent again only when the server surely did nothing:
   * no connection, or HTTP 429.
   */
  isRepeatable?: boolean;
  signal?: AbortSignal;
  random?: () => number;
  now?: () => Date;
  wait?: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
  /** Told before each further attempt. */
  onRetry?: (failure: Error, delayMs: number) => void;
}

const PASSING: readonly number[] = [502, 503, 504];
const NO_CONNECTION: readonly string[] = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

const systemWait = (ms: number, signal: AbortSignal | undefined) =>
  new Promise<void>((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });

/** What is to be made of an answer while it still may be asked for again, such as reading it to its end. */
type Read<Result> = (answer: HttpAnswer) => Promise<Result>;

/**
 * One HTTP request to the server with its token; what passes is tried again.
 * @param read gets any answer but a redirect, 429, 502, 503 and 504
 * @throws UnavailableFailure, RateLimitedFailure, ForeignAnswerFailure; what `read` throws of these; the signal's
 *   reason when aborted
 */
export async function send<Result>(
  address: ServerAddress,
  path: string,
  init: HttpRequest,
  read: Read<Result>,
  options: SendOptions = {},
): Promise<Result> {
  const { attempts = 4, random = Math.random, wait = systemWait, isRepeatable = true, signal } = options;
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await sendOnce(address, path, init, read, options);
    if ('result' in outcome) return outcome.result;
    const { failure, didNothing, retryAfter } = outcome;
    const delay = retryDelay(attempt, retryAfter, random());
    if (attempt >= attempts || delay === undefined || !(isRepeatable || didNothing)) throw failure;
    options.onRetry?.(failure, delay);
    await wait(delay, signal);
  }
}

interface PassingFailure {
  failure: Error;
  /** The server surely did not act on the request. */
  didNothing: boolean;
  retryAfter?: number | undefined;
}

async function sendOnce<Result>(
  { url, token }: ServerAddress,
  path: string,
  init: HttpRequest,
  read: Read<Result>,
  { timeoutMs = 30_000, signal, now = () => new Date() }: SendOptions,
): Promise<{ result: Result } | PassingFailure> {
  signal?.throwIfAborted();
  const headers = { ...init.headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), timeoutMs);
  const signals = signal ? AbortSignal.any([patience.signal, signal]) : patience.signal;
  try {
    const answer = await exchange(url + path, { ...init, headers }, signals);
    requireNoRedirect(url, answer);
    return passingFailure(url, answer, now()) ?? { result: await read(answer) };
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof ServerFailure) throw error;
    return { failure: unreachable(url, patience.signal.aborted ? timeoutMs : undefined, error), ...isUnsent(error) };
  } finally {
    clearTimeout(timer);
  }
}

/** A redirect could carry the token elsewhere and turn POST into GET. */
function requireNoRedirect(url: string, answer: HttpAnswer): void {
  if (answer.status < 300 || answer.status >= 400) return;
  answer.discard();
  const target = answer.headers.location ?? 'another address';
  throw new ForeignAnswerFailure(`${url} sends on to ${target}. Use the address of the server itself.`);
}

function passingFailure(url: string, answer: HttpAnswer, now: Date): PassingFailure | undefined {
  const { status, headers } = answer;
  if (status !== 429 && !PASSING.includes(status)) return undefined;
  answer.discard();
  const retryAfter = retryAfterMs(headers['retry-after'], now);
  if (status === 429) {
    return { failure: new RateLimitedFailure(tooMany(url, retryAfter), retryAfter), didNothing: true, retryAfter };
  }
  const failure = new UnavailableFailure(`${url} cannot answer now (HTTP ${status}). Try again later.`);
  return { failure, didNothing: false, retryAfter };
}

const tooMany = (url: string, retryAfter: number | undefined) =>
  `${url} takes no more requests of this token now. ${retryAfter === undefined ? 'Try again later.' : `Try again in ${Math.ceil(retryAfter / 1000)} s.`}`;

function unreachable(url: string, timeoutMs: number | undefined, error: unknown): UnavailableFailure {
  const why = timeoutMs === undefined ? reasonOf(error) : `no answer within ${timeoutMs / 1000} s`;
  return new UnavailableFailure(`${url} cannot be reached: ${why}. Check the address and your network.`, {
    cause: error,
  });
}

const reasonOf = (error: unknown) =>
  error instanceof Error ? error.message || codeOf(error) || error.name : String(error);

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '');

const isUnsent = (error: unknown) => ({ didNothing: NO_CONNECTION.includes(codeOf(error)) });
