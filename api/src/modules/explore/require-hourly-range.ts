import { type DayRange, dayCount } from '../../lib/calendar.ts';
import type { Dimension } from './dimensions.ts';
import { MAX_HOURLY_DAYS, TooManyCellsError } from './too-many-cells-error.ts';

/** @throws TooManyCellsError when a long range is to be told apart by the hour, to show or to filter */
export function requireHourlyRange(range: DayRange, dimensions: readonly Dimension[]): void {
  const days = dayCount(range);
  if (!dimensions.includes('HOUR') || days <= MAX_HOURLY_DAYS) return;
  throw new TooManyCellsError(
    'until',
    range.until,
    `${days} days by HOUR are ${days * 24} hours; at most ${MAX_HOURLY_DAYS} days (${MAX_HOURLY_DAYS * 24} hours) can be broken down or filtered by HOUR.`,
    'Shorten the range, or use DAY.',
  );
}
