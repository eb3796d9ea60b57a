import { setTimeout as wait } from 'node:timers/promises';
import { type Clock, systemClock } from '../lib/clock.ts';
import { VendorError } from '../lib/errors.ts';
import { exchange, type VendorRequest } from './exchange.ts';
import { createRateLimiter, type RateLimiter, type Sleep } from './rate-limiter.ts';

/** Arrays are written as `name[]=a&name[]=b`; undefined is left out. */
export type VendorQuery = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** One connection's way to its vendor. Answers are JSON with exact numbers (see `parseExactJson`). */
export interface VendorHttp {
  /** @throws VendorError; the signal's reason when aborted. */
  getJson(path: string, query?: VendorQuery): Promise<unknown>;
  /** @throws VendorError; the signal's reason when aborted. */
  postJson(path: string, body: unknown, query?: VendorQuery): Promise<unknown>;
}

export interface VendorHttpOptions {
  vendorName: string;
  /** With or without a path, such as `https://api.anthropic.com`. */
  baseUrl: string;
  headers: Readonly<Record<string, string>>;
  /** Never repeated in a message. */
  secrets?: readonly string[];
  /** Which kind of key is needed and where to get it. */
  keyHelp: string;
  signal: AbortSignal;
  limiter?: RateLimiter;
  clock?: Clock;
  sleep?: Sleep;
  /** 0 to 1, for jitter. */
  random?: () => number;
  timeoutMs?: number;
  maxResponseBytes?: number;
  /** Requests made before giving up. */
  attempts?: number;
  backoffMs?: number;
  /** Longer waits are left to the caller. */
  maxWaitMs?: number;
}

export const systemSleep: Sleep = async (ms, signal) => {
  await wait(ms, undefined, { signal }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw error;
  });
};

const defaults = {
  clock: systemClock,
  sleep: systemSleep,
  random: Math.random,
  limiter: createRateLimiter({}, { clock: systemClock, sleep: systemSleep }),
  secrets: [],
  timeoutMs: 60_000,
  maxResponseBytes: 64 * 1024 * 1024,
  attempts: 5,
  backoffMs: 1_000,
  maxWaitMs: 120_000,
} satisfies Partial<VendorHttpOptions>;

/** `fetch` with the limits, retries and failures that every vendor needs. */
export function createVendorHttp(options: VendorHttpOptions): VendorHttp {
  const settings = { ...defaults, ...options };
  const send = (request: Omit<VendorRequest, 'url'>, query: VendorQuery | undefined) =>
    withRetries(settings, { ...request, url: requestUrl(settings.baseUrl, request.path, query) });
  return {
    getJson: (path, query) => send({ method: 'GET', path }, query),
    postJson: (path, body, query) => send({ method: 'POST', path, body: JSON.stringify(body) }, query),
  };
}

function requestUrl(baseUrl: string, path: string, query: VendorQuery = {}): URL {
  const url = new URL(baseUrl.replace(/\/+$/, '') + path);
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    if (typeof value === 'object') for (const item of value) url.searchParams.append(`${name}[]`, item);
    else url.searchParams.append(name, String(value));
  }
  return url;
}

async function withRetries(settings: Required<VendorHttpOptions>, request: VendorRequest): Promise<unknown> {
  const { signal, sleep, random, attempts, backoffMs, maxWaitMs } = settings;
  for (let attempt = 1; ; attempt += 1) {
    await settings.limiter.admit(request.path, signal);
    try {
      return await exchange(settings, request);
    } catch (failure) {
      signal.throwIfAborted();
      if (!(failure instanceof VendorError) || !failure.retryable || attempt >= attempts) throw failure;
      const delay = failure.retryAfterMs ?? Math.ceil(random() * backoffMs * 2 ** attempt);
      if (delay > maxWaitMs) throw failure;
      await sleep(delay, signal);
    }
  }
}
