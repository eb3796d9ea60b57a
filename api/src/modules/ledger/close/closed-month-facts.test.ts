/** What changes the cost of a closed month without touching its entries: booked in the open month, and the answer says so. */
import { expect, test } from 'vitest';
import { db, pool } from '../../../db.ts';
import { rebuildStaleDays } from '../../../sync/rebuild-days.ts';
import { createAdmin } from '../../../test/factories.ts';
import type { TestClient } from '../../../test/graphql-client.ts';
import { useTestApi } from '../../../test/use-test-api.ts';
import { createPricedConnection, storeUsage } from '../../pricing/pricing-kit.ts';
import { defaultChart, defaultPostings } from '../default-chart.ts';
import { figuresBy } from './books-kit.ts';

const NOTICE = { closedPeriods: { changed: ['2026-09-01'], bookedIn: '2026-10-01' } };

let admin: TestClient;
let member: { id: number };
let vendorId: string;
const api = useTestApi(
  async () => {
    const { vendor, connection } = await createPricedConnection();
    vendorId = `Vendor:${vendor.id}`;
    member = await createAdmin();
    admin = api.as(member);
    await db.glAccount.createMany({ data: [...defaultChart] });
    const accounts = new Map((await db.glAccount.findMany()).map(({ code, id }) => [code, id]));
    await db.accountingSettings.create({
      data: Object.fromEntries(
        Object.entries(defaultPostings).map(([field, code]) => [field, accounts.get(code) ?? 0]),
      ),
    });
    await storeUsage(connection, ['claude-sonnet-5'], '2026-09-10');
    await push('one', 'mistral', '2026-09-11');
    await rebuildStaleDays(pool);
    expect(await ask('closePeriod', { month: '2026-09-01', acknowledgeWarnings: true })).toBeUndefined();
    expect(await booked()).toEqual({ september: '23', october: '0', spent: '23' });
  },
  { now: '2026-10-15T12:00:00Z' },
);

const capitalized = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/** The extensions of the answer, which is no refusal. */
async function ask(name: string, input: object): Promise<unknown> {
  const type = name === 'repriceUsage' ? 'RepriceInput' : `${capitalized(name)}Input`;
  const document = `mutation ($input: ${type}!) { ${name}(input: $input) { __typename ... on Error { message } } }`;
  const { data, errors, extensions } = await admin.execute(document, { input });
  expect(errors).toEqual([]);
  expect(JSON.stringify(data)).not.toContain('message');
  return extensions;
}

/** A tracked request that cost 5. */
const push = (idempotencyKey: string, vendor: string, day: string) =>
  ask('recordUsage', {
    source: 'SDK',
    events: [{ idempotencyKey, vendor, model: 'large', occurredAt: `${day}T10:00:00Z`, cost: '5' }],
  });

/** What each month booked, and what both cost as known now. */
async function booked() {
  await api.settled();
  await rebuildStaleDays(pool);
  const { columns, totals } = await figuresBy('VENDOR');
  const of = (month: string) => totals.values[columns.findIndex((key) => key.includes(month)) * 3 + 2] ?? '0';
  return { september: of('2026-09'), october: of('2026-10'), spent: totals.values.at(-3) };
}

test('usage that is pushed late', async () => {
  expect(await push('two', 'mistral', '2026-09-11')).toEqual(NOTICE);
  expect(await booked()).toEqual({ september: '23', october: '5', spent: '28' });
});

test('usage that is priced anew', async () => {
  const amounts = [{ quantityKind: 'INPUT_TOKENS', pricePerUnit: '0.000006' }];
  await ask('setPrice', { vendorId, modelPattern: 'claude-sonnet-5', amounts });
  await ask('repriceUsage', { vendorId });
  const { september, october, spent } = await booked();
  expect(september).toBe('23');
  expect(Number(october)).toBe(Number(spent) - 23);
  expect(Number(october)).not.toBe(0);
});

test('another GL rule', async () => {
  const glAccount = await db.glAccount.findUniqueOrThrow({ where: { code: '6230' } });
  const booksOf = async () => {
    await booked();
    const { columns, rows } = await figuresBy('GL_ACCOUNT');
    const september = columns.findIndex((key) => key.includes('2026-09')) * 3 + 2;
    return rows.map(({ values }) => values[september]).filter((amount) => amount !== '0');
  };
  const before = await booksOf();
  expect(await ask('createGlRule', { vendorId, glAccountId: `GlAccount:${glAccount.id}` })).toEqual(NOTICE);
  expect(await booksOf()).toEqual(before);
  expect(await booked()).toEqual({ september: '23', october: '0', spent: '23' });
});

test('a recurring cost or subscription that began in it', async () => {
  const recurring = {
    description: 'Licence',
    interval: 'MONTHLY',
    currency: 'USD',
    amount: '7',
    startsOn: '2026-09-20',
  };
  expect(await ask('createRecurringCost', recurring)).toEqual(NOTICE);
  const subscription = { vendor: 'Anthropic', name: 'Max', amount: '100', currency: 'USD', interval: 'MONTHLY' };
  expect(
    await ask('createSubscription', { ...subscription, startedOn: '2026-09-18', memberId: `Member:${member.id}` }),
  ).toEqual(NOTICE);
  expect(await booked()).toEqual({ september: '23', october: '107', spent: '130' });
});

test('nothing is said of what belongs to an open month', async () => {
  expect(await push('three', 'mistral', '2026-10-02')).toBeUndefined();
  const recurring = {
    description: 'Licence',
    interval: 'MONTHLY',
    currency: 'USD',
    amount: '7',
    startsOn: '2026-10-01',
  };
  expect(await ask('createRecurringCost', recurring)).toBeUndefined();
});
