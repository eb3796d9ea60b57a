import type { Prisma } from '@outlay/prisma';
import { addMonths, type Day, startOfMonth, utcDay } from '../../lib/calendar.ts';

/** The day itself while its month is open, else the first day of the next open month. */
export async function firstOpenDay(tx: Prisma.TransactionClient, day: Day): Promise<Day> {
  const periods = await tx.accountingPeriod.findMany({ where: { status: 'CLOSED' }, select: { month: true } });
  const closed = new Set(periods.map(({ month }) => utcDay(month)));
  let month = startOfMonth(day);
  if (!closed.has(month)) return day;
  while (closed.has(month)) month = addMonths(month, 1);
  return month;
}
