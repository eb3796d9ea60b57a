import { expect, test } from 'vitest';
import type { Simulator } from './start-simulator.ts';
import { askCursor, getAnthropic, simulatorForTest } from './testing/read-simulator.ts';

const ONE_DAY = { starting_at: '2026-11-12T00:00:00Z', ending_at: '2026-11-13T00:00:00Z' };
const EVENTS_OF_A_DAY = { startDate: Date.parse('2026-11-12'), endDate: Date.parse('2026-11-13') - 1, pageSize: 1000 };

async function everything(simulator: Simulator): Promise<unknown[]> {
  const { anthropic } = simulator;
  return [
    (await getAnthropic(anthropic, 'usage_report/messages', { ...ONE_DAY, 'group_by[]': ['api_key_id', 'model'] }))
      .body,
    (await getAnthropic(anthropic, 'cost_report', { ...ONE_DAY, 'group_by[]': 'description' })).body,
    (await getAnthropic(anthropic, 'usage_report/claude_code', { starting_at: '2026-11-12', limit: '1000' })).body,
    (await getAnthropic(anthropic, 'api_keys', { limit: '1000' })).body,
    (await askCursor(simulator, '/teams/filtered-usage-events', EVENTS_OF_A_DAY)).body,
  ];
}

test('is the same for the same seed, whatever was read before and however long the history', async () => {
  const first = await simulatorForTest();
  const second = await simulatorForTest({ historyDays: 90 });
  for (const day of ['2026-11-19', '2026-10-01', '2026-11-13']) second.truth.billNano('cursor', day);
  expect(await everything(second)).toEqual(await everything(first));
});

test('differs for another seed', async () => {
  const [first, second] = [await simulatorForTest(), await simulatorForTest({ seed: 8 })];
  expect(first.truth.billNano('anthropic', '2026-11-12')).not.toBe(second.truth.billNano('anthropic', '2026-11-12'));
  expect(first.anthropic.adminKey).not.toBe(second.anthropic.adminKey);
});

test('does not change the past as time passes', async () => {
  const [today, later] = [
    await simulatorForTest(),
    await simulatorForTest({ now: () => new Date('2027-02-20T00:00:00Z') }),
  ];
  expect(later.truth.billNano('anthropic', '2026-11-12')).toBe(today.truth.billNano('anthropic', '2026-11-12'));
  expect(later.truth.billNano('cursor', '2026-11-12')).toBe(today.truth.billNano('cursor', '2026-11-12'));
});

test('grows with scale', async () => {
  const [plain, threefold] = [await simulatorForTest(), await simulatorForTest({ scale: 3 })];
  expect(threefold.truth.people).toHaveLength(120);
  expect(new Set(threefold.truth.people.map(({ email }) => email)).size).toBe(120);
  const growth =
    threefold.truth.eventCount('anthropic', '2026-11-12') / plain.truth.eventCount('anthropic', '2026-11-12');
  expect(growth).toBeGreaterThan(2);
  expect(growth).toBeLessThan(4);
});

test('knows the true owner of every part of the bill', async () => {
  const { truth } = await simulatorForTest();
  for (const account of ['anthropic', 'anthropic-2', 'cursor'] as const) {
    const spend = truth.spendByOwner(account, '2026-11-12');
    expect(spend.reduce((sum, { nano }) => sum + nano, 0n)).toBe(truth.billNano(account, '2026-11-12'));
  }
  expect(truth.spendByOwner('anthropic', '2026-11-12').some(({ email }) => email === null)).toBe(true);
});

test('fails as told, counts requests, and recovers', async () => {
  const simulator = await simulatorForTest();
  const { anthropic, control } = simulator;
  control.failNext('anthropic', { status: 429, times: 2, retryAfterSeconds: 7, path: 'cost_report' });
  expect((await getAnthropic(anthropic, 'me')).status).toBe(200);
  const refused = await getAnthropic(anthropic, 'cost_report', ONE_DAY);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '7']);
  expect((await getAnthropic(anthropic, 'cost_report', ONE_DAY)).status).toBe(429);
  expect((await getAnthropic(anthropic, 'cost_report', ONE_DAY)).status).toBe(200);
  expect(control.requestLog('anthropic', 'cost_report').map(({ status }) => status)).toEqual([429, 429, 200]);
  control.outage('cursor', true);
  expect((await askCursor(simulator, '/teams/members')).status).toBe(503);
  control.outage('cursor', false);
  expect((await askCursor(simulator, '/teams/members')).status).toBe(200);
  expect(control.requestCount('cursor')).toBe(2);
  control.clearRequestLog();
  expect(control.requestCount()).toBe(0);
});

test('breaks off in the middle of an answer', async () => {
  const simulator = await simulatorForTest();
  simulator.control.dropConnection('anthropic', { afterBytes: 100, path: 'api_keys' });
  await expect(getAnthropic(simulator.anthropic, 'api_keys')).rejects.toThrow('terminated');
  expect((await getAnthropic(simulator.anthropic, 'api_keys')).status).toBe(200);
});

test('tells the true bill over HTTP', async () => {
  const { url, truth } = await simulatorForTest();
  const bill = await (await fetch(`${url}/truth/bill?account=anthropic&from=2026-11-01&until=2026-11-03`)).json();
  expect(bill).toEqual([
    {
      day: '2026-11-01',
      billNano: String(truth.billNano('anthropic', '2026-11-01')),
      settledAt: '2026-11-05T00:00:00.000Z',
    },
    {
      day: '2026-11-02',
      billNano: String(truth.billNano('anthropic', '2026-11-02')),
      settledAt: '2026-11-06T00:00:00.000Z',
    },
  ]);
  expect((await fetch(`${url}/truth/bill?account=anthropic&from=2026-11-03&until=2026-11-01`)).status).toBe(400);
  expect((await fetch(`${url}/truth/bill?account=nobody`)).status).toBe(400);
});
