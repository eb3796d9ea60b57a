import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { db } from '../../db.ts';
import { createAdmin, createMember } from '../../test/factories.ts';
import { createTestApi, type TestApi } from '../../test/graphql-client.ts';
import { createPricedConnection, dollars, storeUsage, totals } from './pricing-kit.ts';
import { watchRepriceRun } from './watch-reprice-run.ts';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
beforeEach(() => api.reset());
afterAll(() => api.close());

const FIGURES = 'rowCount oldListValue newListValue oldCost newCost';
const PREVIEW = `query ($input: RepriceInput!) { previewReprice(input: $input) { dayCount ${FIGURES} } }`;
const REPRICE = `mutation ($input: RepriceInput!) { repriceUsage(input: $input) {
  __typename
  ... on RepriceRun { id status }
  ... on InvalidInputError { field }
  ... on NotFoundError { typeName }
} }`;
const RUN = `query ($id: ID!) { repriceRun(id: $id) { status dayCount doneCount finishedAt errorMessage ${FIGURES} } }`;
const SET_PRICE = `mutation ($input: SetPriceInput!) { setPrice(input: $input) { __typename } }`;
const SET_DISCOUNT = `mutation ($input: SetNegotiatedDiscountInput!) { setNegotiatedDiscount(input: $input) {
  __typename ... on NegotiatedDiscount { rate from until } ... on InvalidInputError { field } ... on NotFoundError { typeName }
} }`;
interface Reprice {
  repriceUsage: { __typename: string; id: string; status: string };
}

/** Two priced days, then a price twice as high. */
async function arrange() {
  const admin = api.as(await createAdmin());
  const { vendor, connection } = await createPricedConnection();
  await storeUsage(connection, ['claude-sonnet-5'], '2026-11-10');
  await storeUsage(connection, ['claude-sonnet-5'], '2026-11-11');
  const input = { vendorId: `Vendor:${vendor.id}` };
  const amounts = [
    { quantityKind: 'INPUT_TOKENS', pricePerUnit: '0.000006' },
    { quantityKind: 'OUTPUT_TOKENS', pricePerUnit: '0.00003' },
  ];
  const doublePrices = () => admin.query(SET_PRICE, { input: { ...input, modelPattern: 'claude-sonnet-5', amounts } });
  return { admin, vendor, connection, input, doublePrices };
}

test('a preview tells what would change and changes nothing', async () => {
  const { admin, input, doublePrices } = await arrange();
  await doublePrices();
  const { previewReprice } = await admin.query<{ previewReprice: object }>(PREVIEW, { input });
  expect(previewReprice).toEqual({
    dayCount: 2,
    rowCount: 2,
    oldListValue: '36',
    newListValue: '72',
    oldCost: '36',
    newCost: '72',
  });
  expect((await totals()).spend).toBe(dollars(36));
});

test('answers at once with a run that ends with what it changed; a second one changes nothing', async () => {
  const { admin, input, doublePrices } = await arrange();
  await doublePrices();
  const first = (await admin.query<Reprice>(REPRICE, { input })).repriceUsage;
  expect(first).toMatchObject({ __typename: 'RepriceRun', status: 'RUNNING' });
  await api.settled();
  expect((await admin.query<{ repriceRun: object }>(RUN, { id: first.id })).repriceRun).toMatchObject({
    ...{ status: 'SUCCEEDED', dayCount: 2, doneCount: 2, rowCount: 2, errorMessage: null },
    ...{ oldListValue: '36', newListValue: '72', oldCost: '36', newCost: '72', finishedAt: '2026-11-15T12:00:00.000Z' },
  });
  expect(await totals()).toEqual({ spend: dollars(72), list: dollars(72) });

  const second = (await admin.query<Reprice>(REPRICE, { input })).repriceUsage;
  await api.settled();
  expect((await admin.query<{ repriceRun: object }>(RUN, { id: second.id })).repriceRun).toMatchObject({ rowCount: 0 });
  expect((await totals()).spend).toBe(dollars(72));
  expect(await db.auditEvent.count({ where: { action: 'repriceUsage' } })).toBe(2);
});

test('leaves days outside the range, other models and other connections alone', async () => {
  const { admin, input, connection, doublePrices } = await arrange();
  await doublePrices();
  const preview = async (filter: object) =>
    (await admin.query<{ previewReprice: { rowCount: number } }>(PREVIEW, { input: { ...input, ...filter } }))
      .previewReprice.rowCount;
  expect(await preview({ from: '2026-11-11' })).toBe(1);
  expect(await preview({ until: '2026-11-10' })).toBe(0);
  expect(await preview({ connectionId: `Connection:${connection.id}` })).toBe(2);
  expect(await preview({ connectionId: 'Connection:99999' })).toBe(0);
  expect(await preview({ modelId: 'Model:99999' })).toBe(0);
});

test('can be watched from the start to the end', async () => {
  const { admin, input, doublePrices } = await arrange();
  await doublePrices();
  const { id } = (await admin.query<Reprice>(REPRICE, { input })).repriceUsage;
  const seen = [];
  for await (const run of watchRepriceRun(Number(id.split(':')[1]))) seen.push(run);
  expect(seen.at(-1)).toMatchObject({ status: 'SUCCEEDED', doneCount: 2 });
  await expect(watchRepriceRun(99_999).next()).rejects.toThrow('RepriceRun 99999 does not exist.');
});

test('a run whose process is gone shows as interrupted', async () => {
  const { admin, vendor } = await arrange();
  const now = api.clock.now();
  const { id } = await db.repriceRun.create({
    data: { vendorId: vendor.id, status: 'RUNNING', startedAt: now, heartbeatAt: now },
  });
  const status = async () =>
    (await admin.query<{ repriceRun: { status: string } }>(RUN, { id: `RepriceRun:${id}` })).repriceRun.status;
  expect(await status()).toBe('RUNNING');
  api.clock.advance({ minutes: 3 });
  expect(await status()).toBe('INTERRUPTED');
  api.clock.set('2026-11-15T12:00:00Z');
});

test.each([
  [{ vendorId: 'Member:1' }, { __typename: 'InvalidInputError', field: 'vendorId' }],
  [{ vendorId: 'Vendor:99999' }, { __typename: 'NotFoundError', typeName: 'Vendor' }],
  [{ modelId: 'claude' }, { __typename: 'InvalidInputError', field: 'id' }],
  [
    { from: '2026-11-02', until: '2026-11-01' },
    { __typename: 'InvalidInputError', field: 'until' },
  ],
])('refuses %j', async (change, expected) => {
  const { admin, input } = await arrange();
  const { repriceUsage } = await admin.query<Reprice>(REPRICE, { input: { ...input, ...change } });
  expect(repriceUsage).toMatchObject(expected);
  expect(await db.repriceRun.count()).toBe(0);
});

test('is for administrators', async () => {
  const { input, connection } = await arrange();
  const member = api.as(await createMember());
  const discount = { connectionId: `Connection:${connection.id}`, rate: '0.1', from: '2026-11-01' };
  const refused = [
    await member.execute(PREVIEW, { input }),
    await member.execute(REPRICE, { input }),
    await member.execute(SET_DISCOUNT, { input: discount }),
    await member.execute('{ negotiatedDiscounts { totalCount } }'),
    await member.execute(RUN, { id: 'RepriceRun:1' }),
  ];
  expect(refused.map(({ errors }) => errors[0]?.extensions.code)).toEqual(refused.map(() => 'FORBIDDEN'));
  expect((await api.anonymous.execute(REPRICE, { input })).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
});

describe('a negotiated discount', () => {
  const read = `query ($connectionId: ID) { negotiatedDiscounts(connectionId: $connectionId) {
    totalCount edges { node { rate from until } } } }`;

  test('comes off usage priced from then on, and off earlier usage by re-pricing', async () => {
    const { admin, connection, input } = await arrange();
    const discount = { connectionId: `Connection:${connection.id}`, rate: '0.25', from: '2026-11-11' };
    const { setNegotiatedDiscount } = await admin.query<{ setNegotiatedDiscount: object }>(SET_DISCOUNT, {
      input: discount,
    });
    expect(setNegotiatedDiscount).toEqual({
      __typename: 'NegotiatedDiscount',
      rate: '0.25',
      from: '2026-11-11',
      until: null,
    });
    expect((await totals()).spend).toBe(dollars(36));
    await admin.query(REPRICE, { input });
    await api.settled();
    expect(await totals()).toEqual({ spend: dollars(18) + dollars(27) / 2n, list: dollars(36) });
  });

  test('entered or changed later leaves usage as it was priced when it is read again, until it is re-priced', async () => {
    const { admin, connection, input } = await arrange();
    const models = ['claude-sonnet-5', 'claude-sonnet-5-b', 'claude-sonnet-5-c'];
    const setRate = (rate: string) =>
      admin.query(SET_DISCOUNT, { input: { connectionId: `Connection:${connection.id}`, rate, from: '2026-11-01' } });
    const readAgain = (count: number) => storeUsage(connection, models.slice(0, count), '2026-11-10');
    await setRate('0.5');
    await readAgain(2);
    expect(await totals()).toEqual({ spend: dollars(18 + 9 + 18), list: dollars(3 * 18) });
    await setRate('0.75');
    await readAgain(3);
    expect((await totals()).spend).toBe(dollars(18 + 9 + 18) + dollars(18) / 4n);
    const { previewReprice } = await admin.query<{ previewReprice: object }>(PREVIEW, { input });
    expect(previewReprice).toMatchObject({ rowCount: 3, newCost: '13.5' });
    await admin.query(REPRICE, { input });
    await api.settled();
    expect((await totals()).spend).toBe(dollars(18));
    await setRate('0');
    await readAgain(2);
    expect((await totals()).spend).toBe((dollars(18) / 4n) * 3n);
  });

  test('gives way to a later one where they overlap', async () => {
    const { admin, connection } = await arrange();
    const connectionId = `Connection:${connection.id}`;
    await admin.query(SET_DISCOUNT, { input: { connectionId, rate: '0.1', from: '2026-01-01' } });
    await admin.query(SET_DISCOUNT, { input: { connectionId, rate: '0.2', from: '2026-03-01', until: '2026-04-01' } });
    expect(await admin.query(read, { connectionId })).toEqual({
      negotiatedDiscounts: {
        totalCount: 3,
        edges: [
          { node: { rate: '0.1', from: '2026-04-01', until: null } },
          { node: { rate: '0.2', from: '2026-03-01', until: '2026-04-01' } },
          { node: { rate: '0.1', from: '2026-01-01', until: '2026-03-01' } },
        ],
      },
    });
    const events = await db.auditEvent.findMany({ where: { action: 'setNegotiatedDiscount' }, orderBy: { id: 'asc' } });
    expect(events[1]?.before).toEqual([{ rate: '0.1', from: '2026-01-01T00:00:00.000Z', until: null }]);
  });

  test.each([
    [{ rate: '1.5' }, { field: 'rate' }],
    [{ rate: '-0.1' }, { field: 'rate' }],
    [{ until: '2026-11-01' }, { field: 'until' }],
    [{ connectionId: 'Vendor:1' }, { field: 'connectionId' }],
    [{ connectionId: 'Connection:99999' }, { typeName: 'Connection' }],
  ])('refuses %j', async (change, expected) => {
    const { admin, connection } = await arrange();
    const input = { connectionId: `Connection:${connection.id}`, rate: '0.1', from: '2026-11-01', ...change };
    const { setNegotiatedDiscount } = await admin.query<{ setNegotiatedDiscount: object }>(SET_DISCOUNT, { input });
    expect(setNegotiatedDiscount).toMatchObject(expected);
    expect(await db.negotiatedDiscount.count()).toBe(0);
  });
});
