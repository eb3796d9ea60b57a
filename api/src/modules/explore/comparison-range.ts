import { addDays, addMonths, type Day, type DayRange, dayCount, startOfMonth } from '../../lib/calendar.ts';

export type Comparison = 'PREVIOUS_PERIOD' | 'PREVIOUS_YEAR';

/**
 * The range to compare with. PREVIOUS_PERIOD: the calendar unit before when the range is exactly one month, quarter,
 * year (an ISO week is its seven days), else as many days before. PREVIOUS_YEAR: the same dates a year earlier (29 February: the 28th).
 */
export function comparisonRange(range: DayRange, comparison: Comparison): DayRange {
  if (comparison === 'PREVIOUS_YEAR') return { from: addMonths(range.from, -12), until: yearBeforeEnd(range.until) };
  const months = wholeUnitMonths(range);
  if (months !== undefined) return { from: addMonths(range.from, -months), until: range.from };
  return { from: addDays(range.from, -dayCount(range)), until: range.from };
}

/** By the last day in the range, so that 28 February stays in it when the day after is the 29th. */
function yearBeforeEnd(until: Day): Day {
  return until === startOfMonth(until) ? addMonths(until, -12) : addDays(addMonths(addDays(until, -1), -12), 1);
}

/** 1, 3 or 12 when the range is exactly one month, quarter or year. */
function wholeUnitMonths({ from, until }: DayRange): number | undefined {
  if (from !== startOfMonth(from)) return undefined;
  const month = Number(from.slice(5, 7));
  return [1, 3, 12].find((months) => (month - 1) % months === 0 && addMonths(from, months) === until);
}
