const FIRST_MS = 500;
const LONGEST_MS = 60_000;

/**
 * How long to wait before the next attempt, in milliseconds: what the server asked for, else twice as long each time,
 * with jitter so that many clients do not come back at once.
 * @param attempt 1 for the first that failed
 * @param random 0 to 1
 * @returns undefined when the server asks for more patience than a command has
 */
export function retryDelay(attempt: number, retryAfterMs: number | undefined, random: number): number | undefined {
  if (retryAfterMs !== undefined) return retryAfterMs <= LONGEST_MS ? retryAfterMs : undefined;
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1));
  return Math.ceil(ceiling / 2 + (ceiling / 2) * random);
}

/** The header as milliseconds from `now`: seconds or a date; undefined when absent or unreadable. */
export function retryAfterMs(header: string | null | undefined, now: Date): number | undefined {
  if (header == null || header.trim() === '') return undefined;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now.getTime();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
