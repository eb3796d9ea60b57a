import { addDays, type Day, dayCount, daysOf } from '../../../lib/calendar.ts';
import { divideHalfEven } from '../../../lib/money.ts';
import { magnitude, nextWeek } from './next-week.ts';
import { type PastMisses, pastMisses } from './past-misses.ts';

/** What one complete day came to: nano-units of money, or a count of tokens or requests. */
export interface HistoryDay {
  day: Day;
  amountNano: bigint;
}

/**
 * NONE: fewer than seven days are known. LOW: too few weeks to measure how far forecasts miss, so no interval.
 * MEASURED: the interval is what past forecasts of the same series missed by.
 */
export const confidenceNames = ['NONE', 'LOW', 'MEASURED'] as const;
export type ForecastConfidence = (typeof confidenceNames)[number];

/** In the unit of the history. The interval is null unless the confidence is MEASURED. */
export interface ForecastAmount {
  expectedNano: bigint;
  /** Four of five outcomes lie between low and high. */
  lowNano: bigint | null;
  highNano: bigint | null;
}

export interface ForecastDay extends ForecastAmount {
  day: Day;
}

/** In total, and per day after the last known one. The days' expectations add up to the total, their intervals do not. */
export interface Forecast extends ForecastAmount {
  days: ForecastDay[];
  confidence: ForecastConfidence;
}

const WEEK = 7;
const PPM = 1_000_000n;

/** What a history lets expect of the days after it. */
export interface Learned {
  /** The first day after the history; undefined: there is none. */
  from: Day | undefined;
  week: readonly bigint[];
  misses: PastMisses | undefined;
  confidence: ForecastConfidence;
}

/**
 * Forecasts the days after the last one of `history` and before `until` from the same weekdays of the last weeks.
 * `history`: complete days only, oldest first. A day left out in between counts as 0; days without anything at the end
 * must be named, since the forecast starts after the last one. @throws RangeError when days are not in order.
 */
export function forecast(history: readonly HistoryDay[], until: Day): Forecast {
  return forecastBy(learn(history), until);
}

/** The history's part of `forecast`: the same for every end. @throws RangeError when days are not in order. */
export function learn(history: readonly HistoryDay[]): Learned {
  const amounts = consecutiveAmounts(history);
  const last = history.at(-1)?.day;
  const misses = pastMisses(amounts);
  return {
    from: last && addDays(last, 1),
    week: nextWeek(amounts),
    misses,
    confidence: misses ? 'MEASURED' : amounts.length < WEEK ? 'NONE' : 'LOW',
  };
}

export function forecastBy({ from, week, misses, confidence }: Learned, until: Day): Forecast {
  const days = daysOf({ from: from ?? until, until }).map((day, ahead) => ({
    day,
    ...within(week[ahead % WEEK] ?? 0n, misses?.dayPpm),
  }));
  const expectedNano = days.reduce((sum, day) => sum + day.expectedNano, 0n);
  return { days, ...within(expectedNano, misses && totalMiss(misses, days.length)), confidence };
}

/** One day is as uncertain as days are, seven and more as weeks are; in between, in between. */
function totalMiss({ dayPpm, weekPpm }: PastMisses, days: number): bigint {
  if (days >= WEEK || dayPpm < weekPpm) return weekPpm;
  return weekPpm + ((dayPpm - weekPpm) * BigInt(WEEK - Math.max(1, days))) / BigInt(WEEK - 1);
}

/** The low end of what is expected to be positive is not negative. */
function within(expectedNano: bigint, missPpm: bigint | undefined): ForecastAmount {
  if (missPpm === undefined) return { expectedNano, lowNano: null, highNano: null };
  const width = divideHalfEven(magnitude(expectedNano) * missPpm, PPM);
  const lowNano = expectedNano - width;
  return { expectedNano, lowNano: expectedNano >= 0n && lowNano < 0n ? 0n : lowNano, highNano: expectedNano + width };
}

/** Every day from the first with an amount on: what began last week is not averaged with the time before. */
function consecutiveAmounts(history: readonly HistoryDay[]): bigint[] {
  history.forEach(({ day }, index) => {
    const previous = history[index - 1]?.day;
    if (previous !== undefined && previous >= day) {
      throw new RangeError(`history: ${day} comes after ${previous}; pass each day once, oldest first`);
    }
  });
  const begun = history.slice(history.findIndex(({ amountNano }) => amountNano !== 0n));
  const [first] = begun;
  const last = begun.at(-1);
  if (!first || !last || first.amountNano === 0n) return [];
  const count = dayCount({ from: first.day, until: last.day }) + 1;
  if (begun.length === count) return begun.map(({ amountNano }) => amountNano);
  const amounts = Array<bigint>(count).fill(0n);
  for (const { day, amountNano } of begun) amounts[dayCount({ from: first.day, until: day })] = amountNano;
  return amounts;
}
