/** Calendar days, `until` excluded. */
export interface DayRange {
  from: string;
  until: string;
}

const DAY_MS = 86_400_000;
const msOf = (day: string) => Date.parse(`${day}T00:00:00Z`);
const dayAt = (ms: number) => new Date(ms).toISOString().slice(0, 10);

export const addDays = (day: string, count: number) => dayAt(msOf(day) + count * DAY_MS);

const monthStart = (year: number, month: number) => dayAt(Date.UTC(year, month, 1));
const yearOf = (day: string) => Number(day.slice(0, 4));
const monthOf = (day: string) => Number(day.slice(5, 7)) - 1;
/** Monday, as ISO weeks begin. */
const weekStart = (day: string) => addDays(day, -((new Date(msOf(day)).getUTCDay() + 6) % 7));

const months = (day: string, first: number, count: number): DayRange => ({
  from: monthStart(yearOf(day), first),
  until: monthStart(yearOf(day), first + count),
});
const quarter = (day: string) => Math.floor(monthOf(day) / 3) * 3;
const lastDays = (today: string, count: number): DayRange => ({
  from: addDays(today, 1 - count),
  until: addDays(today, 1),
});

const NAMED: Record<string, (today: string) => DayRange> = {
  today: (today) => lastDays(today, 1),
  yesterday: (today) => ({ from: addDays(today, -1), until: today }),
  week: (today) => ({ from: weekStart(today), until: addDays(weekStart(today), 7) }),
  'last-week': (today) => ({ from: addDays(weekStart(today), -7), until: weekStart(today) }),
  month: (today) => months(today, monthOf(today), 1),
  'last-month': (today) => months(today, monthOf(today) - 1, 1),
  quarter: (today) => months(today, quarter(today), 3),
  'last-quarter': (today) => months(today, quarter(today) - 3, 3),
  year: (today) => months(today, 0, 12),
  'last-year': (today) => months(today, -12, 12),
};

export const PERIOD_NAMES = Object.keys(NAMED);
export const PERIOD_EXAMPLES = '7d, 30d, 2026-10, 2026-Q3 or 2026';

/** Days of a period such as `month`, `7d`, `2026-10`, `2026-Q3`, `2026`; undefined when it is none. */
export function periodRange(text: string, today: string): DayRange | undefined {
  const named = Object.hasOwn(NAMED, text) ? NAMED[text] : undefined;
  if (named) return named(today);
  const [, days] = /^(\d{1,4})d$/.exec(text) ?? [];
  if (days !== undefined) return Number(days) >= 1 && Number(days) <= 3650 ? lastDays(today, Number(days)) : undefined;
  const [, year, month, quarterNumber] = /^(\d{4})(?:-(0[1-9]|1[0-2])|-Q([1-4]))?$/i.exec(text) ?? [];
  if (year === undefined) return undefined;
  if (month !== undefined) return months(`${year}-01-01`, Number(month) - 1, 1);
  if (quarterNumber !== undefined) return months(`${year}-01-01`, (Number(quarterNumber) - 1) * 3, 3);
  return months(`${year}-01-01`, 0, 12);
}

/** The calendar day in a zone. */
export const dayIn = (zone: string, now: Date) =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now);
