import type { BudgetPeriod } from '@outlay/prisma';
import {
  addDays,
  addMonths,
  type Day,
  type DayRange,
  dayInZone,
  startOfDay,
  startOfMonth,
} from '../../lib/calendar.ts';
import { dayStart } from '../explore/day-start.ts';
import { localHour, type Span } from './local-hour.ts';

/** One window of a budget: half-open, as days of the reporting zone and as instants. */
export interface BudgetWindow extends Span, DayRange {
  /** Its calendar unit, also where valid dates cut it short: `2026-11-02`, or the instant at which an hour begins. */
  key: string;
}

/** First and last valid day of a budget, half-open; null: open. */
export interface Validity {
  validFrom: Day | null;
  validUntil: Day | null;
}

type CalendarPeriod = Exclude<BudgetPeriod, 'HOURLY'>;

const starts: Record<CalendarPeriod, (day: Day) => Day> = {
  DAILY: (day) => day,
  WEEKLY: (day) => addDays(day, -((startOfDay(day).getUTCDay() + 6) % 7)),
  MONTHLY: startOfMonth,
  QUARTERLY: (day) => addMonths(startOfMonth(day), -((Number(day.slice(5, 7)) - 1) % 3)),
  YEARLY: (day) => `${day.slice(0, 4)}-01-01`,
};

const nexts: Record<CalendarPeriod, (start: Day) => Day> = {
  DAILY: (start) => addDays(start, 1),
  WEEKLY: (start) => addDays(start, 7),
  MONTHLY: (start) => addMonths(start, 1),
  QUARTERLY: (start) => addMonths(start, 3),
  YEARLY: (start) => addMonths(start, 12),
};

/** The calendar unit of a period that holds an instant, in a zone. */
export function windowAt(period: BudgetPeriod, instant: Date, zone: string): BudgetWindow {
  if (period !== 'HOURLY') return windowOfDay(period, dayInZone(instant, zone), zone);
  const span = localHour(instant, zone);
  const from = dayInZone(span.startsAt, zone);
  return { ...span, key: span.startsAt.toISOString(), from, until: addDays(from, 1) };
}

function windowOfDay(period: CalendarPeriod, day: Day, zone: string): BudgetWindow {
  const from = starts[period](day);
  const until = nexts[period](from);
  return { key: from, from, until, startsAt: dayStart(from, zone), endsAt: dayStart(until, zone) };
}

/** The part of a window in which the budget is valid; undefined: none. */
export function validPart(
  window: BudgetWindow,
  { validFrom, validUntil }: Validity,
  zone: string,
): BudgetWindow | undefined {
  const from = validFrom !== null && validFrom > window.from ? validFrom : window.from;
  const until = validUntil !== null && validUntil < window.until ? validUntil : window.until;
  if (from >= until) return undefined;
  if (from === window.from && until === window.until) return window;
  return { key: window.key, from, until, startsAt: dayStart(from, zone), endsAt: dayStart(until, zone) };
}

/** The windows of a period that hold an instant of `[from, until]`, oldest first, cut to where the budget is valid. */
export function windowsBetween(
  period: BudgetPeriod,
  { from, until }: { from: Date; until: Date },
  { zone, ...validity }: Validity & { zone: string },
): BudgetWindow[] {
  const windows: BudgetWindow[] = [];
  for (
    let window = windowAt(period, from, zone);
    window.startsAt <= until;
    window = windowAt(period, window.endsAt, zone)
  ) {
    const part = validPart(window, validity, zone);
    if (part) windows.push(part);
  }
  return windows;
}
