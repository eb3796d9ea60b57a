/** What tests of subscriptions say often. */
import { db } from '../../db.ts';
import { utcDay } from '../../lib/calendar.ts';
import type { TestClient } from '../../test/graphql-client.ts';
import { type Answer, mutate } from '../ledger/ledger-kit.ts';

export const CHANGE =
  '... on SubscriptionChange { subscription { id version status } adjustments { date adjustsMonth amount } }';

/** Runs a mutation of one subscription; `version` is the stored one unless given. */
export async function amend(
  client: TestClient,
  name: string,
  { id, ...input }: { id: number } & Record<string, unknown>,
): Promise<Answer> {
  const { version } = await db.subscription.findUniqueOrThrow({ where: { id } });
  const versioned = name === 'setSubscriptionCharge' ? input : { version, ...input };
  return mutate(client, name, { subscriptionId: `PaidSubscription:${id}`, ...versioned }, CHANGE);
}

export const create = (client: TestClient, input: object) => mutate(client, 'createSubscription', input, CHANGE);

/** `[date, amount, member or team, end of service]` of every entry in the books, by date. */
export async function booked(subscriptionId: number) {
  const entries = await db.costEntry.findMany({
    where: { subscriptionId, voidedAt: null },
    include: { lines: true },
    orderBy: [{ date: 'asc' }, { id: 'asc' }],
  });
  return entries.map(({ date, amount, serviceUntil, lines }) => [
    utcDay(date),
    amount.toFixed(),
    lines.map(({ memberId, teamId }) => memberId ?? `team ${teamId}`).join(),
    utcDay(serviceUntil),
  ]);
}

export async function closeMonth(month: string): Promise<void> {
  const day = new Date(`${month}-01T00:00:00Z`);
  await db.accountingPeriod.upsert({
    where: { month: day },
    create: { month: day, status: 'CLOSED' },
    update: { status: 'CLOSED' },
  });
}
