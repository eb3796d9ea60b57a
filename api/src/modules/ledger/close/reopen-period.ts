import { z } from 'zod';
import { db, pool } from '../../../db.ts';
import type { Context } from '../../../graphql/context.ts';
import { type Day, startOfDay } from '../../../lib/calendar.ts';
import { ConflictError } from '../../../lib/errors.ts';
import { parseInput } from '../../../lib/parse-input.ts';
import { queryClient } from '../../../lib/query-client.ts';
import { recordAuditEvent } from '../../audit/record-audit-event.ts';
import { lastClosedMonth, lockBooks, lockMonth, unbookMonth } from './book-month.sql.ts';
import { periodMonth } from './period-month.ts';
import { postAdjustments } from './post-adjustments.ts';
import { requireBookkeeper } from './require-bookkeeper.ts';
import { storeAdjustments } from './store-adjustments.ts';

const schema = z.object({ month: periodMonth, reason: z.string().trim().min(1).max(500) });

/**
 * Opens the latest closed month: what it booked is given up, and it follows the facts again. Earlier ones are reopened
 * after it, so that no closed month ever holds adjustments of an open one. @throws InvalidInputError | ConflictError
 */
export async function reopenPeriod(context: Context, input: z.input<typeof schema>): Promise<Day> {
  const { actor, clock } = context;
  requireBookkeeper(actor);
  const { month, reason } = parseInput(schema, input);
  await db.$transaction(async (tx) => {
    const client = queryClient(tx);
    await lockBooks(client);
    if (!(await lockMonth(client, month)).isClosed)
      throw new ConflictError('month', `${month.slice(0, 7)} is not closed.`);
    const last = (await lastClosedMonth(client)) ?? month;
    if (last !== month) {
      const problem = `${last.slice(0, 7)} was closed after it and may hold its adjustments. Reopen ${last.slice(0, 7)} first.`;
      throw new ConflictError('month', problem);
    }
    const at = clock();
    const reopening = {
      status: 'OPEN',
      reopenedAt: at,
      reopenReason: reason,
      closedAt: null,
      closedById: null,
    } as const;
    await tx.accountingPeriod.update({ where: { month: startOfDay(month) }, data: reopening });
    await unbookMonth(client, month);
    await storeAdjustments(tx, { month, openMonth: month, date: month, at }, new Map());
    // What is adjusted in later months moves into this one.
    await tx.accountingPeriod.updateMany({ where: { status: 'CLOSED' }, data: { adjustedFor: '' } });
    const subject = { subjectType: 'AccountingPeriod', subjectId: month };
    await recordAuditEvent(tx, actor, { action: 'reopenPeriod', ...subject, after: { reason } });
  });
  await postAdjustments(pool, clock);
  return month;
}
