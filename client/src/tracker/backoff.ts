const FIRST_MS = 500;
const LONGEST_MS = 60_000;
const LONGEST_ASKED_MS = 15 * 60_000;

/**
 * How long to wait after so many failures in a row, in milliseconds: what the server asked for (15 minutes at most),
 * else doubling from half a second to a minute; the upper half at random, so that many trackers do not return at once.
 */
export function backoffMs(failures: number, askedMs: number | undefined, random: number): number {
  const doubled = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 20));
  const jittered = Math.round(doubled / 2 + (doubled / 2) * random);
  return askedMs === undefined ? jittered : Math.min(Math.max(askedMs, jittered), LONGEST_ASKED_MS);
}
