import type { Clock } from './clock.ts';
import { RateLimitedError } from './errors.ts';

/**
 * Spends one request of the given API token, which has `times` as many as others (1).
 * @throws RateLimitedError when it has none left this minute.
 */
export type TokenRateLimit = (tokenId: number, times?: number) => void;

const MINUTE_MS = 60_000;

/** Requests per API token and minute, counted in this process. */
export function tokenRateLimit(requestsPerMinute: number, clock: Clock): TokenRateLimit {
  let minute = 0;
  const spent = new Map<number, number>();
  return (tokenId, times = 1) => {
    const now = clock().getTime();
    if (Math.floor(now / MINUTE_MS) !== minute) {
      minute = Math.floor(now / MINUTE_MS);
      spent.clear();
    }
    const count = (spent.get(tokenId) ?? 0) + 1;
    spent.set(tokenId, count);
    if (count > requestsPerMinute * times)
      throw new RateLimitedError(
        'This API token has sent too many requests.',
        Math.ceil((MINUTE_MS - (now % MINUTE_MS)) / 1000),
      );
  };
}
