import { beforeEach, expect, test } from 'vitest';
import { db } from '../../../db.ts';
import { createAdmin, createMember, createOrganization } from '../../../test/factories.ts';
import type { TestClient } from '../../../test/graphql-client.ts';
import { useTestApi } from '../../../test/use-test-api.ts';
import { create } from '../../subscriptions/subscription-kit.ts';
import { mutate } from '../ledger-kit.ts';

let admin: TestClient;
let member: { id: number };
const api = useTestApi(async () => {
  await createOrganization();
  admin = api.as(await createAdmin());
  member = await createMember();
});
beforeEach(() => api.clock.set('2026-10-15T12:00:00Z'));

/** Makes September a month with cost. */
const standing = { date: '2026-09-01', description: 'Standing', amount: '1', currency: 'USD' };

const own = (changes: object) => ({
  ...{ vendor: 'Acme', name: 'Seats', amount: '10', currency: 'USD', interval: 'MONTHLY', startedOn: '2026-09-10' },
  ...{ memberId: `Member:${member.id}`, ...changes },
});

async function unposted(month = '2026-09-01'): Promise<number | undefined> {
  const { accountingPeriods } = await admin.query<{
    accountingPeriods: { edges: { node: { month: string; checklist: { key: string; count: number }[] } }[] };
  }>('{ accountingPeriods { edges { node { month checklist { key state count path } } } } }');
  const period = accountingPeriods.edges.find(({ node }) => node.month === month);
  return period?.node.checklist.find(({ key }) => key === 'CHARGES_POSTED')?.count;
}

test('a variable amount is missing until it is entered, a voided one is not', async () => {
  await mutate(admin, 'createCostEntry', standing, '');
  const { subscription } = (await create(admin, own({ isVariable: true, amount: null }))) as {
    subscription: { id: string };
  };
  const yearly = { description: 'Licence', interval: 'YEARLY', currency: 'USD', amount: '5', startsOn: '2026-09-12' };
  await mutate(admin, 'createRecurringCost', yearly, '');
  expect(await unposted()).toBe(1);
  expect(await unposted('2026-10-01')).toBe(1);
  const charge = { subscriptionId: subscription.id, billingDate: '2026-09-10', amount: '42' };
  await mutate(admin, 'setSubscriptionCharge', charge, '');
  expect(await unposted()).toBe(0);
  const entries = await db.costEntry.findMany({ where: { source: { not: 'MANUAL' } } });
  expect(entries).toHaveLength(2);
  for (const { id, version } of entries)
    await mutate(admin, 'voidCostEntry', { entryId: `CostEntry:${id}`, version, reason: 'Not due' }, '');
  expect(await unposted()).toBe(0);
});

test('what waits for approval, or for an exchange rate, is missing; what was declined is not', async () => {
  await mutate(admin, 'createCostEntry', standing, '');
  await db.accountingSettings.create({ data: { requiresSubscriptionApproval: true } });
  await create(api.as(member), own({}));
  await db.exchangeRate.create({ data: { base: 'EUR', quote: 'USD', day: new Date('2026-01-01'), rate: '1.1' } });
  const euros = { description: 'Euros', interval: 'MONTHLY', currency: 'EUR', amount: '5', startsOn: '2026-09-20' };
  await mutate(admin, 'createRecurringCost', euros, '');
  expect(await unposted()).toBe(1);
  await db.subscription.updateMany({ data: { approval: 'DECLINED' } });
  expect(await unposted()).toBe(0);
  await db.costEntry.deleteMany({ where: { recurringCostId: { not: null } } });
  expect(await unposted()).toBe(1);
});

test('a month warns of it, and is closed by acknowledging that', async () => {
  const glAccount = await db.glAccount.create({ data: { code: '6210', name: 'Tools' } });
  await create(admin, own({ isVariable: true, amount: null, glAccountId: `GlAccount:${glAccount.id}` }));
  const left = '... on AccountingPeriod { status } ... on PeriodNotReadyError { left { key count path state } }';
  expect(await mutate(admin, 'closePeriod', { month: '2026-09-01' }, left)).toMatchObject({
    left: [{ key: 'CHARGES_POSTED', count: 1, path: '/subscriptions', state: 'WARNING' }],
  });
  const input = { month: '2026-09-01', acknowledgeWarnings: true };
  expect(await mutate(admin, 'closePeriod', input, left)).toMatchObject({ status: 'CLOSED' });
});
