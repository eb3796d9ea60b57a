import { type Day, utcDay } from '../../lib/calendar.ts';

/** Something that holds from a day on and before another; open ends mean "always". */
export interface Dated {
  from: Date | null;
  until: Date | null;
}

export function holdsOn({ from, until }: Dated, day: Day): boolean {
  return (from === null || utcDay(from) <= day) && (until === null || day < utcDay(until));
}
