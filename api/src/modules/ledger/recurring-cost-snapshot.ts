import type { Prisma } from '@outlay/prisma';
import { utcDay } from '../../lib/calendar.ts';
import type { withRecurringLines } from './recurring-cost-fields.ts';

type RecurringCost = Prisma.RecurringCostGetPayload<{ include: typeof withRecurringLines }>;

/** A recurring cost as the audit trail tells it. */
export function recurringCostSnapshot(cost: RecurringCost): Prisma.InputJsonObject {
  const { description, vendorId, interval, currency, connectionId } = cost;
  return {
    ...{ description, vendorId, interval, currency, connectionId },
    amount: cost.amount.toFixed(),
    startsOn: utcDay(cost.startsOn),
    endsOn: cost.endsOn && utcDay(cost.endsOn),
    skipped: cost.skipped.map(utcDay),
    lines: cost.lines.map(({ glAccountId, category, memberId, teamId, agentId, projectId, amount }) => ({
      ...{ glAccountId, category, memberId, teamId, agentId, projectId },
      amount: amount.toFixed(),
    })),
  };
}
