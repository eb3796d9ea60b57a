import { z } from 'zod';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { startOfDay } from '../../lib/calendar.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { today } from '../people/today.ts';
import { lineDrafts } from './create-cost-entry.ts';
import { fromLedgerAmount } from './ledger-amount.ts';
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

const schema = z.object(recurringCostFields);

export type CreateRecurringCostInput = z.input<typeof schema>;

/** A cost that comes again; what is due by today is posted at once. Answers its id. @throws InvalidInputError */
export async function createRecurringCost(context: Context, input: CreateRecurringCostInput): Promise<number> {
  requireAdmin(context.actor);
  const parsed = parseInput(schema, input);
  const { description, interval, currency, startsOn, endsOn = null, connectionId = null } = parsed;
  const day = await today(context);
  requireRecentStart(startsOn, day);
  requireSpan({ startsOn, endsOn });
  const drafts = lineDrafts(parsed.amount, parsed.lines ?? []);
  const id = await db.$transaction(async (tx) => {
    await requireConnection(tx, connectionId);
    if (connectionId) await requireBillingCurrency(tx, connectionId, currency);
    await requireLineReferences(tx, drafts);
    requireAmounts(drafts, await rateOn(tx, currency, startsOn));
    const cost = await tx.recurringCost.create({
      data: {
        ...{ description, interval, currency, connectionId },
        vendorId: await vendorOf(tx, parsed),
        amount: fromLedgerAmount(parsed.amount),
        ...{ startsOn: startOfDay(startsOn), endsOn: dayOrNull(endsOn) },
        lines: { createMany: { data: lineRows(drafts) } },
      },
      include: withRecurringLines,
    });
    const subject = { subjectType: 'RecurringCost', subjectId: cost.id, after: recurringCostSnapshot(cost) };
    await recordAuditEvent(tx, context.actor, { action: 'createRecurringCost', ...subject });
    return cost.id;
  });
  await postRecurringCost(id, day);
  return id;
}
