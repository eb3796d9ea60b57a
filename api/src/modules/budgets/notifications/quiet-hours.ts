import { addDays, dayInZone } from '../../../lib/calendar.ts';

/** Minutes of the zone's day, half-open; `from` later than `until` runs over midnight. */
export interface QuietHours {
  from: number;
  until: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Minutes since midnight that a clock in the zone shows. */
export function minuteInZone(instant: Date, zone: string): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    formats.set(zone, format);
  }
  const [hour = '0', minute = '0'] = format.format(instant).split(':');
  return Number(hour) * 60 + Number(minute);
}

export function isQuiet({ from, until }: QuietHours, minute: number): boolean {
  return from <= until ? minute >= from && minute < until : minute >= from || minute < until;
}

/** The instant itself, or the end of the quiet hours it falls in, to the minute; follows changes of the clock. */
export function afterQuiet(instant: Date, quiet: QuietHours | null, zone: string): Date {
  if (!quiet || !isQuiet(quiet, minuteInZone(instant, zone))) return instant;
  const start = Math.floor(instant.getTime() / MINUTE_MS) * MINUTE_MS;
  for (let at = start + MINUTE_MS; at <= start + 25 * HOUR_MS; at += MINUTE_MS) {
    if (!isQuiet(quiet, minuteInZone(new Date(at), zone))) return new Date(at);
  }
  return instant;
}

/** The next full hour of UTC after an instant. */
export function nextHour(instant: Date): Date {
  return new Date((Math.floor(instant.getTime() / HOUR_MS) + 1) * HOUR_MS);
}

/** The next time after an instant at which a clock in the zone shows the hour (or the first minute after, where a change skips it). */
export function nextHourOfDay(instant: Date, hour: number, zone: string): Date {
  const today = dayInZone(instant, zone);
  const candidates = [today, addDays(today, 1)].map((day) => firstMinute(day, hour * 60, zone));
  return candidates.find((candidate) => candidate > instant) ?? firstMinute(addDays(today, 2), hour * 60, zone);
}

function firstMinute(day: string, minute: number, zone: string): Date {
  const guess = Date.parse(`${day}T00:00:00Z`) + minute * MINUTE_MS;
  for (let at = guess - 16 * HOUR_MS; at <= guess + 16 * HOUR_MS; at += 15 * MINUTE_MS) {
    const instant = new Date(at);
    if (dayInZone(instant, zone) === day && minuteInZone(instant, zone) >= minute) return instant;
  }
  return new Date(guess);
}
