import { addDays, type Day, isDay, startOfDay } from '../../lib/calendar.ts';
import type { PeriodUnit } from './dimensions.ts';

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const HOUR_KEY = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):00(?::00(?:\.000)?)?Z$/;

/** 1 = Monday … 7 = Sunday. */
export function isoWeekday(day: Day): number {
  return ((startOfDay(day).getUTCDay() + 6) % 7) + 1;
}

/** ISO 8601 week, `2026-W45`; it belongs to the year of its Thursday. */
export function isoWeek(day: Day): string {
  const thursday = addDays(day, 4 - isoWeekday(day));
  const dayOfYear = (startOfDay(thursday).getTime() - Date.UTC(Number(thursday.slice(0, 4)), 0, 1)) / 86_400_000;
  return `${thursday.slice(0, 4)}-W${String(Math.floor(dayOfYear / 7) + 1).padStart(2, '0')}`;
}

/** Key of the period a day lies in. */
export function periodKey(unit: Exclude<PeriodUnit, 'HOUR'>, day: Day): string {
  switch (unit) {
    case 'DAY':
      return day;
    case 'WEEK':
      return isoWeek(day);
    case 'MONTH':
      return day.slice(0, 7);
    case 'QUARTER':
      return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
    case 'YEAR':
      return day.slice(0, 4);
    case 'WEEKDAY':
      return String(isoWeekday(day));
  }
}

/** `2026-11-01T08:00:00Z` of an instant on the hour. */
export function hourKey(hour: Date): string {
  return `${hour.toISOString().slice(0, 19)}Z`;
}

/** The key in the one form it is returned in; undefined: no such period. */
export function canonicalPeriodKey(unit: PeriodUnit, text: string): string | undefined {
  switch (unit) {
    case 'HOUR': {
      const match = HOUR_KEY.exec(text);
      return match?.[1] && isDay(match[1]) ? `${match[1]}T${match[2]}:00:00Z` : undefined;
    }
    case 'DAY':
      return isDay(text) ? text : undefined;
    case 'WEEK':
      return isWeekKey(text) ? text : undefined;
    case 'MONTH':
      return isDay(`${text}-01`) ? text : undefined;
    case 'QUARTER':
      return /^\d{4}-Q[1-4]$/.test(text) ? text : undefined;
    case 'YEAR':
      return /^\d{4}$/.test(text) ? text : undefined;
    case 'WEEKDAY':
      return /^[1-7]$/.test(text) ? text : undefined;
  }
}

function isWeekKey(text: string): boolean {
  const match = /^(\d{4})-W(\d{2})$/.exec(text);
  if (!match?.[1]) return false;
  const fourthOfJanuary = `${match[1]}-01-04`;
  const monday = addDays(fourthOfJanuary, 1 - isoWeekday(fourthOfJanuary) + (Number(match[2]) - 1) * 7);
  return isoWeek(monday) === text;
}

export const periodExamples: Record<PeriodUnit, string> = {
  HOUR: '2026-11-01T08:00:00Z',
  DAY: '2026-11-01',
  WEEK: '2026-W45',
  MONTH: '2026-11',
  QUARTER: '2026-Q4',
  YEAR: '2026',
  WEEKDAY: '1 (Monday) to 7 (Sunday)',
};

/** What a reader sees for a period key. */
export function periodLabel(unit: PeriodUnit, key: string): string {
  switch (unit) {
    case 'HOUR':
      return `${key.slice(0, 10)} ${key.slice(11, 16)} UTC`;
    case 'MONTH':
      return `${months[Number(key.slice(5)) - 1]} ${key.slice(0, 4)}`;
    case 'QUARTER':
      return `${key.slice(5)} ${key.slice(0, 4)}`;
    case 'WEEKDAY':
      return weekdays[Number(key) - 1] ?? key;
    case 'DAY':
    case 'WEEK':
    case 'YEAR':
      return key;
  }
}
