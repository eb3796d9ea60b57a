import { describe, expect, it } from 'vitest';
import { heatOf } from './heatmap.ts';
import { isIncompletePeriod } from './incomplete-periods.ts';
import { treeSort } from './pivot-columns.ts';
import { pivotModel } from './pivot-model.ts';
import { samplePivot, sampleView } from './pivot-sample.ts';
import { remediesFor } from './remedies.ts';

const model = pivotModel({ pivot: samplePivot, view: sampleView }, 'UTC');

describe('rows', () => {
  it('nest below their parents, “Other” last with how many it stands for', () => {
    expect(
      model.rows.map(({ label, level, isExpandable, isExpanded, kind, children }) => [
        label,
        level,
        isExpandable,
        isExpanded,
        kind,
        children.length,
      ]),
    ).toEqual([
      ['=SUM(A1)', 1, true, true, 'PLAIN', 1],
      ['Research', 1, true, true, 'PLAIN', 0],
      ['Unattributed', 1, true, true, 'UNATTRIBUTED', 0],
      ['Other (2)', 1, false, false, 'OTHER', 0],
    ]);
    expect(model.rows[0]?.children[0]).toMatchObject({ label: 'Ada, "the" first', level: 2, isExpandable: false });
  });

  it('can be opened before anything below them was read', () => {
    const folded = pivotModel(
      {
        pivot: { ...samplePivot, rows: samplePivot.rows.filter(({ key }) => key.length === 1) },
        view: { ...sampleView, level: 0 },
      },
      'UTC',
    );
    expect(folded.rows[0]).toMatchObject({ isExpandable: true, isExpanded: false, children: [] });
  });
});

describe('columns', () => {
  it('stand under their month, totals apart; an unfinished month is marked', () => {
    expect(
      model.columns.map(({ label, groups, isTotal, isIncomplete }) => [label, groups[0]?.label, isTotal, isIncomplete]),
    ).toEqual([
      ['Spend', 'Oct 2026', false, false],
      ['Cache hit rate', 'Oct 2026', false, false],
      ['Spend', 'Nov 2026', false, true],
      ['Cache hit rate', 'Nov 2026', false, true],
      ['Spend', 'Total', true, false],
      ['Cache hit rate', 'Total', true, false],
    ]);
    expect(model.columns[1]?.note).toContain('not added up');
  });

  it('of one measure are the values themselves', () => {
    const one = { ...sampleView, measures: ['SPEND' as const] };
    const { columns } = pivotModel({ pivot: samplePivot, view: one }, 'UTC');
    expect(columns.map(({ label, groups }) => [label, groups.length])).toEqual([
      ['Oct 2026', 0],
      ['Nov 2026', 0],
      ['Total', 0],
    ]);
  });

  it('show the order', () => {
    const sorted = (sort: typeof sampleView.sort) => treeSort(model.columns, { ...sampleView, sort });
    expect(sorted(null)).toEqual({ column: 5, direction: 'descending' });
    expect(sorted({ direction: 'ASC' })).toEqual({ column: 0, direction: 'ascending' });
    expect(sorted({ measure: 'SPEND', column: ['2026-11'], direction: 'ASC' })).toEqual({
      column: 3,
      direction: 'ascending',
    });
    expect(sorted({ measure: 'SPEND', column: ['2020-01'], direction: 'ASC' }).column).toBe(-1);
  });
});

it('colours by one scale per level, without totals and what belongs to nobody', () => {
  const heat = heatOf(samplePivot, { ...sampleView, heatmap: ['SPEND'] });
  const [team, member, research, unattributed] = samplePivot.rows;
  if (!team || !member || !research || !unattributed || !samplePivot.other) throw new Error('the sample lacks rows');
  const november = { measure: 'SPEND' as const, columnIndex: 1 };
  expect(heat(research, november)).toBe(-1);
  expect(heat(team, november)).toBeCloseTo(Math.sqrt(2 / 5));
  expect(heat(member, november)).toBe(1);
  expect(heat(team, { measure: 'SPEND', columnIndex: null })).toBeNull();
  expect(heat(team, { measure: 'CACHE_HIT_RATE', columnIndex: 0 })).toBeNull();
  expect([unattributed, samplePivot.other, samplePivot.totals].map((row) => heat(row, november))).toEqual([
    null,
    null,
    null,
  ]);
});

it('knows the periods that are not over', () => {
  const incomplete = (dimension: Parameters<typeof isIncompletePeriod>[0], key: string) =>
    isIncompletePeriod(dimension, key, '2026-11-21');
  expect([incomplete('DAY', '2026-11-20'), incomplete('DAY', '2026-11-21')]).toEqual([false, true]);
  expect([incomplete('HOUR', '2026-11-20T23:00:00Z'), incomplete('HOUR', '2026-11-21T00:00:00Z')]).toEqual([
    false,
    true,
  ]);
  expect([incomplete('WEEK', '2026-W46'), incomplete('WEEK', '2026-W47')]).toEqual([false, true]);
  expect([incomplete('MONTH', '2026-10'), incomplete('MONTH', '2026-11')]).toEqual([false, true]);
  expect([incomplete('QUARTER', '2026-Q3'), incomplete('QUARTER', '2026-Q4')]).toEqual([false, true]);
  expect([incomplete('YEAR', '2025'), incomplete('YEAR', '2026')]).toEqual([false, true]);
  expect([incomplete('WEEKDAY', '7'), incomplete('MODEL', '9'), incomplete(undefined, '9')]).toEqual([
    false,
    false,
    false,
  ]);
  expect(isIncompletePeriod('WEEK', '2026-W53', '2027-01-02')).toBe(true);
});

describe('remedies', () => {
  const labels = (...parameters: Parameters<typeof remediesFor>) =>
    remediesFor(...parameters).map(({ label }) => label);

  it('of too many cells ask for less', () => {
    expect(labels({ ...sampleView, columns: ['HOUR'], first: 1000 }, 'until', 'TOO_MANY_CELLS')).toEqual([
      'By day instead of hour',
      'Only the last 7 days',
      'Fold all rows',
      'Show 250 rows, the rest as Other',
    ]);
  });

  it('of an order or a filter that is gone take it away', () => {
    expect(labels(sampleView, 'orderBy.column', 'INVALID_INPUT')).toEqual(['Sort by the total instead']);
    const filtered = { ...sampleView, filters: [{ dimension: 'MODEL' as const, in: ['Model:9'] }] };
    const [remedy] = remediesFor(filtered, 'filters[0].in', 'INVALID_INPUT');
    expect(remedy).toMatchObject({ label: 'Remove the filter Model', view: { filters: [] } });
  });
});
