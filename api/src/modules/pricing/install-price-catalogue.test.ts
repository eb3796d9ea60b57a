import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { db } from '../../db.ts';
import { createTestApi, type TestApi } from '../../test/graphql-client.ts';
import { installPriceCatalogue } from './install-price-catalogue.ts';
import { priceCatalogue } from './price-catalogue.ts';
import type { PriceRow } from './price-row.ts';
import { createPricedConnection, dollars, storeUsage, totals } from './pricing-kit.ts';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
beforeEach(() => api.reset());
afterAll(() => api.close());

const price = (modelPattern: string, pricePerUnit: string): PriceRow => ({
  modelPattern,
  pricePerUnit,
  quantityKind: 'INPUT_TOKENS',
  contextOver: 0,
  serviceTier: '',
  speed: '',
  validFrom: null,
  validUntil: null,
});
const acme = (...prices: PriceRow[]) => [{ code: 'acme', name: 'Acme', prices }];

test('installs the whole catalogue once and changes nothing the second time', { timeout: 60_000 }, async () => {
  const count = priceCatalogue().reduce((total, { prices }) => total + prices.length, 0);
  const first = await installPriceCatalogue();
  expect(first).toMatchObject({ added: count, retired: 0 });
  expect(await db.price.count()).toBe(count);
  expect(await installPriceCatalogue()).toEqual({ revisionId: undefined, added: 0, retired: 0, pricedRowCount: 0 });
  expect(await db.priceRevision.count()).toBe(1);
  const fraction = { modelPattern: 'gpt-5-nano', quantityKind: 'CACHE_READ_TOKENS', serviceTier: '' } as const;
  const stored = await db.price.findFirstOrThrow({ where: fraction });
  expect(stored.pricePerUnit.toFixed()).toBe('0.000000005');
});

test('a changed catalogue makes a revision with only what changed', async () => {
  await installPriceCatalogue(acme(price('a', '1'), price('b', '2'), price('c', '3')));
  const { revisionId, ...counts } = await installPriceCatalogue(acme(price('a', '1'), price('b', '2.50')));
  expect(counts).toEqual({ added: 1, retired: 2, pricedRowCount: 0 });
  const rows = await db.price.findMany({ orderBy: { id: 'asc' } });
  expect(rows.map(({ modelPattern, retiredRevisionId }) => [modelPattern, retiredRevisionId])).toEqual([
    ['a', null],
    ['b', revisionId],
    ['c', revisionId],
    ['b', null],
  ]);
  expect(await installPriceCatalogue(acme(price('a', '1.0'), price('b', '2.5')))).toMatchObject({
    added: 0,
    retired: 0,
  });
});

test('never touches prices set by hand or imported', async () => {
  await installPriceCatalogue(acme(price('a', '1')));
  const [{ vendorId, addedRevisionId } = { vendorId: 0, addedRevisionId: 0 }] = await db.price.findMany();
  const own = {
    vendorId,
    addedRevisionId,
    quantityKind: 'INPUT_TOKENS',
    pricePerUnit: '9',
    modelPattern: 'a',
  } as const;
  await db.price.createMany({
    data: [
      { ...own, source: 'MANUAL' },
      { ...own, source: 'IMPORT' },
    ],
  });
  await installPriceCatalogue(acme());
  const kept = await db.price.findMany({ where: { retiredRevisionId: null }, orderBy: { id: 'asc' } });
  expect(kept.map(({ source }) => source)).toEqual(['MANUAL', 'IMPORT']);
});

test('two processes that start at once install one catalogue', async () => {
  const catalogue = acme(price('a', '1'), price('b', '2'));
  const results = await Promise.all([installPriceCatalogue(catalogue), installPriceCatalogue(catalogue)]);
  expect(results.map(({ added }) => added).sort()).toEqual([0, 2]);
  expect(await db.price.count()).toBe(2);
});

describe('usage without a price', () => {
  const both = (modelPattern: string): PriceRow[] => [
    price(modelPattern, '0.000006'),
    { ...price(modelPattern, '0.00003'), quantityKind: 'OUTPUT_TOKENS' },
  ];
  const anthropic = (...prices: PriceRow[]) => [{ code: 'anthropic', name: 'Anthropic', prices }];

  test('is priced at once by a new catalogue; priced usage keeps its price', async () => {
    const { connection } = await createPricedConnection();
    await storeUsage(connection, ['claude-sonnet-5', 'claude-preview', 'claude-unheard-of']);
    expect(await totals()).toEqual({ spend: dollars(18), list: dollars(18) });
    const catalogue = anthropic(...both('claude-sonnet-5*'), ...both('claude-preview'));
    expect(await installPriceCatalogue(catalogue)).toMatchObject({ pricedRowCount: 1 });
    expect(await totals()).toEqual({ spend: dollars(18 + 36), list: dollars(18 + 36) });
    expect(await installPriceCatalogue(catalogue)).toMatchObject({ pricedRowCount: 0 });
  });

  test('is priced at the next start when the process stopped before it was', async () => {
    const { connection, vendor } = await createPricedConnection();
    await storeUsage(connection, ['claude-preview']);
    await installPriceCatalogue(anthropic());
    const { id: addedRevisionId } = await db.priceRevision.create({ data: { note: 'set by hand' } });
    const rows = both('claude-preview').map(({ modelPattern, quantityKind, pricePerUnit }) => ({
      ...{ modelPattern, quantityKind, pricePerUnit, vendorId: vendor.id, addedRevisionId },
      source: 'MANUAL' as const,
    }));
    await db.price.createMany({ data: rows });
    expect(await installPriceCatalogue(anthropic())).toMatchObject({ revisionId: undefined, pricedRowCount: 1 });
    expect((await totals()).spend).toBe(dollars(36));
  });
});

test('is in the audit log, as a job', async () => {
  const { revisionId } = await installPriceCatalogue(acme(price('a', '1')));
  const events = await db.auditEvent.findMany();
  expect(events).toMatchObject([{ actorKind: 'JOB', subjectType: 'PriceRevision', subjectId: String(revisionId) }]);
});
