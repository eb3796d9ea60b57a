import { z } from 'zod';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { addDays, startOfDay, utcDay } from '../../lib/calendar.ts';
import { ConflictError, InvalidInputError } from '../../lib/errors.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { today } from '../people/today.ts';
import { ledgerDay } from './ledger-day.ts';
import { postRecurringCost } from './post-due-recurring-costs.ts';
import { recurringDates, recurringOriginKey } from './recurring-dates.ts';
import { takeRecurringCost } from './take-recurring-cost.ts';

const schema = z.object({ recurringCostId: z.int(), date: ledgerDay, isSkipped: z.boolean() });

/** Leaves one date out, or takes it in again. @throws InvalidInputError | NotFoundError | ConflictError */
export async function skipRecurringCost(context: Context, input: z.input<typeof schema>): Promise<number> {
  requireAdmin(context.actor);
  const { recurringCostId: id, date, isSkipped } = parseInput(schema, input);
  const day = await today(context);
  await db.$transaction(async (tx) => {
    const cost = await takeRecurringCost(tx, id);
    const dates = recurringDates({ ...cost, skipped: [] }, { from: date, until: addDays(date, 1) });
    if (dates.length === 0) {
      const problem = `${date} is not one of its dates.`;
      throw new InvalidInputError('date', date, problem, 'Take its nextDate, or another date of its calendar.');
    }
    const posted = await tx.costEntry.findUnique({ where: { originKey: recurringOriginKey(id, date) } });
    if (posted)
      throw new ConflictError('date', `${date} was posted as CostEntry:${posted.id}. Void that entry instead.`);
    const others = cost.skipped.filter((skipped) => utcDay(skipped) !== date);
    const skipped = isSkipped ? [...others, startOfDay(date)].sort((a, b) => a.getTime() - b.getTime()) : others;
    await tx.recurringCost.update({ where: { id }, data: { skipped } });
    const subject = { subjectType: 'RecurringCost', subjectId: id, after: { date, isSkipped } };
    await recordAuditEvent(tx, context.actor, { action: 'skipRecurringCost', ...subject });
  });
  if (!isSkipped) await postRecurringCost(id, day);
  return id;
}
