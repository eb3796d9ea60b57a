import { expect, test } from 'vitest';
import type { Simulator } from '../start-simulator.ts';
import {
  daysBefore,
  getAnthropic,
  nanoOfCents,
  readAllPages,
  simulatorForTest,
  testClock,
} from '../testing/read-simulator.ts';
import { costPage } from '../testing/shapes.ts';

const PATH = 'cost_report';

async function billOf(
  simulator: Simulator,
  account: 'anthropic' | 'anthropic-2',
  from: string,
  until: string,
  groupBy: string[] = [],
) {
  const connection = account === 'anthropic' ? simulator.anthropic : simulator.secondAnthropic;
  const params = { starting_at: `${from}T00:00:00Z`, ending_at: `${until}T00:00:00Z`, 'group_by[]': groupBy };
  const { data } = await readAllPages(connection, PATH, params, costPage);
  return data.map(({ starting_at, results }) => ({
    day: starting_at.slice(0, 10),
    results,
    nano: results.reduce((sum, { amount }) => sum + nanoOfCents(amount), 0n),
  }));
}

test.each(['anthropic', 'anthropic-2'] as const)(
  'ties to the true bill of %s to the nano-dollar on every settled day',
  async (account) => {
    const simulator = await simulatorForTest();
    const days = daysBefore('2026-11-16', 120);
    for (const groupBy of [[], ['workspace_id', 'description']]) {
      const bill = await billOf(simulator, account, '2026-07-19', '2026-11-16', groupBy);
      expect(bill.map(({ day }) => day)).toEqual([...days].reverse());
      for (const { day, nano } of bill)
        expect({ day, nano }).toEqual({ day, nano: simulator.truth.billNano(account, day) });
    }
  },
);

test('splits the bill by class as the truth does, without Priority Tier', async () => {
  const simulator = await simulatorForTest();
  for (const { day, results } of await billOf(simulator, 'anthropic', '2026-11-02', '2026-11-09', ['description'])) {
    const byClass = simulator.truth.billNanoByClass('anthropic', day);
    for (const type of ['tokens', 'web_search', 'code_execution', 'session_usage'] as const) {
      const lines = results.filter(({ cost_type }) => cost_type === type);
      expect(lines.reduce((sum, { amount }) => sum + nanoOfCents(amount), 0n)).toBe(byClass[type]);
    }
    expect(new Set(results.map(({ service_tier }) => service_tier))).toEqual(new Set(['standard', 'batch', null]));
  }
});

test('charges a steady discount on tokens from September 2026', async () => {
  const simulator = await simulatorForTest();
  const ratio = (day: string) => {
    const { tokens, web_search } = simulator.truth.billNanoByClass('anthropic', day);
    return Number(tokens + web_search) / Number(simulator.truth.reportedListNano('anthropic', day));
  };
  const median = (days: string[]) => days.map(ratio).sort((a, b) => a - b)[Math.floor(days.length / 2)];
  expect(median(daysBefore('2026-09-01', 31))).toBeCloseTo(1, 3);
  expect(median(daysBefore('2026-11-01', 31))).toBeCloseTo(0.88, 2);
  expect(daysBefore('2026-11-01', 120).filter((day) => ratio(day) > 1.001).length).toBeGreaterThan(0);
});

test('states a day in parts until about a day after its end', async () => {
  const clock = testClock('2026-11-17T23:59:00Z');
  const simulator = await simulatorForTest({ now: clock.now });
  const bill = async () => (await billOf(simulator, 'anthropic', '2026-11-17', '2026-11-18'))[0]?.nano ?? 0n;
  const sameDay = await bill();
  expect(sameDay).toBe(simulator.truth.billNano('anthropic', '2026-11-17', clock.now()));
  expect(sameDay).toBeLessThan(simulator.truth.billNano('anthropic', '2026-11-17'));
  clock.moveTo(simulator.truth.settledAt('anthropic', '2026-11-17'));
  expect(await bill()).toBe(simulator.truth.billNano('anthropic', '2026-11-17'));
});

test('corrects some days three days later', async () => {
  const { truth } = await simulatorForTest();
  const dayAfterEnd = (day: string) => new Date(Date.parse(day) + 2 * 86_400_000);
  const corrected = daysBefore('2026-11-10', 100).filter(
    (day) => truth.billNano('anthropic', day, dayAfterEnd(day)) !== truth.billNano('anthropic', day),
  );
  expect(corrected.length).toBeGreaterThan(2);
  expect(corrected.length).toBeLessThan(20);
});

test('follows a restatement by hand in usage, cost and truth alike', async () => {
  const simulator = await simulatorForTest();
  const day = '2026-11-05';
  const before = simulator.truth.billNano('anthropic', day);
  simulator.control.restate('anthropic', day, { factor: 1.25, billDeltaNano: -123_456_789n });
  const [bill] = await billOf(simulator, 'anthropic', day, '2026-11-06', ['workspace_id', 'description']);
  expect(bill?.nano).toBe(simulator.truth.billNano('anthropic', day));
  expect(bill?.nano).toBeGreaterThan(before);
  expect(bill?.results.find(({ description }) => description === 'Usage Adjustment')?.amount).toBe('-12.3456789');
  const [other] = await billOf(simulator, 'anthropic', '2026-11-04', day);
  expect(other?.nano).toBe(simulator.truth.billNano('anthropic', '2026-11-04'));
});

test('knows days only', async () => {
  const { anthropic } = await simulatorForTest();
  const starting_at = '2026-11-01T00:00:00Z';
  expect((await getAnthropic(anthropic, PATH, { starting_at, bucket_width: '1h' })).status).toBe(400);
  expect((await getAnthropic(anthropic, PATH, { starting_at, 'group_by[]': 'model' })).status).toBe(400);
  expect((await getAnthropic(anthropic, PATH, { starting_at, limit: '32' })).status).toBe(400);
});
