import type { Prisma } from '@outlay/prisma';
import { addDays, addMonths, type Day, type DayRange } from '../../../lib/calendar.ts';
import { originKeyOf } from '../../subscriptions/charge-entries.ts';
import { amountOn, billingDates, chargePlan } from '../../subscriptions/charge-plan.ts';
import { type SubscriptionRecord, termsOf, withTerms } from '../../subscriptions/subscription-terms.ts';
import { recurringDates, recurringOriginKey } from '../recurring-dates.ts';

/**
 * How many dates until `today`, of the month, subscriptions and recurring costs are due on without an entry: amounts not
 * entered yet, subscriptions that wait for approval, currencies without a rate.
 */
export async function unpostedCharges(tx: Prisma.TransactionClient, month: Day, today: Day): Promise<number> {
  const [until = today] = [addMonths(month, 1), addDays(today, 1)].sort();
  if (until <= month) return 0;
  const range = { from: month, until };
  const due = [...(await dueOfSubscriptions(tx, range)), ...(await dueOfRecurringCosts(tx, range))];
  if (due.length === 0) return 0;
  const entries = await tx.costEntry.findMany({
    where: { originKey: { contains: `:${month.slice(0, 7)}-` } },
    select: { originKey: true },
  });
  const posted = new Set(entries.map(({ originKey }) => originKey?.split(':').slice(0, 3).join(':')));
  return due.filter((key) => !posted.has(key)).length;
}

/** Origins of what they are due for; a declined one is due for nothing. */
async function dueOfSubscriptions(tx: Prisma.TransactionClient, range: DayRange): Promise<string[]> {
  const records = await readRunning(tx);
  return records.flatMap((record) => dueDates(record, range).map((date) => originKeyOf(record.id, date)));
}

/** One query after the other: a transaction has one connection. */
async function readRunning(tx: Prisma.TransactionClient): Promise<SubscriptionRecord[]> {
  const subscriptions = await tx.subscription.findMany({ where: { approval: { not: 'DECLINED' } } });
  const prices = Map.groupBy(await tx.subscriptionPrice.findMany(withTerms.prices), bySubscription);
  const owners = Map.groupBy(await tx.subscriptionOwner.findMany(withTerms.owners), bySubscription);
  const charges = Map.groupBy(await tx.subscriptionCharge.findMany(), bySubscription);
  return subscriptions.map((subscription) => ({
    ...subscription,
    prices: prices.get(subscription.id) ?? [],
    owners: owners.get(subscription.id) ?? [],
    charges: charges.get(subscription.id) ?? [],
  }));
}

const bySubscription = ({ subscriptionId }: { subscriptionId: number }) => subscriptionId;

function dueDates(record: SubscriptionRecord, range: DayRange): Day[] {
  const terms = termsOf(record);
  const unknown = [...billingDates(terms, range)].filter(({ date }) => amountOn(terms, date) === undefined);
  const known = chargePlan(terms, addDays(range.until, -1)).filter(({ date }) => range.from <= date);
  return [...new Set([...unknown, ...known].map(({ date }) => date))];
}

async function dueOfRecurringCosts(tx: Prisma.TransactionClient, range: DayRange): Promise<string[]> {
  const costs = await tx.recurringCost.findMany();
  return costs.flatMap((cost) => recurringDates(cost, range).map(({ date }) => recurringOriginKey(cost.id, date)));
}
