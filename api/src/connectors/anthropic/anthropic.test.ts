import { afterEach, beforeEach, expect, test } from 'vitest';
import { daysOf } from '../../lib/calendar.ts';
import { readDirectory, readWindows, startSimulatedVendors } from '../simulated-connection.ts';
import type { UsageRecord } from '../usage-record.ts';
import { claudeCode } from './claude-code.ts';
import { costReport } from './cost-report.ts';
import { anthropic } from './index.ts';
import { messagesUsage } from './messages-usage.ts';

const NOW = '2026-11-20T10:30:00Z';
const RANGE = { from: '2026-11-01', until: '2026-11-08' };

let vendors: Awaited<ReturnType<typeof startSimulatedVendors>>;
beforeEach(async () => {
  vendors = await startSimulatedVendors(NOW);
});
afterEach(() => vendors.simulator.close());

function open(adminKey = vendors.simulator.anthropic.adminKey) {
  return vendors.open(anthropic, { adminKey }, vendors.simulator.anthropic.baseUrl);
}

const sum = (
  records: UsageRecord[],
  field: 'chargeNano' | 'inputTokens' | 'outputTokens' | 'webSearches' | 'cacheReadTokens',
) => records.reduce((total, record) => total + (record[field] ?? 0n), 0n);

test('the cost report of every day, over all pages, is the bill to the nano-dollar', async () => {
  const { truth, control } = vendors.simulator;
  const windows = await readWindows(costReport, open(), { from: '2026-10-01', until: '2026-11-08' });
  for (const { day, records } of windows)
    expect([day, sum(records, 'chargeNano')]).toEqual([day, truth.billNano('anthropic', day)]);
  expect(windows.some(({ records }) => sum(records, 'chargeNano') > 0n)).toBe(true);
  expect(control.requestCount('anthropic', 'cost_report')).toBeGreaterThan(1);
});

test('the cost report splits the bill by charge class', async () => {
  const classes = {
    TOKENS: 'tokens',
    WEB_SEARCH: 'web_search',
    CODE_EXECUTION: 'code_execution',
    SESSION: 'session_usage',
  } as const;
  for (const { day, records } of await readWindows(costReport, open(), RANGE)) {
    const bill = vendors.simulator.truth.billNanoByClass('anthropic', day);
    for (const [chargeClass, costType] of Object.entries(classes)) {
      expect(
        sum(
          records.filter((record) => record.chargeClass === chargeClass),
          'chargeNano',
        ),
      ).toBe(bill[costType]);
    }
  }
});

test('the messages report has every token and web search once', async () => {
  for (const { day, records } of await readWindows(messagesUsage, open(), RANGE)) {
    const truth = vendors.simulator.truth.reportedTokens('anthropic', day);
    expect(sum(records, 'inputTokens')).toBe(BigInt(truth.uncached_input_tokens));
    expect(sum(records, 'cacheReadTokens')).toBe(BigInt(truth.cache_read_input_tokens));
    expect(sum(records, 'outputTokens')).toBe(BigInt(truth.output_tokens));
    expect(sum(records, 'webSearches')).toBe(BigInt(truth.webSearches));
  }
});

test('a key, the default workspace and a model can be told apart', async () => {
  const records = (await readWindows(messagesUsage, open(), RANGE)).flatMap((window) => window.records);
  const inDefault = records.filter(({ workspace }) => workspace?.externalId === 'default');
  const total = daysOf(RANGE).reduce(
    (tokens, day) =>
      tokens + vendors.simulator.truth.reportedTokens('anthropic', day, { workspaceId: null }).output_tokens,
    0,
  );
  expect(sum(inDefault, 'outputTokens')).toBe(BigInt(total));
  expect(total).toBeGreaterThan(0);
});

test('Priority Tier is included, everything else metered', async () => {
  const records = (await readWindows(messagesUsage, open(), RANGE)).flatMap((window) => window.records);
  for (const { serviceTier, billingKind } of records)
    expect(billingKind).toBe(serviceTier === 'priority' ? 'INCLUDED' : 'METERED');
});

test('late usage appears when the day is read again', async () => {
  vendors.setTime('2026-11-08T00:10:00Z');
  const day = { from: '2026-11-07', until: '2026-11-08' };
  const early = (await readWindows(costReport, open(), day)).flatMap(({ records }) => records);
  vendors.setTime(NOW);
  const late = (await readWindows(costReport, open(), day)).flatMap(({ records }) => records);
  expect(sum(early, 'chargeNano')).toBeLessThan(sum(late, 'chargeNano'));
  expect(sum(late, 'chargeNano')).toBe(vendors.simulator.truth.billNano('anthropic', '2026-11-07'));
});

test('a restated day is read as restated', async () => {
  const { truth, control } = vendors.simulator;
  control.restate('anthropic', '2026-11-03', { factor: 1.5, billDeltaNano: -12_345_678n });
  const [window] = await readWindows(costReport, open(), { from: '2026-11-03', until: '2026-11-04' });
  expect(sum(window?.records ?? [], 'chargeNano')).toBe(truth.billNano('anthropic', '2026-11-03'));
});

test('limits and broken answers are waited out', async () => {
  const { control, truth } = vendors.simulator;
  control.failNext('anthropic', { status: 429, retryAfterSeconds: 20 });
  control.failNext('anthropic', { status: 529, times: 2 });
  control.dropConnection('anthropic', { afterBytes: 40, path: 'cost_report' });
  const windows = await readWindows(costReport, open(), RANGE);
  for (const { day, records } of windows) expect(sum(records, 'chargeNano')).toBe(truth.billNano('anthropic', day));
});

test('Claude Code rows of keys only say who, subscription rows are included with their stated list amount', async () => {
  const records = (await readWindows(claudeCode, open(), RANGE)).flatMap((window) => window.records);
  const byKind = Map.groupBy(records, ({ billingKind }) => billingKind);
  expect(byKind.get('METERED')?.every(({ isDetailOnly }) => isDetailOnly)).toBe(true);
  expect(byKind.get('INCLUDED')?.every(({ isDetailOnly }) => !isDetailOnly)).toBe(true);
  expect(
    byKind.get('INCLUDED')?.every(({ statedListNano, tool }) => statedListNano !== undefined && tool === 'claude_code'),
  ).toBe(true);
});

test('Claude Code names keys as the directory identifies them, and people by their address in lower case', async () => {
  const records = (await readWindows(claudeCode, open(), RANGE)).flatMap((window) => window.records);
  const entries = await readDirectory(anthropic, open());
  const keys = new Map(
    entries.filter(({ kind }) => kind === 'API_KEY').map(({ externalId, name }) => [name, externalId]),
  );
  const named = records.flatMap(({ apiKey }) => apiKey ?? []);
  expect(named.length).toBeGreaterThan(0);
  for (const { name = '', externalId } of named) expect(externalId).toBe(keys.get(name) ?? `name:${name}`);
  const people = records.flatMap(({ user }) => user ?? []);
  expect(people.length).toBeGreaterThan(0);
  for (const { externalId, email } of people) expect(externalId).toBe(email?.toLowerCase());
});

test('the directory tells Claude Code keys from others and gives keys their maker', async () => {
  const entries = await readDirectory(anthropic, open());
  const keys = entries.filter(({ kind }) => kind === 'API_KEY');
  for (const { name, toolCode } of keys)
    expect(toolCode).toBe(name.startsWith('claude_code_key_') ? 'claude_code' : 'api');
  expect(new Set(keys.map(({ toolCode }) => toolCode))).toEqual(new Set(['claude_code', 'api']));
  const users = new Set(entries.filter(({ kind }) => kind === 'USER').map(({ externalId }) => externalId));
  expect(keys.some(({ createdByExternalId }) => users.has(createdByExternalId ?? ''))).toBe(true);
  expect(entries).toContainEqual({ kind: 'WORKSPACE', externalId: 'default', name: 'Default workspace' });
});

test('an ordinary API key is named as such, before anything is sent', async () => {
  const { simulator } = vendors;
  await expect(anthropic.check(open(simulator.anthropic.ordinaryKey))).rejects.toMatchObject({
    code: 'VENDOR_CREDENTIALS',
    message: expect.stringMatching(/^This is an ordinary API key for calling models\. .*sk-ant-admin01-/),
  });
  expect(simulator.control.requestCount('anthropic')).toBe(0);
});

test('the key of another organization reads its own bill', async () => {
  const { secondAnthropic, truth } = vendors.simulator;
  const context = vendors.open(anthropic, { adminKey: secondAnthropic.adminKey }, secondAnthropic.baseUrl);
  for (const { day, records } of await readWindows(costReport, context, RANGE)) {
    expect(sum(records, 'chargeNano')).toBe(truth.billNano('anthropic-2', day));
  }
});
