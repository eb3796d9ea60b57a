import { expect, test } from 'vitest';
import type { PivotView } from './explore-search.ts';
import type { Pivot, PivotRow } from './pivot-query.ts';
import { samplePivot, sampleView } from './pivot-sample.ts';
import { isCostUnknown } from './unknown-cost.ts';

const view: PivotView = { ...sampleView, rows: ['MEMBER'], columns: ['MODEL'], measures: ['SPEND', 'TOTAL_TOKENS'] };
const pivot: Pivot = {
  ...samplePivot,
  columns: [
    { key: ['Model:1'], labels: ['opus'] },
    { key: ['Model:2'], labels: ['preview'] },
  ],
  unpriced: { tokens: '70', requests: '0', models: [{ key: 'Model:2', label: 'preview' }] },
};
/** Spend and tokens of each model, then of both. */
const row = (values: string[], hasUnpriced = true): PivotRow => ({
  key: ['Member:1'],
  labels: ['Ada'],
  values,
  previous: null,
  hasUnpriced,
});
const unknown = (of: PivotRow, measure: 'SPEND' | 'TOTAL_TOKENS' = 'SPEND') =>
  [0, 1, null].map((columnIndex) => isCostUnknown(pivot, view, of, { measure, columnIndex }));

test('zero is unknown in the column of a model without a price; other amounts stand', () => {
  expect(unknown(row(['5', '9', '0', '70', '5', '79']))).toEqual([false, true, false]);
});

test('a row of nothing but unpriced usage is unknown throughout', () => {
  expect(unknown(row(['0', '0', '0', '70', '0', '70']))).toEqual([true, true, true]);
});

test('zero of a row without such usage, and counts, are what they say', () => {
  expect(unknown(row(['0', '0', '0', '0', '0', '0'], false))).toEqual([false, false, false]);
  expect(unknown(row(['0', '0', '0', '70', '0', '70']), 'TOTAL_TOKENS')).toEqual([false, false, false]);
});
