import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { db } from '../../db.ts';
import { createAdmin, createMember, createOrganization } from '../../test/factories.ts';
import { createTestApi, type TestApi, type TestClient } from '../../test/graphql-client.ts';
import { mutate } from '../ledger/ledger-kit.ts';
import { amend, booked, create } from './subscription-kit.ts';

let api: TestApi;
let admin: TestClient;
let ada: { id: number };
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  await api.reset();
  await createOrganization();
  admin = api.as(await createAdmin());
  ada = await createMember({ name: 'Ada' });
});

const max = (changes: object = {}) => ({
  ...{ planCode: 'claude_max_5x', startedOn: '2026-09-30', memberId: `Member:${ada.id}` },
  ...changes,
});
const idOf = (answer: unknown) =>
  Number((answer as { subscription: { id: string } }).subscription.id.slice('PaidSubscription:'.length));

test('once approved, a member makes it dearer by no change; an administrator does', async () => {
  await mutate(admin, 'changeAccountingSettings', { requiresSubscriptionApproval: true }, '');
  const id = idOf(await create(api.as(ada), max({ trialUntil: '2026-10-10' })));
  await amend(admin, 'approveSubscription', { id });
  const before = await booked(id);
  const mine = api.as(ada);
  for (const change of [{ amount: '100000' }, { seats: 2 }, { planCode: 'claude_max_20x' }])
    expect(await amend(mine, 'changeSubscription', { id, ...change })).toMatchObject({ field: 'amount' });
  expect(await amend(mine, 'changeSubscription', { id, startedOn: '2026-01-01', trialUntil: null })).toMatchObject({
    ...{ code: 'INVALID_INPUT', field: 'startedOn', message: expect.stringContaining('earlier than was approved') },
  });
  expect(await amend(mine, 'changeSubscription', { id, trialUntil: null })).toMatchObject({ field: 'trialUntil' });
  const charge = { subscriptionId: `PaidSubscription:${id}`, billingDate: '2026-11-10' };
  expect(await amend(mine, 'setSubscriptionCharge', { id, ...charge, amount: '100.01' })).toMatchObject({
    field: 'amount',
  });
  expect(await booked(id)).toEqual(before);
  expect(await amend(mine, 'setSubscriptionCharge', { id, ...charge, amount: '90' })).toMatchObject({
    subscription: { id: `PaidSubscription:${id}` },
  });
  expect(await amend(mine, 'changeSubscription', { id, amount: '80' })).toMatchObject({ subscription: {} });
  expect(await amend(admin, 'changeSubscription', { id, amount: '200' })).toMatchObject({ subscription: {} });
});

test('a subscription costs no more than can be posted, also in the future', async () => {
  const huge = { ...max(), planCode: null, name: 'Huge', vendor: 'Acme', startedOn: '2027-01-01' };
  const refused = { code: 'INVALID_INPUT', field: 'amount', message: expect.stringContaining('too much') };
  expect(await create(api.as(ada), { ...huge, amount: '99999999999999', seats: 100_000 })).toMatchObject(refused);
  const id = idOf(await create(api.as(ada), { ...huge, amount: '100000' }));
  expect(await amend(api.as(ada), 'changeSubscription', { id, seats: 100_000, from: '2027-01-01' })).toMatchObject(
    refused,
  );
  const charge = { subscriptionId: `PaidSubscription:${id}`, billingDate: '2027-02-01', amount: '99999999999' };
  expect(await amend(api.as(ada), 'setSubscriptionCharge', { id, ...charge })).toMatchObject(refused);
});

test('a subscription is of the vendor of that very name, in any case: no sign stands for others', async () => {
  for (const vendor of ['Acme AI', '%', 'Acme_AI', 'ACME ai'])
    await create(api.as(ada), { ...max(), planCode: null, name: 'Free', amount: '1', vendor });
  const made = await db.subscription.findMany({ orderBy: { id: 'asc' }, include: { vendor: true } });
  expect(made.map(({ vendor }) => vendor.name)).toEqual(['Acme AI', '%', 'Acme AI', 'Acme AI']);
});
