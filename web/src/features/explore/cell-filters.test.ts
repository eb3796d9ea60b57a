import { expect, it } from 'vitest';
import { cellFilters } from './cell-filters.ts';
import type { PivotView } from './explore-search.ts';

const view: Pick<PivotView, 'rows' | 'columns' | 'filters'> = {
  rows: ['TEAM', 'MEMBER'],
  columns: ['MONTH', 'MODEL'],
  filters: [{ dimension: 'VENDOR', in: ['Vendor:1'] }],
};

it('pins every key of row and column beside the filters there are', () => {
  expect(cellFilters(view, { row: ['Team:1', 'UNATTRIBUTED'], column: ['2026-11', 'Model:4'] }, [])).toEqual([
    { dimension: 'VENDOR', in: ['Vendor:1'] },
    { dimension: 'TEAM', in: ['Team:1'] },
    { dimension: 'MEMBER', in: ['UNATTRIBUTED'] },
    { dimension: 'MONTH', in: ['2026-11'] },
    { dimension: 'MODEL', in: ['Model:4'] },
  ]);
});

it('pins only what a subtotal and a total name', () => {
  expect(cellFilters(view, { row: ['Team:1'], column: [] }, [])).toEqual([
    { dimension: 'VENDOR', in: ['Vendor:1'] },
    { dimension: 'TEAM', in: ['Team:1'] },
  ]);
  expect(cellFilters(view, { row: [], column: [] }, ['Team:1'])).toEqual(view.filters);
});

it('leaves the shown rows out of “Other”, within the column', () => {
  expect(cellFilters(view, { row: ['OTHER'], column: ['2026-11', 'Model:4'] }, ['Team:1', 'UNATTRIBUTED'])).toEqual([
    { dimension: 'VENDOR', in: ['Vendor:1'] },
    { dimension: 'TEAM', notIn: ['Team:1', 'UNATTRIBUTED'] },
    { dimension: 'MONTH', in: ['2026-11'] },
    { dimension: 'MODEL', in: ['Model:4'] },
  ]);
});
