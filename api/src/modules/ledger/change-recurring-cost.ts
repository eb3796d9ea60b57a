import type { Prisma } from '@outlay/prisma';
import { z } from 'zod';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { startOfDay, utcDay } from '../../lib/calendar.ts';
import { ConflictError } from '../../lib/errors.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { today } from '../people/today.ts';
import { lineDrafts } from './create-cost-entry.ts';
import { keptLines } from './kept-lines.ts';
import { fromLedgerAmount, toLedgerAmount } from './ledger-amount.ts';
import { rateOn, requireBillingCurrency } from './post-cost-entry.ts';
import { postRecurringCost } from './post-due-recurring-costs.ts';
import {
  dayOrNull,
  lineRows,
  recurringCostFields,
  requireAmounts,
  requireRecentStart,
  requireSpan,
  withRecurringLines,
} from './recurring-cost-fields.ts';
import { recurringCostSnapshot } from './recurring-cost-snapshot.ts';
import { requireConnection, requireLineReferences, vendorOf } from './require-cost-references.ts';
import { takeRecurringCost } from './take-recurring-cost.ts';

const { description, currency, amount, interval, startsOn, ...optional } = recurringCostFields;
const schema = z.object({
  ...optional,
  recurringCostId: z.int(),
  description: description.nullish(),
  currency: currency.nullish(),
  amount: amount.nullish(),
  interval: interval.nullish(),
  startsOn: startsOn.nullish(),
});

export type ChangeRecurringCostInput = z.input<typeof schema>;
type Cost = Awaited<ReturnType<typeof takeRecurringCost>>;

/**
 * Changes what is given for dates not yet posted; what is posted stays. Its calendar is fixed once an entry was posted.
 * @throws InvalidInputError | NotFoundError | ConflictError
 */
export async function changeRecurringCost(context: Context, input: ChangeRecurringCostInput): Promise<number> {
  requireAdmin(context.actor);
  const change = parseInput(schema, input);
  const id = change.recurringCostId;
  const day = await today(context);
  await db.$transaction(async (tx) => {
    const before = await takeRecurringCost(tx, id);
    await requireCalendar(tx, before, change);
    const startsOn = change.startsOn ?? utcDay(before.startsOn);
    const endsOn = change.endsOn === undefined ? before.endsOn && utcDay(before.endsOn) : change.endsOn;
    if (change.startsOn) requireRecentStart(startsOn, day);
    requireSpan({ startsOn, endsOn });
    const total = change.amount ?? toLedgerAmount(before.amount.toFixed());
    const lines = change.lines ? lineDrafts(total, change.lines) : keptLines(before.lines, total);
    if (change.lines) await requireLineReferences(tx, lines);
    if (change.connectionId) await requireConnection(tx, change.connectionId);
    const currency = change.currency ?? before.currency;
    const connectionId = change.connectionId === undefined ? before.connectionId : change.connectionId;
    if (connectionId) await requireBillingCurrency(tx, connectionId, currency);
    if (change.currency || change.amount || change.lines)
      requireAmounts(lines, await rateOn(tx, currency, change.currency ? day : startsOn));
    await tx.recurringCostLine.deleteMany({ where: { recurringCostId: id } });
    const after = await tx.recurringCost.update({
      where: { id },
      data: {
        description: change.description ?? before.description,
        interval: change.interval ?? before.interval,
        ...{ currency, connectionId, amount: fromLedgerAmount(total) },
        ...{ startsOn: startOfDay(startsOn), endsOn: dayOrNull(endsOn) },
        ...(change.vendorId !== undefined || change.vendorName ? { vendorId: await vendorOf(tx, change) } : {}),
        lines: { createMany: { data: lineRows(lines) } },
      },
      include: withRecurringLines,
    });
    await recordAuditEvent(tx, context.actor, {
      ...{ action: 'changeRecurringCost', subjectType: 'RecurringCost', subjectId: id },
      ...{ before: recurringCostSnapshot(before), after: recurringCostSnapshot(after) },
    });
  });
  await postRecurringCost(id, day);
  return id;
}

/** @throws ConflictError */
async function requireCalendar(
  tx: Prisma.TransactionClient,
  cost: Cost,
  { interval, startsOn }: z.output<typeof schema>,
): Promise<void> {
  const field = interval && interval !== cost.interval ? 'interval' : 'startsOn';
  const isChanged = field === 'interval' || (startsOn && startsOn !== utcDay(cost.startsOn));
  if (!isChanged || (await tx.costEntry.count({ where: { recurringCostId: cost.id } })) === 0) return;
  const problem = 'Entries were posted by this calendar. Set endsOn, and create another recurring cost from then on.';
  throw new ConflictError(field, problem);
}
