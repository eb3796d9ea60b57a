import type { Prisma } from '@outlay/prisma';
import { utcDay } from '../../lib/calendar.ts';
import type { SubscriptionRecord } from './subscription-terms.ts';

const day = (date: Date | null) => (date === null ? null : utcDay(date));

/** What the audit log keeps of a subscription. */
export function auditOf(record: SubscriptionRecord): Prisma.InputJsonObject {
  const { name, interval, currency, noticeDays, reminderDays, isVariable, notes, category, approval } = record;
  const { connectionId, glAccountId, projectId, prices, owners, charges } = record;
  return {
    ...{ name, interval, currency, noticeDays, reminderDays, isVariable, notes, category, approval },
    ...{ connectionId, glAccountId, projectId },
    startedOn: day(record.startedOn),
    trialUntil: day(record.trialUntil),
    cancelledOn: day(record.cancelledOn),
    endsOn: day(record.endsOn),
    prices: prices.map(({ from, planCode, seats, amount }) => ({
      from: day(from),
      planCode,
      seats,
      amount: amount.toFixed(),
    })),
    owners: owners.map(({ from, memberId, teamId }) => ({ from: day(from), memberId, teamId })),
    charges: charges.map(({ billingDate, amount }) => ({ date: day(billingDate), amount: amount.toFixed() })),
  };
}
