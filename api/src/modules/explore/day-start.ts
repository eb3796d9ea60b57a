import { type Day, dayInZone, startOfDay } from '../../lib/calendar.ts';

const MINUTE_MS = 60_000;
const WIDEST_OFFSET_MINUTES = 16 * 60;

/** First minute of a calendar day in an IANA zone (its midnight, or what comes first where a clock change skips that). */
export function dayStart(day: Day, zone: string): Date {
  const midnight = startOfDay(day).getTime();
  let before = -WIDEST_OFFSET_MINUTES;
  let within = WIDEST_OFFSET_MINUTES;
  while (within - before > 1) {
    const middle = Math.floor((before + within) / 2);
    if (dayInZone(new Date(midnight + middle * MINUTE_MS), zone) >= day) within = middle;
    else before = middle;
  }
  return new Date(midnight + within * MINUTE_MS);
}
