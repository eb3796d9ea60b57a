import { addDays, addMonths, type Day, type DayRange } from '../../../lib/calendar.ts';
import { projectMonth, runRate } from './project-month.ts';

const PPM = 1_000_000n;

/** A month as it was projected on one of its days, and as it ended. Misses in millionths of how it ended. */
export interface Trial {
  dayOfMonth: number;
  missPpm: bigint;
  runRateMissPpm: bigint;
  /** Whether it ended within the interval; null: there was none. */
  isWithin: boolean | null;
}

export interface BacktestOptions {
  /** First days of whole months. */
  months: readonly Day[];
  /** Days of the month on whose morning it is projected; from 2 on. */
  daysOfMonth: readonly number[];
  historyDays: number;
}

/** Projects past months from nothing but what was known on the morning of some of their days. */
export function backtest(
  usage: ReadonlyMap<Day, bigint>,
  { months, daysOfMonth, historyDays }: BacktestOptions,
): Trial[] {
  return months.flatMap((from) => {
    const month = { from, until: addMonths(from, 1) };
    const actual = sumIn(usage, month);
    if (actual <= 0n) return [];
    return daysOfMonth.map((dayOfMonth): Trial => {
      const today = addDays(from, dayOfMonth - 1);
      const known = { from: addDays(today, -historyDays), until: today };
      const seen = new Map([...usage].filter(([day]) => day < today));
      const facts = { month, today, known, series: { usage: seen, entries: new Map() }, scheduled: new Map() };
      const projected = projectMonth(facts);
      const { expected, below, above } = projected;
      const miss = (value: bigint) => (magnitude(value - actual) * PPM) / actual;
      return {
        dayOfMonth,
        missPpm: miss(expected),
        runRateMissPpm: miss(runRate(projected, facts) ?? 0n),
        isWithin: below === null || above === null ? null : expected - below <= actual && actual <= expected + above,
      };
    });
  });
}

export interface BacktestSummary {
  trials: number;
  /** Mean absolute percentage errors, in percent. */
  meanMiss: number;
  meanRunRateMiss: number;
  /** Percent of the intervals that held; they are made to hold in 80. */
  coverage: number;
  intervals: number;
}

export function summaryOf(trials: readonly Trial[]): BacktestSummary {
  const mean = (of: (trial: Trial) => bigint) =>
    Number(trials.reduce((sum, trial) => sum + of(trial), 0n) / BigInt(Math.max(1, trials.length))) / 10_000;
  const intervals = trials.filter(({ isWithin }) => isWithin !== null);
  const held = intervals.filter(({ isWithin }) => isWithin);
  return {
    trials: trials.length,
    meanMiss: mean(({ missPpm }) => missPpm),
    meanRunRateMiss: mean(({ runRateMissPpm }) => runRateMissPpm),
    coverage: (100 * held.length) / Math.max(1, intervals.length),
    intervals: intervals.length,
  };
}

function sumIn(usage: ReadonlyMap<Day, bigint>, { from, until }: DayRange): bigint {
  let sum = 0n;
  for (const [day, amount] of usage) if (day >= from && day < until) sum += amount;
  return sum;
}

const magnitude = (value: bigint) => (value < 0n ? -value : value);
