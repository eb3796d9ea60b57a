import { magnitude, nextWeek } from './next-week.ts';

/** What four of five past forecasts missed at most, in millionths of what they expected. */
export interface PastMisses {
  dayPpm: bigint;
  weekPpm: bigint;
}

const WEEK = 7;
const LEAST_KNOWN_DAYS = 14;
const LEAST_WEEKS = 4;
const MOST_WEEKS = 16;
const PPM = 1_000_000n;

interface Attempt {
  expected: bigint;
  actual: bigint;
}

/**
 * Forecasts each of the last weeks from only what was known before it (consecutive days, oldest first), and measures
 * the misses; undefined with fewer than four such weeks after two others, or when nothing was ever expected.
 */
export function pastMisses(amounts: readonly bigint[]): PastMisses | undefined {
  const weeks: Attempt[] = [];
  const days: Attempt[] = [];
  for (let start = amounts.length - WEEK; start >= LEAST_KNOWN_DAYS && weeks.length < MOST_WEEKS; start -= WEEK) {
    const expected = nextWeek(amounts.slice(0, start));
    const attempts = expected.map((each, ahead) => ({ expected: each, actual: amounts[start + ahead] ?? 0n }));
    days.push(...attempts);
    weeks.push(attempts.reduce(added));
  }
  if (weeks.length < LEAST_WEEKS) return undefined;
  const weekPpm = usualMiss(weeks);
  const dayPpm = usualMiss(days);
  return weekPpm === undefined || dayPpm === undefined ? undefined : { dayPpm, weekPpm };
}

const added = (left: Attempt, right: Attempt): Attempt => ({
  expected: left.expected + right.expected,
  actual: left.actual + right.actual,
});

/** The 80th percentile, interpolated. What expected nothing is measured against the usual expectation. */
function usualMiss(attempts: readonly Attempt[]): bigint | undefined {
  const usual = attempts.reduce((sum, { expected }) => sum + magnitude(expected), 0n) / BigInt(attempts.length);
  if (usual === 0n) return undefined;
  const misses = attempts
    .map(({ expected, actual }) => (magnitude(actual - expected) * PPM) / (magnitude(expected) || usual))
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const rank = (misses.length - 1) * 8;
  const below = misses[Math.floor(rank / 10)] ?? 0n;
  const above = misses[Math.ceil(rank / 10)] ?? below;
  return below + ((above - below) * BigInt(rank % 10)) / 10n;
}
