import type { Clock } from '../lib/clock.ts';

/** Waits; rejects with the signal's reason when aborted. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/** Holds requests back so that no path prefix gets more than its limit within any 60 seconds. */
export interface RateLimiter {
  /** Resolves when a request to `path` may be sent. */
  admit(path: string, signal: AbortSignal): Promise<void>;
}

const MINUTE_MS = 60_000;

/**
 * One limiter per connection, shared by everything that reads it.
 * `requestsPerMinute` is keyed by path prefix; the longest match counts, none means no limit.
 */
export function createRateLimiter(
  requestsPerMinute: Readonly<Record<string, number>>,
  { clock, sleep }: { clock: Clock; sleep: Sleep },
): RateLimiter {
  const prefixes = Object.keys(requestsPerMinute).sort((a, b) => b.length - a.length);
  const recent = new Map<string, number[]>();
  return {
    async admit(path, signal) {
      const prefix = prefixes.find((candidate) => path.startsWith(candidate));
      const limit = prefix === undefined ? undefined : requestsPerMinute[prefix];
      if (prefix === undefined || limit === undefined) return;
      const now = clock().getTime();
      const admitted = (recent.get(prefix) ?? []).slice(-limit);
      const oldest = admitted.length < limit ? undefined : admitted[0];
      const slot = Math.max(now, admitted.at(-1) ?? now, oldest === undefined ? now : oldest + MINUTE_MS);
      recent.set(prefix, [...admitted, slot]);
      if (slot > now) await sleep(slot - now, signal);
    },
  };
}
