import { z } from 'zod';
import { addDays, addMonths, isDay, quarterStart } from './day.ts';
import { formatDay, formatDayRange } from './format.ts';

/** Calendar days of the reporting zone, half-open: `until` is the first day after it. */
export interface Period {
  from: string;
  until: string;
}

export const PERIOD_PRESETS = [
  { id: 'today', label: 'Today' },
  { id: 'last-7-days', label: 'Last 7 days' },
  { id: 'last-30-days', label: 'Last 30 days' },
  { id: 'last-90-days', label: 'Last 90 days' },
  { id: 'month-to-date', label: 'Month to date' },
  { id: 'this-month', label: 'This month' },
  { id: 'last-month', label: 'Last month' },
  { id: 'this-quarter', label: 'This quarter' },
  { id: 'this-year', label: 'This year' },
] as const;

export type PeriodPreset = (typeof PERIOD_PRESETS)[number]['id'];
/** A preset's id, or `2026-01-01..2026-02-01` (half-open): what the URL holds. */
export type PeriodText = string;

export const DEFAULT_PERIOD: PeriodPreset = 'last-30-days';

const RANGE = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/;

function parseRange(text: PeriodText): Period | null {
  const [, from, until] = RANGE.exec(text) ?? [];
  return from && until && isDay(from) && isDay(until) && from < until ? { from, until } : null;
}

export function isPreset(text: PeriodText): text is PeriodPreset {
  return PERIOD_PRESETS.some(({ id }) => id === text);
}

export function isPeriodText(text: string): boolean {
  return isPreset(text) || parseRange(text) !== null;
}

/** The search parameter of every page with a period. */
export const periodSearch = z.string().refine(isPeriodText).default(DEFAULT_PERIOD).catch(DEFAULT_PERIOD);

function presetPeriod(preset: PeriodPreset, today: string): Period {
  const tomorrow = addDays(today, 1);
  const month = `${today.slice(0, 7)}-01`;
  const year = `${today.slice(0, 4)}-01-01`;
  const quarter = quarterStart(today);
  const periods: Record<PeriodPreset, Period> = {
    today: { from: today, until: tomorrow },
    'last-7-days': { from: addDays(today, -6), until: tomorrow },
    'last-30-days': { from: addDays(today, -29), until: tomorrow },
    'last-90-days': { from: addDays(today, -89), until: tomorrow },
    'month-to-date': { from: month, until: tomorrow },
    'this-month': { from: month, until: addMonths(month, 1) },
    'last-month': { from: addMonths(month, -1), until: month },
    'this-quarter': { from: quarter, until: addMonths(quarter, 3) },
    'this-year': { from: year, until: addMonths(year, 12) },
  };
  return periods[preset];
}

/** The days behind the URL's text; text that is no period means the default one. */
export function resolvePeriod(text: PeriodText, today: string): Period {
  return isPreset(text) ? presetPeriod(text, today) : (parseRange(text) ?? presetPeriod(DEFAULT_PERIOD, today));
}

export function periodText({ from, until }: Period): PeriodText {
  return `${from}..${until}`;
}

/** The days as people say them: first and last day, both included. */
export function periodDays({ from, until }: Period): string {
  const last = addDays(until, -1);
  return from === last ? formatDay(from) : formatDayRange(from, last);
}

export function periodLabel(text: PeriodText, today: string): string {
  return PERIOD_PRESETS.find(({ id }) => id === text)?.label ?? periodDays(resolvePeriod(text, today));
}
