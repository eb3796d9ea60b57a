export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** A UTC day as days since 1970-01-01. */
export type DayNumber = number;

export const dayNumberOf = (epochMs: number): DayNumber => Math.floor(epochMs / DAY_MS);

/** `YYYY-MM-DD` to its day number; throws a RangeError for anything else. */
export function dayNumber(utcDay: string): DayNumber {
  const epochMs = /^\d{4}-\d{2}-\d{2}$/.test(utcDay) ? Date.parse(`${utcDay}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(epochMs) || new Date(epochMs).toISOString().slice(0, 10) !== utcDay) {
    throw new RangeError(`"${utcDay}" is not a UTC day; write it as YYYY-MM-DD`);
  }
  return epochMs / DAY_MS;
}

export const utcDayOf = (day: DayNumber): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

export const isoSeconds = (epochMs: number): string => `${new Date(epochMs).toISOString().slice(0, 19)}Z`;

export const FOREVER: DayNumber = dayNumber('9999-12-31');

/** 0 = Monday … 6 = Sunday. */
const weekdayOf = (day: DayNumber): number => (day + 3) % 7;

/** Saturdays, Sundays and the organization's holidays. */
export const isDayOff = (day: DayNumber): boolean => weekdayOf(day) >= 5 || isHoliday(day);

const HOLIDAYS = new Set(['01-01', '05-01', '07-03', '12-24', '12-25', '12-26', '12-31']);

function isHoliday(day: DayNumber): boolean {
  const monthDay = utcDayOf(day).slice(5);
  if (HOLIDAYS.has(monthDay)) return true;
  const isThanksgiving = monthDay >= '11-22' && monthDay <= '11-28' && weekdayOf(day) === 3;
  const isTheDayAfter = monthDay >= '11-23' && monthDay <= '11-29' && weekdayOf(day) === 4;
  return isThanksgiving || isTheDayAfter;
}

const GROWTH_FROM = dayNumber('2025-10-01');

/** The organization's appetite: doubles in about a year, then levels off. */
export const growthOn = (day: DayNumber): number => Math.min(2.4, Math.max(0.5, 0.7 + (day - GROWTH_FROM) * 0.0025));

/** A runaway agent goes unnoticed on one day of every 180 (2026-05-14, 2026-11-10 …). */
export const isRunawayDay = (day: DayNumber): boolean => day % 180 === 67;
