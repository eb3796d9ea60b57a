import { type Day, type DayRange, dayCount, daysOf } from '../../../lib/calendar.ts';
import { divideHalfEven } from '../../../lib/money.ts';
import { type ForecastConfidence, forecastBy, type Learned, learn } from './forecast.ts';
import type { SubjectSeries } from './subject-series.sql.ts';

export interface MonthFacts {
  month: DayRange;
  today: Day;
  /** Complete days that the forecast is made from; from its end on figures can still grow. */
  known: DayRange;
  series: SubjectSeries;
  /** Due and not in the books yet, by day. */
  scheduled: ReadonlyMap<Day, bigint>;
}

/** In units of 1e-9. */
export interface ProjectedDay {
  day: Day;
  isComplete: boolean;
  /** Usage and entries so far; null after today. */
  actual: bigint | null;
  /** Fixed cost still to be posted, entries dated after today included. */
  scheduled: bigint;
  /** Usage still expected on top of what was seen. */
  added: bigint;
  expected: bigint;
  /** Four of five days come to something between; null where nobody can say. */
  low: bigint | null;
  high: bigint | null;
}

export interface ProjectedMonth {
  days: ProjectedDay[];
  actual: bigint;
  scheduled: bigint;
  added: bigint;
  expected: bigint;
  /** How far the total may lie below and above; null where nobody can say. */
  below: bigint | null;
  above: bigint | null;
  confidence: ForecastConfidence;
  /** Complete days since the first with any usage. */
  historyDays: number;
}

/** What the usage of complete days lets expect; the same for whatever is projected from it. */
export interface LearnedUsage extends Learned {
  /** Since the first with any usage. */
  historyDays: number;
}

export function learnUsage({ series, known }: Pick<MonthFacts, 'series' | 'known'>): LearnedUsage {
  const history = daysOf(known).map((day) => ({ day, amountNano: series.usage.get(day) ?? 0n }));
  const first = history.findIndex(({ amountNano }) => amountNano !== 0n);
  return { ...learn(history), historyDays: first === -1 ? 0 : history.length - first };
}

/** What was used and posted, what is due by the calendar, and what usage is expected to add, by day and in total. */
export function projectMonth(facts: MonthFacts, learned: LearnedUsage = learnUsage(facts)): ProjectedMonth {
  const { month, today, known, series, scheduled } = facts;
  const expectation = forecastBy(learned, month.until);
  const byDay = new Map(expectation.days.map((each) => [each.day, each]));
  const days = daysOf(month).map((day): ProjectedDay => {
    const used = series.usage.get(day) ?? 0n;
    const entries = series.entries.get(day) ?? 0n;
    const isAhead = day > today;
    const due = (scheduled.get(day) ?? 0n) + (isAhead ? entries : 0n);
    const seen = used + (isAhead ? 0n : entries);
    const forecastOfDay = byDay.get(day);
    const beyond = (amount: bigint) => (amount > used ? amount - used : 0n);
    const added = forecastOfDay ? beyond(forecastOfDay.expectedNano) : 0n;
    const end = (amount: bigint | null | undefined) => seen + due + (forecastOfDay ? beyond(amount ?? 0n) : 0n);
    const isUnknown = forecastOfDay !== undefined && forecastOfDay.lowNano === null;
    return {
      ...{ day, isComplete: day < known.until, actual: isAhead ? null : seen, scheduled: due, added },
      expected: seen + due + added,
      low: isUnknown ? null : end(forecastOfDay?.lowNano),
      high: isUnknown ? null : end(forecastOfDay?.highNano),
    };
  });
  const sum = (of: (day: ProjectedDay) => bigint) => days.reduce((total, day) => total + of(day), 0n);
  const added = sum((day) => day.added);
  const width = (end: bigint | null) => {
    if (added === 0n) return 0n;
    if (end === null || expectation.expectedNano <= 0n) return null;
    const distance = end > expectation.expectedNano ? end - expectation.expectedNano : expectation.expectedNano - end;
    return divideHalfEven(distance * added, expectation.expectedNano);
  };
  return {
    ...{ days, added, confidence: expectation.confidence },
    actual: sum((day) => day.actual ?? 0n),
    scheduled: sum((day) => day.scheduled),
    expected: sum((day) => day.expected),
    below: width(expectation.lowNano),
    above: width(expectation.highNano),
    historyDays: learned.historyDays,
  };
}

/** Spent until the end of the last whole day ÷ its days × days of the month; null on the first day. */
export function runRate(
  { days }: ProjectedMonth,
  { month, today }: Pick<MonthFacts, 'month' | 'today'>,
): bigint | null {
  const until = today < month.until ? today : month.until;
  const elapsed = dayCount({ from: month.from, until });
  if (elapsed < 1) return null;
  const spent = days.reduce((sum, { day, actual }) => (day < until ? sum + (actual ?? 0n) : sum), 0n);
  return divideHalfEven(spent * BigInt(dayCount(month)), BigInt(elapsed));
}

/** A limit spread evenly over the days, to the nano-unit. */
export function evenShares(total: bigint, month: DayRange): bigint[] {
  const count = dayCount(month);
  const until = (days: number) => divideHalfEven(total * BigInt(days), BigInt(count));
  return Array.from({ length: count }, (_, index) => until(index + 1) - until(index));
}
