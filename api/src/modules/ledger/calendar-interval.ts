import type { BillingInterval } from '@outlay/prisma';
import { addDays, addMonths, type Day } from '../../lib/calendar.ts';

const MONTHS: Record<Exclude<BillingInterval, 'WEEKLY'>, number> = { MONTHLY: 1, QUARTERLY: 3, YEARLY: 12 };

/** The date `index` intervals after the first: 31 January monthly comes on 28 or 29 February, then on 31 March. */
export function occurrence(first: Day, interval: BillingInterval, index: number): Day {
  return interval === 'WEEKLY' ? addDays(first, 7 * index) : addMonths(first, MONTHS[interval] * index);
}

/** Every occurrence in `[from, until)` with the day before which the next one lies, in order. */
export function* occurrences(
  first: Day,
  interval: BillingInterval,
  { from, until }: { from: Day; until: Day },
): Generator<{ date: Day; next: Day }> {
  for (let index = 0; ; index += 1) {
    const date = occurrence(first, interval, index);
    if (date >= until) return;
    if (date >= from) yield { date, next: occurrence(first, interval, index + 1) };
  }
}
