import { type Day, startOfDay, utcDay } from '../../lib/calendar.ts';

/** Something that holds from a day on and before another; open ends mean "always". */
export interface Dated {
  from: Date | null;
  until: Date | null;
}

export function holdsOn({ from, until }: Dated, day: Day): boolean {
  return (from === null || utcDay(from) <= day) && (until === null || day < utcDay(until));
}

/** The same as a Prisma condition. */
export function holdingOn(day: Day) {
  const start = startOfDay(day);
  return {
    AND: [{ OR: [{ from: null }, { from: { lte: start } }] }, { OR: [{ until: null }, { until: { gt: start } }] }],
  };
}
