import type { BillingInterval } from '@outlay/prisma';
import { addDays, type Day, utcDay } from '../../lib/calendar.ts';
import { occurrences } from './calendar-interval.ts';

export interface Recurrence {
  interval: BillingInterval;
  startsOn: Date;
  endsOn: Date | null;
  skipped: readonly Date[];
}

export interface Occurrence {
  date: Day;
  /** The day before which the next one lies. */
  next: Day;
}

export const recurringOriginKey = (id: number, date: Day) => `recurring:${id}:${date}`;

/** Its dates in `[from, until)`, those left out not counted. */
export function recurringDates(
  { interval, startsOn, endsOn, skipped }: Recurrence,
  { from, until }: { from: Day; until: Day },
): Occurrence[] {
  const end = endsOn === null ? until : minOf(until, utcDay(endsOn));
  const left = new Set(skipped.map(utcDay));
  const start = utcDay(startsOn);
  return [...occurrences(start, interval, { from: from > start ? from : start, until: end })].filter(
    ({ date }) => !left.has(date),
  );
}

/** Every date until today, today included. */
export function dueDates(recurrence: Recurrence, today: Day): Occurrence[] {
  return recurringDates(recurrence, { from: utcDay(recurrence.startsOn), until: addDays(today, 1) });
}

/** The first date after today; undefined when none comes. */
export function nextDate(recurrence: Recurrence, today: Day): Day | undefined {
  const tomorrow = addDays(today, 1);
  const [, after = tomorrow] = [tomorrow, utcDay(recurrence.startsOn)].sort();
  return recurringDates(recurrence, { from: tomorrow, until: addDays(after, 366 * 3) })[0]?.date;
}

const minOf = (a: Day, b: Day) => (a < b ? a : b);
