import { expect, it, test } from 'vitest';
import type { Dimension } from './dimensions.ts';
import { type LedgerState, NO_LEDGER } from './ledger-state.sql.ts';
import type { Measure } from './measures.ts';
import { periodAxes } from './period-axis.ts';
import { levelsStatement, outlineStatement } from './pivot.sql.ts';
import { type PivotInput, parsePivotInput } from './pivot-input.ts';
import { type FactFilter, pivotRanges, planPivot } from './plan-pivot.ts';

function planOf(input: PivotInput, filters: readonly FactFilter[] = [], ledger: LedgerState = NO_LEDGER) {
  const request = parsePivotInput(input);
  return planPivot(request, { axisOf: periodAxes(pivotRanges(request), 'UTC'), filters, memberId: undefined, ledger });
}

function readsOf(from: string, until: string, rows: Dimension[], measures: Measure[], filters?: readonly FactFilter[]) {
  const plan = planOf({ from, until, rows, measures }, filters);
  return plan.reads[0]?.map(({ source, range }) => `${tableOf(source.table)} ${range.from}…${range.until}`);
}
const tableOf = (table: string) => /usage_\w+/.exec(table)?.[0];

test('whole months are read from months, the edges from days', () => {
  expect(readsOf('2026-01-10', '2026-04-05', ['MEMBER'], ['SPEND'])).toEqual([
    'usage_day 2026-01-10…2026-02-01',
    'usage_month 2026-02-01…2026-04-01',
    'usage_day 2026-04-01…2026-04-05',
  ]);
  expect(readsOf('2026-01-01', '2027-01-01', ['QUARTER', 'MODEL'], ['COST_PER_MTOK', 'ACTIVE_MEMBERS'])).toEqual([
    'usage_month 2026-01-01…2027-01-01',
  ]);
  expect(readsOf('2026-01-10', '2026-02-20', ['MEMBER'], ['SPEND'])).toEqual(['usage_day 2026-01-10…2026-02-20']);
});

it.each<[string, Dimension[], Measure[], string]>([
  ['days', ['DAY'], ['SPEND'], 'usage_day'],
  ['weeks', ['WEEK'], ['SPEND'], 'usage_day'],
  ['weekdays', ['WEEKDAY'], ['SPEND'], 'usage_day'],
  ['active days', ['MEMBER'], ['ACTIVE_DAYS'], 'usage_day'],
  ['hours', ['HOUR'], ['SPEND'], 'usage_resolved'],
  ['single sessions', ['SESSION'], ['SPEND'], 'usage_resolved'],
  ['the number of sessions', ['MEMBER'], ['SESSIONS'], 'usage_resolved'],
  ['months', ['MONTH'], ['SPEND'], 'usage_month'],
])('%s need no finer table than theirs', (_name, rows, measures, table) => {
  expect(readsOf('2026-10-01', '2026-11-01', rows, measures)).toEqual([`${table} 2026-10-01…2026-11-01`]);
});

test('a filter by day asks for days', () => {
  const filter: FactFilter = { kind: 'STORED', stored: 'day', valuesByRange: [['2026-10-03']], isNegated: false };
  expect(readsOf('2026-10-01', '2026-11-01', ['MEMBER'], ['SPEND'], [filter])).toEqual([
    'usage_day 2026-10-01…2026-11-01',
  ]);
});

test('facts are grouped by stored columns only, in words that a distributed database accepts', () => {
  const plan = planOf({
    from: '2026-10-01',
    until: '2026-11-01',
    rows: ['MEMBER', 'MONTH'],
    columns: ['WEEK'],
    measures: ['SESSIONS', 'ACTIVE_DAYS', 'CACHE_HIT_RATE'],
    compareTo: 'PREVIOUS_YEAR',
  });
  const statements = [outlineStatement(plan, { orderColumn: undefined, limit: 10 }), levelsStatement(plan, ['1'])];
  for (const statement of statements) {
    expect(statement?.text).not.toMatch(/date_trunc|GROUPING SETS|ROLLUP|CUBE|LATERAL|FOR UPDATE/i);
  }
});

test('no input becomes SQL', () => {
  const filter: FactFilter = { kind: 'VALUE', dimension: 'EVIDENCE', values: [`'; DROP TABLE x`], isNegated: true };
  const plan = planOf({ from: '2026-10-01', until: '2026-11-01', rows: ['MODEL'], measures: ['SPEND'] }, [filter]);
  const { text, values } = levelsStatement(plan, [`'; DROP TABLE y`]);
  expect(text).not.toContain('DROP');
  expect(JSON.stringify(values)).toContain('DROP TABLE x');
});
