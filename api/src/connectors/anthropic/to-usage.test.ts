import { expect, test } from 'vitest';
import { parsePayload } from '../payload.ts';
import { claudeCodePage, costResult, messagesUsagePage, messagesUsageResult } from './payloads.ts';
import { claudeCodeToUsage, costToUsage, messagesToUsage } from './to-usage.ts';

const HOUR = new Date('2026-11-01T05:00:00Z');
const DAY = new Date('2026-11-01T00:00:00Z');

const usage = {
  account_id: null,
  api_key_id: 'apikey_01Q',
  workspace_id: null,
  model: 'claude-sonnet-5',
  service_tier: 'batch',
  context_window: '200k-1M',
  inference_geo: null,
  service_account_id: null,
  speed: 'fast',
  uncached_input_tokens: 5120,
  cache_read_input_tokens: 90210,
  cache_creation: { ephemeral_1h_input_tokens: 7, ephemeral_5m_input_tokens: 1400 },
  output_tokens: 2200,
  server_tool_use: { web_search_requests: 3 },
  a_field_of_tomorrow: {},
};
const toRecords = (fields: object) => messagesToUsage(HOUR, messagesUsageResult.parse({ ...usage, ...fields }));

test('makes disjoint tokens and web searches of one row two records', () => {
  const [tokens, searches, ...rest] = toRecords({});
  expect(rest).toEqual([]);
  expect(tokens).toMatchObject({
    chargeClass: 'TOKENS',
    billingKind: 'METERED',
    inputTokens: 5120n,
    cacheReadTokens: 90210n,
    cacheWrite5mTokens: 1400n,
    cacheWrite1hTokens: 7n,
    outputTokens: 2200n,
    model: 'claude-sonnet-5',
    serviceTier: 'batch',
    contextOver: 200_000,
    speed: 'fast',
    apiKey: { kind: 'API_KEY', externalId: 'apikey_01Q' },
    workspace: { kind: 'WORKSPACE', externalId: 'default' },
  });
  expect(tokens).not.toHaveProperty('user');
  expect(tokens).not.toHaveProperty('requests');
  expect(searches).toMatchObject({ chargeClass: 'WEB_SEARCH', webSearches: 3n });
  expect(searches).not.toHaveProperty('inputTokens');
  expect(searches?.key).not.toEqual(tokens?.key);
});

test('keeps people, federated accounts and the Playground apart', () => {
  const user = (fields: object) => toRecords({ api_key_id: null, ...fields })[0];
  expect(user({ account_id: 'user_01' })?.user).toEqual({ kind: 'USER', externalId: 'user_01' });
  expect(user({ service_account_id: 'svc_1' })?.user).toEqual({ kind: 'SERVICE_ACCOUNT', externalId: 'svc_1' });
  expect(user({})).not.toHaveProperty('user');
  expect(user({})).not.toHaveProperty('apiKey');
});

test('includes Priority Tier and gives normal speed no name', () => {
  const [record] = toRecords({ service_tier: 'priority', speed: 'standard' });
  expect(record?.billingKind).toBe('INCLUDED');
  expect(record).not.toHaveProperty('speed');
});

test('makes nothing of a row without quantities', () => {
  const nothing = { ephemeral_1h_input_tokens: 0, ephemeral_5m_input_tokens: 0 };
  const none = { uncached_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 0, cache_creation: nothing };
  expect(toRecords({ ...none, server_tool_use: null })).toEqual([]);
});

const cost = {
  amount: '482.9137',
  currency: 'USD',
  description: 'Claude Sonnet 5 Usage - Output Tokens',
  cost_type: 'tokens',
  token_type: 'output_tokens',
  model: 'claude-sonnet-5',
  service_tier: 'standard',
  context_window: '0-200k',
  inference_geo: 'global',
  workspace_id: null,
};
const toBill = (fields: object) => costToUsage(DAY, costResult.parse({ ...cost, ...fields }));

test('reads the bill as fractional cents', () => {
  expect(toBill({})).toMatchObject({
    chargeNano: 4_829_137_000n,
    chargeClass: 'TOKENS',
    evidence: 'BILLED',
    isDayGrain: true,
    contextOver: 0,
    serviceTier: 'standard',
    workspace: { externalId: 'default' },
  });
});

test.each([
  ['web_search', '1', 'WEB_SEARCH'],
  ['code_execution', '1', 'CODE_EXECUTION'],
  ['session_usage', '1', 'SESSION'],
  ['something_new', '1', 'FEE'],
  [null, '-20.5', 'CREDIT'],
])('charges %s of %s cents as %s', (cost_type, amount, chargeClass) => {
  expect(toBill({ cost_type, amount }).chargeClass).toBe(chargeClass);
});

const row = {
  date: '2026-11-01T00:00:00Z',
  actor: { type: 'user_actor', email_address: 'Ana.Lima@Example.com' },
  organization_id: 'a-b',
  customer_type: 'subscription',
  subscription_type: 'team',
  terminal_type: 'vscode',
  is_remote: false,
  core_metrics: { num_sessions: 4, lines_of_code: { added: 1, removed: 2 } },
  model_breakdown: [
    {
      model: 'claude-opus-5',
      tokens: { input: 10, output: 20, cache_read: 30, cache_creation: 40 },
      estimated_cost: { amount: '102.5', currency: 'USD' },
    },
    {
      model: 'claude-sonnet-5',
      tokens: { input: 1, output: 2, cache_read: 3, cache_creation: 4 },
      estimated_cost: { amount: 7, currency: 'USD' },
    },
  ],
};
const toClaudeCode = (fields: object) => {
  const body = { data: [{ ...row, ...fields }], has_more: false, next_page: null };
  const keyIds = new Map([['claude_code_key_ana.lima_x', 'apikey_7']]);
  return parsePayload(claudeCodePage, body, 'test').data.flatMap((one) => claudeCodeToUsage(one, keyIds));
};

test('makes one record per model and counts the sessions once', () => {
  const records = toClaudeCode({});
  expect(records).toHaveLength(2);
  expect(records[0]).toMatchObject({
    user: { kind: 'USER', externalId: 'ana.lima@example.com', email: 'ana.lima@example.com' },
    billingKind: 'INCLUDED',
    isDetailOnly: false,
    tool: 'claude_code',
    model: 'claude-opus-5',
    statedListNano: 1_025_000_000n,
    inputTokens: 10n,
    cacheWrite5mTokens: 40n,
    sessions: 4n,
  });
  expect(records[1]).toMatchObject({ model: 'claude-sonnet-5', statedListNano: 70_000_000n });
  expect(records[1]).not.toHaveProperty('sessions');
});

test('rows that differ in terminal, place, customer or plan have different keys', () => {
  const variants = [
    {},
    { terminal_type: 'iTerm' },
    { is_remote: true },
    { customer_type: 'api' },
    { subscription_type: 'max' },
  ];
  const keys = variants.flatMap((fields) => toClaudeCode(fields).map(({ key }) => key.join('|')));
  expect(new Set(keys).size).toBe(2 * variants.length);
});

test('a key is identified by the directory, else by its name, and its usage only says who', () => {
  const actor = (api_key_name: string) => ({ customer_type: 'api', actor: { type: 'api_actor', api_key_name } });
  const [known] = toClaudeCode(actor('claude_code_key_ana.lima_x'));
  expect(known).toMatchObject({
    apiKey: { kind: 'API_KEY', externalId: 'apikey_7' },
    isDetailOnly: true,
    billingKind: 'METERED',
  });
  const [gone] = toClaudeCode(actor('old key'));
  expect(gone?.apiKey).toEqual({ kind: 'API_KEY', externalId: 'name:old key', name: 'old key' });
});

test('keeps sessions of a row without models, and an actor without an address nameless', () => {
  const [record, ...rest] = toClaudeCode({ model_breakdown: [], actor: { type: 'user_actor', email_address: ' ' } });
  expect(rest).toEqual([]);
  expect(record).toMatchObject({ sessions: 4n });
  expect(record).not.toHaveProperty('user');
  expect(record).not.toHaveProperty('model');
});

test('names the field a page lacks', () => {
  const { output_tokens: _, ...lacking } = usage;
  const page = { data: [{ starting_at: '2026-11-01T05:00:00Z', results: [usage, lacking] }], has_more: false };
  expect(() => parsePayload(messagesUsagePage, page, 'messages report')).toThrow(
    'at data[0].results[1].output_tokens:',
  );
});
