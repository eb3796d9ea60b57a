import { addDays, type Day, type DayRange, dayInZone, startOfDay, utcDay } from '../../lib/calendar.ts';
import { firstUnreadDay } from './data-freshness.sql.ts';
import { dayStart } from './day-start.ts';
import type { DayBasis } from './fact-sources.ts';
import type { Queryable } from './run-pivot.sql.ts';

export interface FreshnessQuestion {
  range: DayRange;
  dayBasis: DayBasis;
  /** The organization's reporting zone. */
  zone: string;
  now: Date;
}

/**
 * Start of the first day of the range whose figures can still grow; null when none can. That is the earliest of
 * - today (of the reporting zone; the UTC day for BILLING), and
 * - the first UTC day that an active connection has not closed: a day whose money streams were not all read after they
 *   settled, the day after a stream's newest read one, or the whole range while a connection was never read at all.
 * Days older than a connection's oldest read day are not missing: its history begins there.
 * An open UTC day makes each reporting day incomplete that holds some of its hours.
 */
export async function incompleteFrom(client: Queryable, question: FreshnessQuestion): Promise<Date | null> {
  const { range, dayBasis, now } = question;
  const zone = dayBasis === 'BILLING' ? 'UTC' : question.zone;
  const today = dayInZone(now, zone);
  const utcDays = utcDaysOf(range, zone);
  const unread = await firstUnreadDay(client, {
    from: utcDays.from,
    until: minimum(utcDays.until, addDays(utcDay(now), 1)),
  });
  const first = unread === undefined ? today : minimum(today, firstDayOf(unread, zone));
  if (first >= range.until) return null;
  return dayStart(minimum(first, range.from) === first ? range.from : first, zone);
}

/** The UTC days that share hours with days of the zone. */
function utcDaysOf({ from, until }: DayRange, zone: string): DayRange {
  const lastInstantBefore = new Date(startOfDay(from).getTime() - 1);
  return {
    from: dayInZone(lastInstantBefore, zone) >= from ? addDays(from, -1) : from,
    until: dayInZone(startOfDay(until), zone) < until ? addDays(until, 1) : until,
  };
}

/** The first day of the zone that holds hours of a UTC day, or rows known only per that UTC day. */
function firstDayOf(day: Day, zone: string): Day {
  return minimum(day, dayInZone(startOfDay(day), zone));
}

function minimum(left: Day, right: Day): Day {
  return left < right ? left : right;
}
