import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { db } from '../../db.ts';
import { createAdmin, createMember } from '../../test/factories.ts';
import { createTestApi, type TestApi } from '../../test/graphql-client.ts';
import { createPricedConnection, dollars, storeUsage, totals } from './pricing-kit.ts';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
beforeEach(() => api.reset());
afterAll(() => api.close());

const IMPORT = `mutation ($json: String!) { importPrices(input: { json: $json }) {
  __typename
  ... on PriceImport { revision acceptedCount skippedCount errorCount pricedRowCount entries { name status reason } }
  ... on InvalidInputError { field value remedy }
} }`;
interface Result {
  importPrices: {
    __typename: string;
    revision: number | null;
    entries: { name: string; status: string; reason: string | null }[];
  };
}

/** Numbers as the file writes them: E notation included. */
const file = `{
  "sample_spec": { "input_cost_per_token": "the USD per token", "litellm_provider": "one of" },
  "claude-preview": {
    "litellm_provider": "anthropic", "mode": "chat", "max_tokens": 8192,
    "input_cost_per_token": 1.25e-06, "output_cost_per_token": 0.00001, "cache_read_input_token_cost": 1.25e-07,
    "cache_creation_input_token_cost": 3e-06, "cache_creation_input_token_cost_above_1hr": 6e-06,
    "input_cost_per_token_above_200k_tokens": 2.5e-06, "output_cost_per_token_batches": 5e-06,
    "cache_creation_input_token_cost_above_1hr_above_200k_tokens": 1.2e-05,
    "search_context_cost_per_query": { "search_context_size_low": 0.02, "search_context_size_medium": 0.01 }
  },
  "anthropic/claude-preview": { "litellm_provider": "anthropic", "input_cost_per_token": 9 },
  "fast/claude-preview": { "litellm_provider": "anthropic", "input_cost_per_token": 7.5e-06 },
  "us/claude-preview": { "litellm_provider": "anthropic", "input_cost_per_token": 1.375e-06 },
  "elsewhere/llama": { "litellm_provider": "elsewhere", "input_cost_per_token": 1e-07 },
  "claude-broken": { "litellm_provider": "anthropic", "input_cost_per_token": -1e-06 },
  "claude-unnamed": { "input_cost_per_token": 1e-06 },
  "claude-without": { "litellm_provider": "anthropic", "mode": "chat" }
}`;

async function arrange() {
  const admin = api.as(await createAdmin());
  const { connection } = await createPricedConnection();
  const run = async (json: string) => (await admin.query<Result>(IMPORT, { json })).importPrices;
  return { connection, run };
}
const imported = (where: object = {}) =>
  db.price.findMany({ where: { source: 'IMPORT', retiredRevisionId: null, ...where }, orderBy: { id: 'asc' } });

test('takes prices exactly, with tiers, and says why an entry was not taken', async () => {
  const { run } = await arrange();
  const result = await run(file);
  expect(result).toMatchObject({ revision: 2, acceptedCount: 2, skippedCount: 4, errorCount: 2 });
  expect(result.entries.map(({ name, status }) => `${name} ${status}`)).toEqual([
    'claude-preview ACCEPTED',
    'anthropic/claude-preview SKIPPED',
    'fast/claude-preview ACCEPTED',
    'us/claude-preview SKIPPED',
    'elsewhere/llama SKIPPED',
    'claude-broken ERROR',
    'claude-unnamed ERROR',
    'claude-without SKIPPED',
  ]);
  expect(result.entries.find(({ name }) => name === 'claude-broken')?.reason).toBe(
    'input_cost_per_token is not a price: "-1e-06"',
  );
  const rows = (await imported()).map(({ quantityKind, contextOver, serviceTier, speed, pricePerUnit }) =>
    [quantityKind, contextOver, serviceTier, speed, pricePerUnit.toFixed()].join(' '),
  );
  expect(rows).toEqual([
    'INPUT_TOKENS 0   0.00000125',
    'OUTPUT_TOKENS 0   0.00001',
    'CACHE_READ_TOKENS 0   0.000000125',
    'CACHE_WRITE_5M_TOKENS 0   0.000003',
    'CACHE_WRITE_1H_TOKENS 0   0.000006',
    'INPUT_TOKENS 200000   0.0000025',
    'OUTPUT_TOKENS 0 batch  0.000005',
    'CACHE_WRITE_1H_TOKENS 200000   0.000012',
    'WEB_SEARCHES 0   0.01',
    'INPUT_TOKENS 0  fast 0.0000075',
  ]);
});

test('the same file again changes nothing', async () => {
  const { run } = await arrange();
  await run(file);
  expect(await run(file)).toMatchObject({ revision: null, acceptedCount: 2 });
  expect(await imported()).toHaveLength(10);
  expect(await db.auditEvent.count({ where: { action: 'importPrices' } })).toBe(1);
});

test('a model in the file replaces what was imported for it and leaves other models', async () => {
  const { run } = await arrange();
  await run(file);
  const cheaper = { litellm_provider: 'anthropic', input_cost_per_token: 1e-6 };
  expect(await run(JSON.stringify({ 'claude-preview': cheaper, 'claude-new': cheaper }))).toMatchObject({
    revision: 3,
  });
  expect(await imported({ modelPattern: 'claude-preview', speed: '' })).toHaveLength(1);
  expect(await imported({ speed: 'fast' })).toHaveLength(1);
  expect(await imported({ modelPattern: 'claude-new' })).toHaveLength(1);
});

test('unpriced usage is priced at once', async () => {
  const { run, connection } = await arrange();
  await storeUsage(connection, ['claude-preview']);
  expect(await run(file)).toMatchObject({ pricedRowCount: 1 });
  expect(await totals()).toEqual({ spend: dollars(1125) / 100n, list: dollars(1125) / 100n });
});

describe('refuses', () => {
  test.each(['not json', '[]', '"text"', 'null'])('%s', async (json) => {
    const { run } = await arrange();
    expect(await run(json)).toMatchObject({ __typename: 'InvalidInputError', field: 'json' });
  });

  test('members and strangers', async () => {
    await arrange();
    const member = await api.as(await createMember()).execute(IMPORT, { json: file });
    expect(member.errors[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await api.anonymous.execute(IMPORT, { json: file })).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect(await imported()).toEqual([]);
  });
});
