import { MINUTE_MS } from './calendar.ts';

/** Counts requests per minute from the first one; `take` gives the seconds to wait, or null when allowed. */
export interface RateLimit {
  take(now: number): number | null;
}

export function rateLimit(perMinute: number): RateLimit {
  let openedAt = Number.NEGATIVE_INFINITY;
  let taken = 0;
  return {
    take(now) {
      if (now >= openedAt + MINUTE_MS || now < openedAt) {
        openedAt = now;
        taken = 0;
      }
      if (taken >= perMinute) return Math.max(1, Math.ceil((openedAt + MINUTE_MS - now) / 1000));
      taken++;
      return null;
    },
  };
}

export const UNLIMITED: RateLimit = { take: () => null };
