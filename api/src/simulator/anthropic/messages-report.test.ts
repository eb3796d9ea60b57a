import { expect, test } from 'vitest';
import type { z } from 'zod';
import {
  daysBefore,
  getAnthropic,
  type Params,
  readAllPages,
  simulatorForTest,
  testClock,
} from '../testing/read-simulator.ts';
import { anthropicError, messagesPage, type messagesResult } from '../testing/shapes.ts';

const PATH = 'usage_report/messages';
const ALL_DIMENSIONS = [
  'api_key_id',
  'workspace_id',
  'model',
  'service_tier',
  'context_window',
  'inference_geo',
  'speed',
  'account_id',
  'service_account_id',
];
const oneDay = (day: string, more: Params = {}): Params => ({
  starting_at: `${day}T00:00:00Z`,
  ending_at: new Date(Date.parse(day) + 86_400_000).toISOString(),
  ...more,
});
type Result = z.infer<typeof messagesResult>;
const tokensOf = (results: readonly Result[]) => ({
  uncached_input_tokens: total(results, (row) => row.uncached_input_tokens),
  cache_read_input_tokens: total(results, (row) => row.cache_read_input_tokens),
  'cache_creation.ephemeral_5m_input_tokens': total(results, (row) => row.cache_creation.ephemeral_5m_input_tokens),
  'cache_creation.ephemeral_1h_input_tokens': total(results, (row) => row.cache_creation.ephemeral_1h_input_tokens),
  output_tokens: total(results, (row) => row.output_tokens),
  webSearches: total(results, (row) => row.server_tool_use.web_search_requests),
});
const total = (results: readonly Result[], read: (row: Result) => number) =>
  results.reduce((sum, row) => sum + read(row), 0);

test('adds up to the true tokens of each day, whatever the bucket width', async () => {
  const { anthropic, truth } = await simulatorForTest();
  for (const day of ['2026-11-10', '2026-11-12', '2026-06-20']) {
    for (const [bucket_width, limit] of [
      ['1d', '1'],
      ['1h', '5'],
      ['1m', '700'],
    ] as const) {
      const { data } = await readAllPages(
        anthropic,
        PATH,
        oneDay(day, { bucket_width, limit, 'group_by[]': ALL_DIMENSIONS }),
        messagesPage,
      );
      expect(data).toHaveLength({ '1d': 1, '1h': 24, '1m': 1440 }[bucket_width]);
      expect(tokensOf(data.flatMap(({ results }) => results))).toEqual(truth.reportedTokens('anthropic', day));
    }
  }
});

test('splits by key as the truth does, and keeps deleted keys in history', async () => {
  const { anthropic, truth } = await simulatorForTest();
  const day = '2026-03-25';
  const { data } = await readAllPages(anthropic, PATH, oneDay(day, { 'group_by[]': 'api_key_id' }), messagesPage);
  const rows = data.flatMap(({ results }) => results);
  const deleted = truth.apiKeys('anthropic').find(({ name }) => name === 'old-support-agent');
  expect(rows.map(({ api_key_id }) => api_key_id)).toContain(deleted?.id);
  for (const row of rows)
    expect(tokensOf([row])).toEqual(truth.reportedTokens('anthropic', day, { apiKeyId: row.api_key_id }));
});

test('filters by repeated bracketed parameters', async () => {
  const { anthropic, truth } = await simulatorForTest();
  const models = ['claude-opus-5-5', 'claude-sonnet-5'];
  const { data } = await readAllPages(
    anthropic,
    PATH,
    oneDay('2026-11-12', { 'models[]': models, 'group_by[]': 'model' }),
    messagesPage,
  );
  const rows = data.flatMap(({ results }) => results);
  expect(rows.map(({ model }) => model).sort()).toEqual(models);
  for (const row of rows)
    expect(tokensOf([row])).toEqual(truth.reportedTokens('anthropic', '2026-11-12', { model: row.model ?? '' }));
});

test('has callers without key, without workspace, by OAuth and by federation, in every tier and window', async () => {
  const { anthropic } = await simulatorForTest();
  const params = {
    starting_at: '2026-11-02T00:00:00Z',
    ending_at: '2026-11-16T00:00:00Z',
    'group_by[]': ALL_DIMENSIONS,
  };
  const rows = (await readAllPages(anthropic, PATH, params, messagesPage)).data.flatMap(({ results }) => results);
  expect(
    rows.some(
      (row) =>
        row.api_key_id === null &&
        row.account_id === null &&
        row.service_account_id === null &&
        row.workspace_id === null,
    ),
  ).toBe(true);
  expect(rows.some(({ api_key_id, workspace_id }) => api_key_id !== null && workspace_id === null)).toBe(true);
  expect(rows.some(({ account_id, api_key_id }) => account_id !== null && api_key_id === null)).toBe(true);
  expect(rows.some(({ service_account_id }) => service_account_id !== null)).toBe(true);
  expect(new Set(rows.map(({ service_tier }) => service_tier))).toEqual(new Set(['standard', 'batch', 'priority']));
  expect(new Set(rows.map(({ context_window }) => context_window))).toEqual(new Set(['0-200k', '200k-1M']));
  expect(new Set(rows.map(({ speed }) => speed))).toEqual(new Set(['standard', 'fast']));
  expect(rows.some(({ model }) => model === 'claude-research-preview-1')).toBe(true);
  expect(Math.max(...rows.map((row) => row.cache_read_input_tokens))).toBeGreaterThan(2 ** 31);
});

test('keeps empty buckets and sends empty pages that have a next one', async () => {
  const { anthropic } = await simulatorForTest({ historyDays: 20 });
  let emptyPages = 0;
  for (const day of daysBefore('2026-11-15', 12)) {
    emptyPages += (await readAllPages(anthropic, PATH, oneDay(day, { bucket_width: '1h', limit: '6' }), messagesPage))
      .emptyPages;
  }
  expect(emptyPages).toBeGreaterThan(0);
  const { data } = await readAllPages(anthropic, PATH, oneDay('2026-10-01'), messagesPage);
  expect(data).toEqual([{ starting_at: '2026-10-01T00:00:00Z', ending_at: '2026-10-02T00:00:00Z', results: [] }]);
});

test('ends with the bucket that has begun, and leaves out one that ending_at cuts', async () => {
  const { anthropic } = await simulatorForTest();
  const open = await readAllPages(anthropic, PATH, { starting_at: '2026-11-19T05:30:00Z' }, messagesPage);
  expect(open.data.map(({ starting_at }) => starting_at)).toEqual(['2026-11-19T00:00:00Z', '2026-11-20T00:00:00Z']);
  const cut = await readAllPages(
    anthropic,
    PATH,
    { starting_at: '2026-11-18T00:00:00Z', ending_at: '2026-11-19T20:00:00+02:00' },
    messagesPage,
  );
  expect(cut.data.map(({ starting_at }) => starting_at)).toEqual(['2026-11-18T00:00:00Z']);
});

test('shows usage some minutes late, never changing what is older than ten minutes', async () => {
  const clock = testClock('2026-11-19T14:00:00Z');
  const { anthropic } = await simulatorForTest({ now: clock.now });
  const params = { starting_at: '2026-11-19T13:00:00Z', ending_at: '2026-11-19T14:00:00Z', bucket_width: '1h' };
  const read = async () =>
    tokensOf((await readAllPages(anthropic, PATH, params, messagesPage)).data.flatMap(({ results }) => results))
      .output_tokens;
  const atOnce = await read();
  clock.advanceSeconds(600);
  const later = await read();
  clock.advanceSeconds(36_000);
  expect(later).toBeGreaterThan(atOnce);
  expect(await read()).toBe(later);
});

test('binds a cursor to its query', async () => {
  const { anthropic } = await simulatorForTest();
  const params = { starting_at: '2026-10-01T00:00:00Z', ending_at: '2026-11-01T00:00:00Z', limit: '2' };
  const first = messagesPage.parse((await getAnthropic(anthropic, PATH, params)).body);
  const page = first.next_page ?? '';
  expect((await getAnthropic(anthropic, PATH, { ...params, page })).status).toBe(200);
  const changed = await getAnthropic(anthropic, PATH, { ...params, 'group_by[]': 'model', page });
  expect(changed.status).toBe(400);
  expect(anthropicError.parse(changed.body).error.message).toContain('different query parameters');
  expect((await getAnthropic(anthropic, PATH, { ...params, page: 'page_nonsense' })).status).toBe(400);
});

test.each([
  ['starting_at', {}],
  ['starting_at', { starting_at: '2026-11-01' }],
  ['ending_at', { starting_at: '2026-11-02T00:00:00Z', ending_at: '2026-11-01T00:00:00Z' }],
  ['limit', { starting_at: '2026-11-01T00:00:00Z', limit: '32' }],
  ['limit', { starting_at: '2026-11-01T00:00:00Z', bucket_width: '1h', limit: '169' }],
  ['limit', { starting_at: '2026-11-01T00:00:00Z', bucket_width: '1m', limit: '1441' }],
  ['limit', { starting_at: '2026-11-01T00:00:00Z', limit: '0' }],
  ['bucket_width', { starting_at: '2026-11-01T00:00:00Z', bucket_width: '1w' }],
  ['group_by[]', { starting_at: '2026-11-01T00:00:00Z', 'group_by[]': 'actor' }],
  ['group_by', { starting_at: '2026-11-01T00:00:00Z', group_by: 'model' }],
] satisfies [string, Params][])('refuses a bad %s', async (name, params) => {
  const { anthropic } = await simulatorForTest();
  const { status, body } = await getAnthropic(anthropic, PATH, params);
  expect(status).toBe(400);
  const { error } = anthropicError.parse(body);
  expect(error.type).toBe('invalid_request_error');
  expect(error.message).toMatch(new RegExp(`^${name.replace(/[[\]]/g, '\\$&')}:`));
});
