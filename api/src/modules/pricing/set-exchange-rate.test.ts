import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { db, pool } from '../../db.ts';
import { createAdmin, createMember } from '../../test/factories.ts';
import { createTestApi, type TestApi } from '../../test/graphql-client.ts';
import { createPricedConnection, storeUsage } from './pricing-kit.ts';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
beforeEach(() => api.reset());
afterAll(() => api.close());

const SET_RATE = `mutation ($input: SetExchangeRateInput!) { setExchangeRate(input: $input) {
  __typename
  ... on ExchangeRateChange { rebuildingDayCount exchangeRate { base quote day rate } }
  ... on InvalidInputError { field value remedy }
} }`;
const RATES = '{ exchangeRates { totalCount edges { node { base quote day rate } } } }';
interface SetRate {
  setExchangeRate: { __typename: string; rebuildingDayCount: number };
}

/** A connection billed in USD of an organization that reports in EUR, with $18 on each of the days. */
async function arrange(...days: string[]) {
  const admin = api.as(await createAdmin());
  const { connection } = await createPricedConnection();
  await db.organization.update({ where: { id: 1 }, data: { reportingCurrency: 'EUR' } });
  const set = async (day: string, rate: string, pair: object = {}) =>
    (await admin.query<SetRate>(SET_RATE, { input: { base: 'USD', quote: 'EUR', day, rate, ...pair } }))
      .setExchangeRate;
  const store = async () => {
    for (const day of days) await storeUsage(connection, ['claude-sonnet-5'], day);
  };
  return { admin, connection, set, store };
}

/** Spend in the reporting currency by day, in cents. */
async function reported(table: 'usage_day' | 'usage_resolved' = 'usage_day'): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ day: string; cents: number }>(
    `SELECT billing_day::text AS day, (sum(reporting_spend_nano) / 10000000)::int AS cents FROM ${table} GROUP BY 1 ORDER BY 1`,
  );
  return Object.fromEntries(rows.map(({ day, cents }) => [day, cents]));
}

test('lets a currency without a rate be stored, and reports past days anew from the day it holds', async () => {
  const { admin, set, store } = await arrange('2026-11-08', '2026-11-10', '2026-11-12');
  await expect(store()).rejects.toThrow('There is no exchange rate from USD to EUR. Add one with setExchangeRate');
  expect(await set('2026-11-01', '0.5')).toEqual({
    __typename: 'ExchangeRateChange',
    rebuildingDayCount: 0,
    exchangeRate: { base: 'USD', quote: 'EUR', day: '2026-11-01', rate: '0.5' },
  });
  await store();
  expect(await reported()).toEqual({ '2026-11-08': 900, '2026-11-10': 900, '2026-11-12': 900 });

  expect(await set('2026-11-10', '0.75')).toMatchObject({ rebuildingDayCount: 2 });
  await api.settled();
  expect(await reported()).toEqual({ '2026-11-08': 900, '2026-11-10': 1350, '2026-11-12': 1350 });
  expect(await set('2026-11-01', '0.25')).toMatchObject({ rebuildingDayCount: 1 });
  await api.settled();
  expect(await reported()).toEqual({ '2026-11-08': 450, '2026-11-10': 1350, '2026-11-12': 1350 });
  expect(await admin.query(RATES)).toEqual({
    exchangeRates: {
      totalCount: 2,
      edges: [
        { node: { base: 'USD', quote: 'EUR', day: '2026-11-10', rate: '0.75' } },
        { node: { base: 'USD', quote: 'EUR', day: '2026-11-01', rate: '0.25' } },
      ],
    },
  });
});

test('rolled-up amounts equal fresh ones whatever the order of the rates', { timeout: 60_000 }, async () => {
  const { set, store } = await arrange('2026-11-08', '2026-11-10', '2026-11-12');
  await set('2026-11-09', '1');
  await store();
  const day = fc.integer({ min: 7, max: 13 }).map((number) => `2026-11-${String(number).padStart(2, '0')}`);
  const rate = fc.integer({ min: 1, max: 99 }).map((hundredths) => `0.${String(hundredths).padStart(2, '0')}`);
  await fc.assert(
    fc.asyncProperty(day, rate, async (from, value) => {
      await set(from, value);
      await api.settled();
      expect(await reported()).toEqual(await reported('usage_resolved'));
    }),
    { numRuns: 15 },
  );
});

test('a rate of another pair, or the same again, rebuilds nothing', async () => {
  const { set, store } = await arrange('2026-11-10');
  await set('2026-11-01', '0.5');
  await store();
  expect(await set('2026-11-01', '0.50')).toMatchObject({ rebuildingDayCount: 0 });
  expect(await set('2026-11-01', '2', { quote: 'CHF' })).toMatchObject({ rebuildingDayCount: 0 });
  expect(await set('2026-11-01', '2', { base: 'GBP' })).toMatchObject({ rebuildingDayCount: 0 });
});

test('is audited with what it replaced', async () => {
  const { set } = await arrange();
  await set('2026-11-01', '0.5');
  await set('2026-11-01', '0.6');
  const events = await db.auditEvent.findMany({ where: { action: 'setExchangeRate' }, orderBy: { id: 'asc' } });
  expect(events).toMatchObject([
    { actorKind: 'PERSON', subjectType: 'ExchangeRate', subjectId: 'USD/EUR 2026-11-01', before: null },
    { before: { rate: '0.5' }, after: { base: 'USD', quote: 'EUR', day: '2026-11-01', rate: '0.6' } },
  ]);
});

describe('refuses', () => {
  test.each([
    [{ base: 'DOLLAR' }, { field: 'base', value: 'DOLLAR' }],
    [{ quote: 'XX' }, { field: 'quote' }],
    [{ quote: 'usd' }, { field: 'quote', remedy: 'A currency is always worth one of itself: name another one.' }],
    [{ rate: '0' }, { field: 'rate', remedy: 'Write a positive number.' }],
    [{ rate: '-0.9' }, { field: 'rate' }],
    [{ rate: '0.1234567890123' }, { field: 'rate' }],
  ])('%j', async (change, expected) => {
    const { set } = await arrange();
    const { rate = '0.9', ...pair } = change as { rate?: string };
    expect(await set('2026-11-01', rate, pair)).toMatchObject({ __typename: 'InvalidInputError', ...expected });
    expect(await db.exchangeRate.count()).toBe(0);
  });

  test('members and strangers', async () => {
    await arrange();
    const input = { base: 'USD', quote: 'EUR', day: '2026-11-01', rate: '0.9' };
    const member = api.as(await createMember());
    expect((await member.execute(SET_RATE, { input })).errors[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await member.execute(RATES)).errors[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await api.anonymous.execute(SET_RATE, { input })).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});
