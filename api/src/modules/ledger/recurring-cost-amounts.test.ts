import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { db } from '../../db.ts';
import { createAdmin, createOrganization } from '../../test/factories.ts';
import { createTestApi, type TestApi } from '../../test/graphql-client.ts';
import { mutate } from './ledger-kit.ts';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi({ now: '2026-11-15T12:00:00Z' });
});
afterAll(() => api.close());
beforeEach(async () => {
  await api.reset();
  await createOrganization();
});

const COST = '... on RecurringCost { id }';
const refused = { __typename: 'InvalidInputError', field: 'amount', message: expect.stringContaining('too much') };

test('a recurring cost that could never be posted is refused, also when it begins in the future', async () => {
  const admin = api.as(await createAdmin());
  const cost = { description: 'Reserve', currency: 'USD', interval: 'MONTHLY', startsOn: '2026-11-20' };
  expect(await mutate(admin, 'createRecurringCost', { ...cost, amount: '99999999999999' }, COST)).toMatchObject(
    refused,
  );
  const { id: recurringCostId } = await mutate(admin, 'createRecurringCost', { ...cost, amount: '5' }, COST);
  const change = { recurringCostId, amount: '99999999999999' };
  expect(await mutate(admin, 'changeRecurringCost', change, COST)).toMatchObject(refused);
  expect((await db.recurringCost.findMany()).map(({ amount }) => amount.toFixed())).toEqual(['5']);
  const { projection } = await admin.query<{ projection: { scheduled: string } }>(
    '{ projection(month: "2026-11-01") { scheduled } }',
  );
  expect(projection.scheduled).toBe('5');
});
