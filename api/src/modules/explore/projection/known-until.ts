import { addDays, type Day, dayInZone } from '../../../lib/calendar.ts';
import { incompleteFrom } from '../data-freshness.ts';
import type { Queryable } from '../run-pivot.sql.ts';

/** Days at most that are left out as not read yet: an account that is never read must not end all forecasts. */
const MOST_OPEN_DAYS = 7;

/** The first day of the zone whose figures can still grow: today, or an earlier one of the last week. */
export async function knownUntil(client: Queryable, { zone, now }: { zone: string; now: Date }): Promise<Day> {
  const today = dayInZone(now, zone);
  const earliest = addDays(today, -MOST_OPEN_DAYS);
  const range = { from: earliest, until: addDays(today, 1) };
  const open = await incompleteFrom(client, { range, dayBasis: 'REPORTING', zone, now });
  const first = open ? dayInZone(open, zone) : today;
  return [earliest, first].toSorted().at(-1) ?? today;
}
