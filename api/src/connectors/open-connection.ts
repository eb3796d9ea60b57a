import type { Clock } from '../lib/clock.ts';
import type { Connector, ConnectorContext } from './connector.ts';
import { createVendorHttp, type VendorHttpOptions } from './http.ts';
import { createRateLimiter, type RateLimiter, type Sleep } from './rate-limiter.ts';

export interface OpenConnectionOptions<Credentials> {
  connector: Connector<Credentials>;
  credentials: Credentials;
  /** Replaces the vendor's address. */
  baseUrl?: string | null;
  clock: Clock;
  signal: AbortSignal;
  /** Shared by everything that reads the same connection; see `limiterFor`. */
  limiter: RateLimiter;
  sleep?: Sleep;
  /** Timeouts, retries, randomness. */
  http?: Partial<VendorHttpOptions>;
}

/** What a connector needs to read one connection. */
export function openConnection<Credentials>(
  options: OpenConnectionOptions<Credentials>,
): ConnectorContext<Credentials> {
  const { connector, credentials, baseUrl, clock, signal, limiter, sleep } = options;
  const http = createVendorHttp({
    vendorName: connector.vendorName,
    baseUrl: baseUrl ?? connector.defaultBaseUrl,
    headers: connector.headers(credentials),
    secrets: secretsOf(connector, credentials),
    keyHelp: connector.keyHelp,
    signal,
    limiter,
    clock,
    ...(sleep === undefined ? {} : { sleep }),
    ...options.http,
  });
  return { credentials, http, clock, signal };
}

/** A limiter with the vendor's limits, to be kept as long as the connection. */
export function limiterFor(
  connector: Pick<Connector, 'requestsPerMinute'>,
  time: { clock: Clock; sleep: Sleep },
): RateLimiter {
  return createRateLimiter(connector.requestsPerMinute, time);
}

function secretsOf<Credentials>(connector: Connector<Credentials>, credentials: Credentials): string[] {
  if (typeof credentials !== 'object' || credentials === null) return [];
  return connector.credentialFields
    .filter((field) => field.isSecret)
    .map((field): unknown => Reflect.get(credentials, field.name))
    .filter((value): value is string => typeof value === 'string' && value !== '');
}
