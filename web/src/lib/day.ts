const DAY = /^\d{4}-\d{2}-\d{2}$/;

function toInstant(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

function toDay(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}

/** Whether the text is a day of the calendar, written `2026-11-01`. */
export function isDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const instant = toInstant(text);
  return !Number.isNaN(instant.getTime()) && toDay(instant) === text;
}

export function addDays(day: string, count: number): string {
  const instant = toInstant(day);
  instant.setUTCDate(instant.getUTCDate() + count);
  return toDay(instant);
}

/** The same day of the month `count` months later, or the last day of a shorter month. */
export function addMonths(day: string, count: number): string {
  const instant = toInstant(`${day.slice(0, 7)}-01`);
  instant.setUTCMonth(instant.getUTCMonth() + count);
  const month = toDay(instant).slice(0, 7);
  const wanted = Number(day.slice(8));
  instant.setUTCMonth(instant.getUTCMonth() + 1, 0);
  return `${month}-${String(Math.min(wanted, instant.getUTCDate())).padStart(2, '0')}`;
}

export function quarterStart(day: string): string {
  const month = Number(day.slice(5, 7));
  return `${day.slice(0, 4)}-${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`;
}

/** The calendar day it is in an IANA zone. */
export function dayInZone(instant: Date, zone: string): string {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(instant);
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}
