import type { Prisma } from '@outlay/prisma';
import { db } from '../../db.ts';
import { addDays, type Day, startOfMonth } from '../../lib/calendar.ts';
import type { Log } from '../../lib/log.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { firstOpenDay } from './first-open-day.ts';
import { toLedgerAmount } from './ledger-amount.ts';
import { PeriodClosedError } from './period-closed-error.ts';
import { postCostEntry, rateOn } from './post-cost-entry.ts';
import { dueDates, type Occurrence, recurringOriginKey } from './recurring-dates.ts';

export interface PostingJob {
  /** In the organization's zone. */
  today: Day;
  log: Pick<Log, 'error'>;
}

/**
 * Posts every recurring cost due until today that is not in the books, whenever that was; several processes may do so at
 * once. One that cannot be posted (no exchange rate) is logged and tried again the next time. Answers the entries' ids.
 */
export async function postDueRecurringCosts({ today, log }: PostingJob): Promise<number[]> {
  const posted: number[] = [];
  for (const { id } of await db.recurringCost.findMany({ select: { id: true }, orderBy: { id: 'asc' } })) {
    try {
      posted.push(...(await postRecurringCost(id, today)));
    } catch (error) {
      log.error({ err: error, recurringCost: id }, 'a recurring cost could not be posted');
    }
  }
  return posted;
}

/** Posts what is due of one; answers the entries' ids. @throws InvalidInputError when its currency has no rate */
export async function postRecurringCost(id: number, today: Day): Promise<number[]> {
  const posted: number[] = [];
  for (const occurrence of await missingDates(id, today)) {
    const entryId = await again(() => db.$transaction((tx) => post(tx, id, occurrence, today)));
    if (entryId !== undefined) posted.push(entryId);
  }
  return posted;
}

/** Due dates that are not in the books. */
export async function missingDates(id: number, today: Day): Promise<Occurrence[]> {
  const cost = await db.recurringCost.findUniqueOrThrow({
    where: { id },
    include: { entries: { select: { originKey: true } } },
  });
  const known = new Set(cost.entries.map(({ originKey }) => originKey));
  return dueDates(cost, today).filter(({ date }) => !known.has(recurringOriginKey(id, date)));
}

/** In the month that is open: a month that closed before we looked is found closed the next time. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof PeriodClosedError) || attempt === 3) throw error;
    }
  }
}

async function post(
  tx: Prisma.TransactionClient,
  id: number,
  { date, next }: Occurrence,
  today: Day,
): Promise<number | undefined> {
  // As it is now, and no change of it until this is posted.
  await tx.$queryRaw`SELECT FROM recurring_cost WHERE id = ${id} FOR UPDATE`;
  const cost = await tx.recurringCost.findUniqueOrThrow({
    where: { id },
    include: { lines: { orderBy: { id: 'asc' } } },
  });
  if (!dueDates(cost, today).some((due) => due.date === date)) return undefined;
  const bookedOn = await firstOpenDay(tx, date);
  const isLate = bookedOn !== date;
  const entryId = await postCostEntry(tx, {
    ...(isLate ? adjustment(bookedOn, { date, next }) : { date, service: { from: date, until: next } }),
    description: isLate ? `${cost.description}, due on ${date}` : cost.description,
    source: isLate ? 'ADJUSTMENT' : 'RECURRING',
    kind: 'FIXED',
    currency: cost.currency,
    rate: await rateOn(tx, cost.currency, date),
    vendorId: cost.vendorId,
    connectionId: cost.connectionId,
    recurringCostId: id,
    originKey: recurringOriginKey(id, date),
    lines: cost.lines.map(({ glAccountId, category, memberId, teamId, agentId, projectId, amount }) => ({
      ...{ glAccountId, category, memberId, teamId, agentId, projectId },
      amount: toLedgerAmount(amount.toFixed()),
    })),
  });
  if (entryId === undefined) return undefined;
  const subject = { subjectType: 'CostEntry', subjectId: entryId, after: { recurringCostId: id, date } };
  await recordAuditEvent(tx, { kind: 'JOB', name: 'recurring costs' }, { action: 'postRecurringCost', ...subject });
  return entryId;
}

/** What a closed month amortized stays: what is left of the service is paid for, at least that day. */
function adjustment(bookedOn: Day, { date, next }: Occurrence) {
  const until = next > bookedOn ? next : addDays(bookedOn, 1);
  return { date: bookedOn, service: { from: bookedOn, until }, adjustsMonth: startOfMonth(date) };
}
