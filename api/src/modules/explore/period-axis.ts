import { addMonths, type Day, type DayRange, daysOf, startOfDay, startOfMonth } from '../../lib/calendar.ts';
import { dayStart } from './day-start.ts';
import type { PeriodUnit, StoredPeriod } from './dimensions.ts';
import { hourKey, periodKey } from './period-units.ts';

/** The ranges read: first the one asked for, then the one compared with. */
export type Ranges = readonly [current: DayRange, previous?: DayRange | undefined];

/** Where each stored hour, day or month of each range stands on the axis. */
export interface AxisEntry {
  rangeIndex: number;
  /** `2026-11-01` or an hour key. */
  stored: string;
  ordinal: number;
}

/**
 * One period dimension over one or two ranges. Periods of the previous range take the place (ordinal) of the current
 * period at the same position; those beyond the current range's end keep a place and key of their own.
 */
export interface PeriodAxis {
  unit: PeriodUnit;
  entries: AxisEntry[];
  /** By ordinal; ordinals are chronological. */
  keys: ReadonlyMap<number, string>;
}

/** The axes of one question, each built once however many dimensions and filters need it. */
export type PeriodAxes = (unit: PeriodUnit, stored: StoredPeriod) => PeriodAxis;

export function periodAxes(ranges: Ranges, zone: string): PeriodAxes {
  const built = new Map<string, PeriodAxis>();
  return (unit, stored) => {
    const axis = built.get(`${unit} ${stored}`) ?? periodAxis(unit, stored, ranges, zone);
    built.set(`${unit} ${stored}`, axis);
    return axis;
  };
}

export function periodAxis(unit: PeriodUnit, stored: StoredPeriod, ranges: Ranges, zone: string): PeriodAxis {
  if (unit === 'HOUR') return hourAxis(ranges, zone);
  const keys = new Map<number, string>();
  const place = (rangeIndex: number, position: number, key: string) =>
    rangeIndex === 0 ? position : surplusPlace(keys, position, key);
  const entries = ranges.flatMap((range, rangeIndex) => {
    if (!range) return [];
    const positions = new Map<string, number>();
    return storedPeriods(stored, range).map((day) => {
      const key = periodKey(unit, day);
      const ordinal = unit === 'WEEKDAY' ? Number(key) : (positions.get(key) ?? place(rangeIndex, positions.size, key));
      positions.set(key, ordinal);
      keys.set(ordinal, keys.get(ordinal) ?? key);
      return { rangeIndex, stored: day, ordinal };
    });
  });
  return { unit, entries, keys };
}

/** A key stands for one place only: a surplus period that is also a current one (ranges overlap) joins the last. */
function surplusPlace(keys: ReadonlyMap<number, string>, position: number, key: string): number {
  const isTaken = !keys.has(position) && [...keys.values()].includes(key);
  return isTaken ? Math.max(...keys.keys()) : position;
}

function storedPeriods(stored: StoredPeriod, range: DayRange): Day[] {
  if (stored === 'day') return daysOf(range);
  const months: Day[] = [];
  for (let month = startOfMonth(range.from); month < range.until; month = addMonths(month, 1)) months.push(month);
  return months;
}

/** Hours are placed by their distance from UTC midnight of the range's first day. */
function hourAxis(ranges: Ranges, zone: string): PeriodAxis {
  const keys = new Map<number, string>();
  const entries = ranges.flatMap((range, rangeIndex) => {
    if (!range) return [];
    const origin = startOfDay(range.from).getTime();
    return hoursOf(range, zone).map((hour) => {
      const ordinal = (hour.getTime() - origin) / HOUR_MS;
      const stored = hourKey(hour);
      keys.set(ordinal, keys.get(ordinal) ?? stored);
      return { rangeIndex, stored, ordinal };
    });
  });
  return { unit: 'HOUR', entries, keys };
}

const HOUR_MS = 3_600_000;

/** UTC hours that start within the days of the zone, and those of the same UTC days (rows known per UTC day). */
function hoursOf({ from, until }: DayRange, zone: string): Date[] {
  const first = Math.min(startOfDay(from).getTime(), Math.floor(dayStart(from, zone).getTime() / HOUR_MS) * HOUR_MS);
  const end = Math.max(startOfDay(until).getTime(), dayStart(until, zone).getTime());
  return Array.from({ length: Math.ceil((end - first) / HOUR_MS) }, (_, index) => new Date(first + index * HOUR_MS));
}
