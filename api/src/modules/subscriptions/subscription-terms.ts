import type { Prisma } from '@outlay/prisma';
import { type Day, startOfDay, utcDay } from '../../lib/calendar.ts';
import { NotFoundError } from '../../lib/errors.ts';
import { toLedgerAmount } from '../ledger/ledger-amount.ts';
import { type Charge, chargePlan, type SubscriptionTerms } from './charge-plan.ts';

export const withTerms = {
  prices: { orderBy: { from: 'asc' } },
  owners: { orderBy: { from: 'asc' } },
  charges: true,
} satisfies Prisma.SubscriptionInclude;

/** A subscription with all that decides what it costs. */
export type SubscriptionRecord = Prisma.SubscriptionGetPayload<{ include: typeof withTerms }>;

const dayOrNull = (date: Date | null) => (date === null ? null : utcDay(date));

export function termsOf(record: SubscriptionRecord): SubscriptionTerms {
  return {
    startedOn: utcDay(record.startedOn),
    trialUntil: dayOrNull(record.trialUntil),
    endsOn: dayOrNull(record.endsOn),
    interval: record.interval,
    isVariable: record.isVariable,
    connectionId: record.connectionId,
    prices: record.prices.map(({ from, seats, amount }) => ({
      from: utcDay(from),
      seats,
      amount: toLedgerAmount(amount.toFixed()),
    })),
    owners: record.owners.map(({ from, memberId, teamId }) => ({ from: utcDay(from), memberId, teamId })),
    charges: new Map(
      record.charges.map(({ billingDate, amount }) => [utcDay(billingDate), toLedgerAmount(amount.toFixed())]),
    ),
  };
}

/** What it is to have charged until today; nothing while it waits for approval or was declined. */
export function plannedCharges(record: SubscriptionRecord, today: Day): Charge[] {
  return record.approval === 'APPROVED' ? chargePlan(termsOf(record), today) : [];
}

/** One query after the other: a transaction has one connection. */
export async function readSubscription(tx: Prisma.TransactionClient, id: number): Promise<SubscriptionRecord | null> {
  const subscription = await tx.subscription.findUnique({ where: { id } });
  if (!subscription) return null;
  const of = { where: { subscriptionId: id } };
  const prices = await tx.subscriptionPrice.findMany({ ...of, ...withTerms.prices });
  const owners = await tx.subscriptionOwner.findMany({ ...of, ...withTerms.owners });
  const charges = await tx.subscriptionCharge.findMany(of);
  return { ...subscription, prices, owners, charges };
}

/** One that is known to be there. */
export async function requireSubscription(tx: Prisma.TransactionClient, id: number): Promise<SubscriptionRecord> {
  const record = await readSubscription(tx, id);
  if (record) return record;
  throw new NotFoundError('PaidSubscription', `PaidSubscription:${id}`);
}

/** As it stands once every other change of it is done; nobody else changes it until the end of the transaction. */
export async function lockSubscription(tx: Prisma.TransactionClient, id: number): Promise<SubscriptionRecord | null> {
  await tx.$queryRaw`SELECT id FROM subscription WHERE id = ${id} FOR UPDATE`;
  return readSubscription(tx, id);
}

/** A day as the database keeps it; null where there is none. */
export const dateOf = (day: Day | null | undefined): Date | null => (day ? startOfDay(day) : null);
