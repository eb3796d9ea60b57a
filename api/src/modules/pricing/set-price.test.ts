import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { db } from '../../db.ts';
import { createAdmin, createMember, createToken } from '../../test/factories.ts';
import { createTestApi, type TestApi } from '../../test/graphql-client.ts';
import { createPricedConnection, dollars, storeUsage, totals } from './pricing-kit.ts';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
beforeEach(() => api.reset());
afterAll(() => api.close());

const SET_PRICE = `mutation ($input: SetPriceInput!) { setPrice(input: $input) {
  __typename
  ... on PriceChange { revision pricedRowCount prices { modelPattern pricePerUnit pricePerMillion validFrom validUntil source } }
  ... on InvalidInputError { field value remedy }
  ... on NotFoundError { typeName }
} }`;
const UNPRICED = `{ unpricedModels { totalCount edges { node {
  vendor { name } model { name } rowCount tokens firstDay lastDay
} } } }`;
const amounts = [
  { quantityKind: 'INPUT_TOKENS', pricePerUnit: '0.000006' },
  { quantityKind: 'OUTPUT_TOKENS', pricePerUnit: '0.00003' },
];

async function arrange() {
  const admin = await createAdmin();
  const { vendor, connection } = await createPricedConnection();
  const input = { vendorId: `Vendor:${vendor.id}`, modelPattern: 'claude-preview', amounts };
  return { admin: api.as(admin), vendor, connection, input };
}

describe('a model without a price', () => {
  test('is listed until a price is set, which prices its usage at once', async () => {
    const { admin, connection, input } = await arrange();
    await storeUsage(connection, ['claude-sonnet-5', 'claude-preview']);
    expect(await totals()).toEqual({ spend: dollars(18), list: dollars(18) });
    const node = { vendor: { name: 'Anthropic' }, model: { name: 'claude-preview' }, rowCount: '1', tokens: '2000000' };
    expect(await admin.query(UNPRICED)).toEqual({
      unpricedModels: { totalCount: 1, edges: [{ node: { ...node, firstDay: '2026-11-10', lastDay: '2026-11-10' } }] },
    });

    const { setPrice } = await admin.query<{ setPrice: object }>(SET_PRICE, { input });
    expect(setPrice).toMatchObject({ __typename: 'PriceChange', revision: 2, pricedRowCount: 1 });
    expect(await totals()).toEqual({ spend: dollars(54), list: dollars(54) });
    expect(await admin.query(UNPRICED)).toEqual({ unpricedModels: { totalCount: 0, edges: [] } });
  });

  test('may be free, which is not the same as unpriced', async () => {
    const { admin, connection, input } = await arrange();
    await storeUsage(connection, ['claude-preview']);
    const free = amounts.map((amount) => ({ ...amount, pricePerUnit: '0' }));
    await admin.query(SET_PRICE, { input: { ...input, amounts: free } });
    expect(await totals()).toEqual({ spend: 0n, list: 0n });
    expect(await admin.query(UNPRICED)).toEqual({ unpricedModels: { totalCount: 0, edges: [] } });
  });
});

test('a price wins over the catalogue for usage to come and leaves priced usage alone', async () => {
  const { admin, connection, input } = await arrange();
  await storeUsage(connection, ['claude-sonnet-5']);
  const own = { ...input, modelPattern: 'claude-sonnet-*' };
  const { setPrice } = await admin.query<{ setPrice: object }>(SET_PRICE, { input: own });
  expect(setPrice).toMatchObject({ pricedRowCount: 0 });
  expect((await totals()).spend).toBe(dollars(18));
  await storeUsage(connection, ['claude-sonnet-5'], '2026-11-11');
  expect((await totals()).spend).toBe(dollars(18 + 36));
});

test('a dated price leaves the days before to the one it follows', async () => {
  const { admin, input } = await arrange();
  const one = (pricePerUnit: string) => [{ quantityKind: 'INPUT_TOKENS', pricePerUnit }];
  await admin.query(SET_PRICE, { input: { ...input, amounts: one('0.000001') } });
  const later = { ...input, amounts: one('0.000002'), validFrom: '2026-11-01' };
  const { setPrice } = await admin.query<{ setPrice: { prices: object[] } }>(SET_PRICE, { input: later });
  expect(setPrice.prices).toEqual([
    {
      modelPattern: 'claude-preview',
      pricePerUnit: '0.000002',
      pricePerMillion: '2',
      validFrom: '2026-11-01',
      validUntil: null,
      source: 'MANUAL',
    },
    {
      modelPattern: 'claude-preview',
      pricePerUnit: '0.000001',
      pricePerMillion: '1',
      validFrom: null,
      validUntil: '2026-11-01',
      source: 'MANUAL',
    },
  ]);
});

test('the same price again is no new revision and no audit event', async () => {
  const { admin, input } = await arrange();
  await admin.query(SET_PRICE, { input });
  const { setPrice } = await admin.query<{ setPrice: object }>(SET_PRICE, { input });
  expect(setPrice).toMatchObject({ revision: null, prices: [] });
  expect(await db.auditEvent.count({ where: { action: 'setPrice' } })).toBe(1);
});

test('is audited with what it replaced', async () => {
  const { admin, input } = await arrange();
  await admin.query(SET_PRICE, { input });
  await admin.query(SET_PRICE, { input: { ...input, amounts: [{ ...amounts[0], pricePerUnit: '0.5' }] } });
  const event = await db.auditEvent.findFirstOrThrow({ orderBy: { id: 'desc' } });
  expect(event).toMatchObject({ action: 'setPrice', actorKind: 'PERSON', subjectType: 'PriceRevision' });
  expect(event.before).toMatchObject([{ pricePerUnit: '0.000006000000000000' }]);
  expect(event.after).toMatchObject([{ pricePerUnit: '0.5' }]);
});

test.each([
  [{ modelPattern: ' ' }, 'modelPattern'],
  [{ modelPattern: '*' }, 'modelPattern'],
  [{ amounts: [] }, 'amounts'],
  [{ amounts: [amounts[0], amounts[0]] }, 'amounts'],
  [{ amounts: [{ ...amounts[0], pricePerUnit: '-1' }] }, 'amounts.0.pricePerUnit'],
  [{ validFrom: '2026-11-02', validUntil: '2026-11-02' }, 'validUntil'],
  [{ contextOver: -1 }, 'contextOver'],
  [{ serviceTier: 'Batch!' }, 'serviceTier'],
  [{ vendorId: 'Member:1' }, 'vendorId'],
])('refuses %j, naming %s', async (change, field) => {
  const { admin, input } = await arrange();
  const { setPrice } = await admin.query<{ setPrice: object }>(SET_PRICE, { input: { ...input, ...change } });
  expect(setPrice).toMatchObject({ __typename: 'InvalidInputError', field });
  expect(await db.priceRevision.count()).toBe(1);
});

test('refuses a vendor that does not exist', async () => {
  const { admin, input } = await arrange();
  const result = await admin.query(SET_PRICE, { input: { ...input, vendorId: 'Vendor:99999' } });
  expect(result).toEqual({ setPrice: { __typename: 'NotFoundError', typeName: 'Vendor' } });
});

test('is for administrators with a token that may manage', async () => {
  const { input } = await arrange();
  const member = await createMember();
  const refused = await api.as(member).execute(SET_PRICE, { input });
  expect(refused.errors.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
  const readOnly = await createToken({ member: await createAdmin(), scopes: ['READ'] });
  expect((await api.withToken(readOnly).execute(SET_PRICE, { input })).errors[0]?.extensions.code).toBe('FORBIDDEN');
  expect((await api.anonymous.execute(SET_PRICE, { input })).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
  expect((await api.as(member).execute(UNPRICED)).errors[0]?.extensions.code).toBe('FORBIDDEN');
  expect(await db.priceRevision.count()).toBe(1);
});

describe('the price list', () => {
  const PRICES = `query ($search: String, $on: Date, $sources: [PriceSource!], $includeRetired: Boolean! = false, $orderBy: PriceOrder) {
    prices(first: 3, search: $search, on: $on, sources: $sources, includeRetired: $includeRetired, orderBy: $orderBy) {
      totalCount edges { node { vendor { code } modelPattern quantityKind pricePerMillion isRetired } } } }`;
  interface Prices {
    prices: {
      totalCount: number;
      edges: { node: { modelPattern: string; isRetired: boolean; pricePerMillion: string } }[];
    };
  }

  test('is filtered, ordered and counted, for members too', async () => {
    const { admin, input } = await arrange();
    await admin.query(SET_PRICE, { input: { ...input, validFrom: '2026-11-01' } });
    const member = api.as(await createMember());
    const read = async (variables: object) => (await member.query<Prices>(PRICES, { ...variables })).prices;
    expect((await read({})).totalCount).toBe(4);
    expect((await read({ search: 'PREVIEW' })).totalCount).toBe(2);
    expect((await read({ on: '2026-10-31' })).totalCount).toBe(2);
    expect((await read({ sources: ['CATALOGUE'] })).totalCount).toBe(2);
    const dearest = await read({ orderBy: { field: 'PRICE', direction: 'DESC' } });
    expect(dearest.edges.map(({ node }) => node.pricePerMillion)).toEqual(['30', '15', '6']);
    expect((await api.anonymous.execute(PRICES)).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  test('keeps what was retired for those who ask', async () => {
    const { admin, input } = await arrange();
    await admin.query(SET_PRICE, { input });
    await admin.query(SET_PRICE, { input: { ...input, amounts: [{ ...amounts[0], pricePerUnit: '1' }] } });
    const { prices } = await admin.query<Prices>(PRICES, { search: 'preview', includeRetired: true });
    expect(prices.totalCount).toBe(3);
    expect(prices.edges.filter(({ node }) => node.isRetired)).toHaveLength(1);
  });
});
