import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { type Day, dayInZone } from '../../lib/calendar.ts';

const days = new WeakMap<object, Promise<Day>>();

/** The day it is in the organization's reporting zone; read once per request. */
export function today(context: Pick<Context, 'clock'>): Promise<Day> {
  const known = days.get(context) ?? readToday(context);
  days.set(context, known);
  return known;
}

async function readToday({ clock }: Pick<Context, 'clock'>): Promise<Day> {
  const organization = await db.organization.findUnique({ where: { id: 1 }, select: { reportingZone: true } });
  return dayInZone(clock(), organization?.reportingZone ?? 'UTC');
}
