import type { AsyncLocalStorageClass } from './context.ts';
import type { PaymentFeeTable } from './payment-fee.ts';
import type { Runtime } from './runtime.ts';
import type { TrackerHooks } from './tracker-hooks.ts';
import type { UsageContext } from './usage-event.ts';

export interface TrackerOptions {
  /** Of the Outlay server, as its people open it: `https://outlay.example.com`. */
  url: string;
  /** Lets the token travel unencrypted to another machine, as within a private network. By default false. */
  allowHttp?: boolean | undefined;
  /** An API token with the scope `usage:write`; to ask `canSpend` about others it needs `read` too. */
  token: string;
  /** Holds for every event that says nothing else. */
  context?: UsageContext | undefined;
  hooks?: TrackerHooks | undefined;
  /** Events that are sent at once when so many wait. By default 10. */
  batchSize?: number | undefined;
  /** The longest that an event waits for others, in milliseconds. By default 5000. */
  flushIntervalMs?: number | undefined;
  /** By default 10,000 ms. */
  requestTimeoutMs?: number | undefined;
  /** Most events that wait in memory. By default 10,000. */
  maxWaitingEvents?: number | undefined;
  /** Most characters of JSON that wait in memory. By default 8 million. */
  maxWaitingCharacters?: number | undefined;
  /** Keeps events on disk until the server has them (Node, Bun). */
  spool?: { directory: string; maxBytes?: number | undefined } | undefined;
  /** Sends what waits at SIGTERM, SIGINT and the process's end. By default true. */
  flushAtExit?: boolean | undefined;
  /** The longest that a signal waits for that. By default 3000 ms. */
  exitTimeoutMs?: number | undefined;
  /** What gateways take, beside or instead of the standard rates. */
  paymentFees?: PaymentFeeTable | undefined;
  /** What `canSpend` says when the server cannot be asked. By default `allow`. */
  canSpendWhenUnknown?: 'allow' | 'deny' | undefined;
  /** How long an answer of `canSpend` holds. By default 5000 ms. */
  canSpendCacheMs?: number | undefined;
  /** The longest that `canSpend` waits for the server. By default 1000 ms. */
  canSpendTimeoutMs?: number | undefined;
  /** Where the runtime has it and hides it: the class of `node:async_hooks`. */
  asyncLocalStorage?: AsyncLocalStorageClass | undefined;
  /** Clock, randomness, timers and fetch, for tests. */
  runtime?: Partial<Runtime> | undefined;
}

const DEFAULTS = {
  batchSize: 10,
  flushIntervalMs: 5000,
  requestTimeoutMs: 10_000,
  maxWaitingEvents: 10_000,
  maxWaitingCharacters: 8_000_000,
  exitTimeoutMs: 3000,
  canSpendCacheMs: 5000,
  canSpendTimeoutMs: 1000,
} satisfies Partial<TrackerOptions>;

export type Settings = TrackerOptions & { [Name in keyof typeof DEFAULTS]: number };

/** @throws TypeError naming option, value and remedy */
export function readOptions(options: TrackerOptions): Settings {
  const { url, token } = options;
  if (!isWebAddress(url))
    throw wrong('url', url, 'Give the address of the server, such as https://outlay.example.com.');
  if (isUnencrypted(url) && options.allowHttp !== true) {
    throw wrong('url', url, 'Use https:// so that the token travels encrypted, or set allowHttp.');
  }
  if (typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token)) {
    throw new TypeError('token is missing or malformed. Give an API token with the scope usage:write.');
  }
  const settings: Settings = { ...options, ...DEFAULTS };
  for (const name of Object.keys(DEFAULTS) as (keyof typeof DEFAULTS)[]) {
    const value: unknown = options[name];
    if (value === undefined) continue;
    if (!Number.isSafeInteger(value) || Number(value) < 1) throw wrong(name, value, 'Give a whole number from 1.');
    settings[name] = Number(value);
  }
  return settings;
}

const wrong = (name: string, value: unknown, remedy: string) =>
  new TypeError(`${name} ${JSON.stringify(value)}: ${remedy}`);

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

function isUnencrypted(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && !LOOPBACK.test(hostname);
}

function isWebAddress(url: unknown): boolean {
  return typeof url === 'string' && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}
