import { db } from '../../../db.ts';
import type { Actor } from '../../../graphql/context.ts';
import { type Day, utcDay } from '../../../lib/calendar.ts';
import { ForbiddenError, NotFoundError } from '../../../lib/errors.ts';
import { scaledInteger } from '../../../lib/money.ts';
import { actorIsAdmin, requireScope } from '../../auth/permissions.ts';
import { amortizationSchedule } from './amortization.ts';

/** Nano-units of the reporting currency. */
export interface ScheduledMonth {
  month: Day;
  nano: bigint;
  /** Not amortized yet after the month. */
  leftNano: bigint;
}

/**
 * How an entry is spread evenly over the days of its service, as AMORTIZED_SPEND counts it; the months add up to the
 * entry. Void entries are spread over nothing. @throws NotFoundError | ForbiddenError
 */
export async function readAmortization(actor: Actor, entryId: number): Promise<ScheduledMonth[]> {
  requireScope(actor, 'READ');
  if (!actorIsAdmin(actor)) throw new ForbiddenError('Only an administrator may see this.');
  const entry = await db.costEntry.findUnique({
    where: { id: entryId },
    include: { lines: { orderBy: { id: 'asc' } } },
  });
  if (!entry) throw new NotFoundError('CostEntry', `CostEntry:${entryId}`);
  if (entry.voidedAt !== null) return [];
  const service = { from: utcDay(entry.serviceFrom), until: utcDay(entry.serviceUntil) };
  const months = new Map<Day, bigint>();
  let left = 0n;
  for (const { bookedNano, reportingAmount } of entry.lines) {
    const total = bookedNano ?? scaledInteger(reportingAmount.toFixed(), 9);
    left += total;
    for (const { month, nano } of amortizationSchedule({ nano: total, service }))
      months.set(month, (months.get(month) ?? 0n) + nano);
  }
  return [...months].map(([month, nano]) => {
    left -= nano;
    return { month, nano, leftNano: left };
  });
}
