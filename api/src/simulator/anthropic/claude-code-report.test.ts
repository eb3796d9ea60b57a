import { expect, test } from 'vitest';
import { getAnthropic, readAllPages, simulatorForTest, testClock } from '../testing/read-simulator.ts';
import { anthropicError, claudeCodePage } from '../testing/shapes.ts';

const PATH = 'usage_report/claude_code';

test('states the same tokens for a key as the messages report', async () => {
  const { anthropic, truth } = await simulatorForTest();
  const day = '2026-11-12';
  const { data } = await readAllPages(anthropic, PATH, { starting_at: day, limit: '7' }, claudeCodePage);
  const keys = truth.apiKeys('anthropic').filter(({ name }) => name.startsWith('claude_code_key_'));
  let compared = 0;
  for (const { id, name } of keys) {
    const rows = data.filter(({ actor }) => actor.type === 'api_actor' && actor.api_key_name === name);
    const output = rows
      .flatMap(({ model_breakdown }) => model_breakdown)
      .reduce((sum, { tokens }) => sum + tokens.output, 0);
    expect(output).toBe(truth.reportedTokens('anthropic', day, { apiKeyId: id }).output_tokens);
    if (rows.length > 0) compared++;
  }
  expect(compared).toBeGreaterThan(10);
});

test('tells rows apart by actor, terminal, place and customer, and has seats beside keys', async () => {
  const { anthropic } = await simulatorForTest();
  const { data } = await readAllPages(anthropic, PATH, { starting_at: '2026-11-12', limit: '1000' }, claudeCodePage);
  const keyOf = (row: (typeof data)[number]) =>
    JSON.stringify([row.actor, row.terminal_type, row.is_remote, row.customer_type, row.subscription_type]);
  expect(new Set(data.map(keyOf)).size).toBe(data.length);
  expect(new Set(data.map(({ actor }) => JSON.stringify(actor))).size).toBeLessThan(data.length);
  const seats = data.filter(({ customer_type }) => customer_type === 'subscription');
  expect(seats.length).toBeGreaterThan(2);
  expect(seats.every(({ actor, subscription_type }) => actor.type === 'user_actor' && subscription_type !== null)).toBe(
    true,
  );
  expect(data.some(({ actor, customer_type }) => actor.type === 'user_actor' && customer_type === 'api')).toBe(true);
});

test('writes one address in changing case over time', async () => {
  const { anthropic } = await simulatorForTest();
  const written = new Set<string>();
  for (const starting_at of ['2026-11-12', '2026-10-06', '2026-08-27', '2026-07-15', '2026-06-04']) {
    const { data } = await readAllPages(anthropic, PATH, { starting_at, limit: '1000' }, claudeCodePage);
    for (const { actor } of data) if (actor.type === 'user_actor') written.add(actor.email_address);
  }
  expect(new Set([...written].map((email) => email.toLowerCase())).size).toBeLessThan(written.size);
});

test('shows only what is older than an hour', async () => {
  const clock = testClock('2026-11-19T10:00:00Z');
  const { anthropic } = await simulatorForTest({ now: clock.now });
  const sessions = async () =>
    (await readAllPages(anthropic, PATH, { starting_at: '2026-11-19', limit: '1000' }, claudeCodePage)).data.reduce(
      (sum, row) => sum + row.core_metrics.num_sessions,
      0,
    );
  const before = await sessions();
  clock.advanceSeconds(3600);
  expect(await sessions()).toBeGreaterThan(before);
  clock.moveTo('2026-11-19T00:30:00Z');
  expect(await sessions()).toBe(0);
});

test.each([{}, { starting_at: '2026-11-12T00:00:00Z' }, { starting_at: '2026-02-30' }])(
  'refuses %o',
  async (params) => {
    const { anthropic } = await simulatorForTest();
    const { status, body } = await getAnthropic(anthropic, PATH, params);
    expect(status).toBe(400);
    expect(anthropicError.parse(body).error.message).toContain('starting_at');
  },
);
