import { expect, test } from 'vitest';
import { ask, outlay } from '../../test/sample-server.ts';

const MEASURES = ['SPEND', 'LIST_VALUE', 'TOTAL_TOKENS', 'CACHE_HIT_RATE', 'REQUESTS', 'SESSIONS', 'ACTIVE_MEMBERS'];
const NAMES = ['spend', 'listValue', 'totalTokens', 'cacheHitRate', 'requests', 'sessions', 'activeMembers'];

interface Row {
  labels: string[];
  values: (string | null)[];
  previous: (string | null)[] | null;
}

async function pivotBy(dimension: string, range: { from: string; until: string }) {
  const { pivot } = await ask<{ pivot: { rows: Row[]; totals: Row } }>(
    `query ($input: PivotInput!) { pivot(input: $input) {
      rows { labels values previous } totals { labels values previous }
    } }`,
    { input: { ...range, rows: [dimension], measures: MEASURES, first: 10_000, compareTo: 'PREVIOUS_PERIOD' } },
  );
  return pivot;
}

const figures = (row: Record<string, unknown>) => NAMES.map((name) => row[name]);

test('--json prints the totals, those of the period before and every group as the API answers them', async () => {
  const { code, output } = await outlay(['summary', '--period', '7d', '--json']);
  expect(code).toBe(0);
  const summary = JSON.parse(output);
  const range = { from: summary.from, until: summary.until };
  for (const [group, dimension] of [
    ['byCostKind', 'COST_KIND'],
    ['byVendor', 'VENDOR'],
    ['byModel', 'MODEL'],
    ['byTool', 'TOOL'],
  ] as const) {
    const pivot = await pivotBy(dimension, range);
    expect(summary[group].map(({ name }: { name: string }) => name)).toEqual(pivot.rows.map(({ labels }) => labels[0]));
    expect(summary[group].map(figures)).toEqual(pivot.rows.map(({ values }) => values));
    expect(figures(summary.totals)).toEqual(pivot.totals.values);
    expect(figures(summary.previous)).toEqual(pivot.totals.previous);
  }
});

test('gives averages per session where a tool counts sessions', async () => {
  const { output } = await outlay(['summary', '--period', '30d', '--json']);
  const { totals, byTool } = JSON.parse(output);
  const tools: Record<string, string | null>[] = byTool;
  const counted = tools.filter(({ sessions }) => sessions !== '0');
  expect(counted.length).toBeGreaterThan(0);
  const sum = (name: string) => counted.reduce((all, tool) => all + Number(tool[name]), 0);
  expect(Number(totals.spendPerSession)).toBeCloseTo(sum('spend') / Number(totals.sessions), 3);
  expect(sum('spend')).toBeLessThan(Number(totals.spend));
  const text = (await outlay(['summary', '--period', '30d'], { columns: 200 })).output;
  const dollars = (amount: string) => Number(amount).toLocaleString('en-US', { style: 'currency', currency: 'USD' });
  const { spendPerSession, listValuePerSession, tokensPerSession } = totals;
  const averages = `${dollars(spendPerSession)} (${dollars(listValuePerSession)} at list prices)`;
  expect(text).toContain(`on average ${averages} and ${Number(tokensPerSession).toLocaleString('en-US')} tokens`);
  for (const { spend, totalTokens, sessions, spendPerSession, tokensPerSession } of counted) {
    expect(Number(spendPerSession)).toBeCloseTo(Number(spend) / Number(sessions), 3);
    expect(Number(tokensPerSession)).toBeCloseTo(Number(totalTokens) / Number(sessions), -1);
  }
  expect(
    tools.filter(({ sessions }) => sessions === '0').every(({ spendPerSession }) => spendPerSession === null),
  ).toBe(true);
});

test('the text and the CSV hold the same total', async () => {
  const { totals } = JSON.parse((await outlay(['summary', '--json'])).output);
  const csv = (await outlay(['summary', '--csv'])).output.split('\r\n');
  expect(csv[1]?.split(',').slice(0, 4)).toEqual(['total', 'Total', '', totals.spend]);
  const text = (await outlay(['summary'])).output;
  const spend = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).format(totals.spend);
  expect(text).toMatch(new RegExp(`^Spend +\\${spend}`, 'm'));
  expect(text).toMatch(new RegExp(`^Total.* \\${spend} +100\\.0%`, 'm'));
  expect(text).not.toContain('\u001b');
});

test('a whole period is compared with the one before, a part of one is not', async () => {
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  const args = ['summary', '--from', day(6), '--until', day(2)];
  const { totals, previous, incompleteFrom } = JSON.parse((await outlay([...args, '--json'])).output);
  expect(Number(previous.spend)).toBeGreaterThan(0);
  const { output } = await outlay(args);
  const before = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).format(previous.spend);
  const change = (100 * (Number(totals.spend) - Number(previous.spend))) / Number(previous.spend);
  const expected =
    incompleteFrom === null
      ? `${change > 0 ? '+' : ''}${change.toFixed(1)}% against ${before} in the period before`
      : `so far; ${before} in the whole period before`;
  expect(output.split('\n').find((line) => line.startsWith('Spend'))).toContain(expected);
});
