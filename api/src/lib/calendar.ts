/** Calendar days are ISO strings (`2026-11-01`), half-open ranges `{ from, until }`; instants are Dates in UTC. */
export type Day = string;
export interface DayRange {
  from: Day;
  until: Day;
}

const DAY_MS = 86_400_000;
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

export function isDay(text: string): text is Day {
  return (
    ISO_DAY.test(text) &&
    !Number.isNaN(Date.parse(text)) &&
    new Date(`${text}T00:00:00Z`).toISOString().startsWith(text)
  );
}

/** UTC day of an instant. */
export function utcDay(instant: Date): Day {
  return instant.toISOString().slice(0, 10);
}

/** Midnight UTC at the start of a day. */
export function startOfDay(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}

export function addDays(day: Day, count: number): Day {
  return utcDay(new Date(startOfDay(day).getTime() + count * DAY_MS));
}

/** Days from `from` to `until`; negative when reversed. */
export function dayCount({ from, until }: DayRange): number {
  return Math.round((startOfDay(until).getTime() - startOfDay(from).getTime()) / DAY_MS);
}

export function daysOf(range: DayRange): Day[] {
  const start = startOfDay(range.from).getTime();
  return Array.from({ length: Math.max(0, dayCount(range)) }, (_, index) => utcDay(new Date(start + index * DAY_MS)));
}

export function startOfMonth(day: Day): Day {
  return `${day.slice(0, 7)}-01`;
}

export function addMonths(day: Day, count: number): Day {
  const date = startOfDay(startOfMonth(day));
  date.setUTCMonth(date.getUTCMonth() + count);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(Number(day.slice(8)), last));
  return utcDay(date);
}

const zoneFormats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day an instant falls on in an IANA zone. */
export function dayInZone(instant: Date, zone: string): Day {
  let format = zoneFormats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
    zoneFormats.set(zone, format);
  }
  return format.format(instant);
}

export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
