import { addDays, addMonths, type Day, startOfMonth, utcDay } from '../lib/calendar.ts';

/** A day (1: the first) of the month so many months from `now`'s. */
export type SampleCalendar = (month: number, day: number) => Day;

export function sampleCalendar(now: Date): SampleCalendar {
  const first = startOfMonth(utcDay(now));
  return (month, day) => addDays(addMonths(first, month), day - 1);
}
