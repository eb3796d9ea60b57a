import { dayInZone } from '../../lib/calendar.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Half-open, instants. */
export interface Span {
  startsAt: Date;
  endsAt: Date;
}

/**
 * The hour on the clocks of an IANA zone that holds an instant. Where clocks go back an hour comes twice, each of its own;
 * where they change by less than an hour, the hours beside the change are shorter.
 */
export function localHour(instant: Date, zone: string): Span {
  const offset = offsetMs(instant, zone);
  const floor = Math.floor((instant.getTime() + offset) / HOUR_MS) * HOUR_MS - offset;
  const hasOffset = (at: number) => offsetMs(new Date(at), zone) === offset;
  const start = hasOffset(floor) ? floor : firstMinute(floor, instant.getTime(), hasOffset);
  const next = floor + HOUR_MS;
  const end = hasOffset(next - MINUTE_MS) ? next : firstMinute(instant.getTime(), next, (at) => !hasOffset(at));
  return { startsAt: new Date(start), endsAt: new Date(end) };
}

/** First minute after `from`, up to `until`, at which `holds` begins to hold. */
function firstMinute(from: number, until: number, holds: (at: number) => boolean): number {
  let before = Math.floor(from / MINUTE_MS);
  let within = Math.ceil(until / MINUTE_MS);
  while (within - before > 1) {
    const middle = Math.floor((before + within) / 2);
    if (holds(middle * MINUTE_MS)) within = middle;
    else before = middle;
  }
  return within * MINUTE_MS;
}

function offsetMs(instant: Date, zone: string): number {
  const wholeMinute = Math.floor(instant.getTime() / MINUTE_MS) * MINUTE_MS;
  const at = new Date(wholeMinute);
  return Date.parse(`${dayInZone(at, zone)}T${clockTime(at, zone)}:00Z`) - wholeMinute;
}

function clockTime(instant: Date, zone: string): string {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    formats.set(zone, format);
  }
  return format.format(instant);
}
