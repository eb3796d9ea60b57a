import { DAY_MS, type DayNumber, HOUR_MS, isDayOff } from '../calendar.ts';
import type { Random } from '../random.ts';
import { isEmployedOn, type Person } from './people.ts';

/** How likely a person is at work in each local hour of a working day. */
const WORKING_HOURS = [
  ...[0, 0, 0, 0, 0, 0, 0.02, 0.08, 0.35, 0.62, 0.7, 0.68],
  ...[0.35, 0.5, 0.66, 0.7, 0.62, 0.48, 0.22, 0.1, 0.1, 0.08, 0.05, 0.01],
] as const;

/** The UTC hours (0–23) of a UTC day in which a person works. Days off are seldom worked. */
export function workedHours(person: Person, day: DayNumber, random: Random): number[] {
  if (!isEmployedOn(person, day)) return [];
  if (!random.chance(isDayOff(day) ? 0.07 : 0.9)) return [];
  const hours: number[] = [];
  for (let hour = 0; hour < 24; hour++) {
    const local = (hour + person.utcOffset + 24) % 24;
    if (random.chance(WORKING_HOURS[local] ?? 0)) hours.push(hour);
  }
  return hours;
}

/** A moment inside an hour of a UTC day, to the millisecond. */
export const momentIn = (day: DayNumber, hour: number, random: Random): number =>
  day * DAY_MS + hour * HOUR_MS + random.int(0, HOUR_MS - 1);
