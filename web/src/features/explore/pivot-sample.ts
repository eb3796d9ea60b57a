import { exploreDefaults, type PivotView } from './explore-search.ts';
import type { Pivot, PivotRow } from './pivot-query.ts';

/** For tests: two teams by two months, spend and cache hit rate, with a member's row, "Other" and what came before. */
export const sampleView: PivotView = {
  ...exploreDefaults,
  rows: ['TEAM', 'MEMBER'],
  columns: ['MONTH'],
  measures: ['SPEND', 'CACHE_HIT_RATE'],
  level: 1,
};

const row = (
  key: string[],
  labels: string[],
  values: (string | null)[],
  previous: (string | null)[] | null = null,
): PivotRow => ({
  key,
  labels,
  values,
  previous,
  hasUnpriced: false,
});

export const samplePivot: Pivot = {
  columns: [
    { key: ['2026-10'], labels: ['Oct 2026'] },
    { key: ['2026-11'], labels: ['Nov 2026'] },
  ],
  rows: [
    row(['Team:1'], ['=SUM(A1)'], ['1', '0.5', '2', null, '3', '0.5'], ['0', null, '4', null, '4', null]),
    row(['Team:1', 'Member:1'], ['=SUM(A1)', 'Ada, "the" first'], ['1', '0.5', '2', null, '3', '0.5']),
    row(['Team:2'], ['Research'], ['0.000000001', '0.1', '-5', '0.2', '-4.999999999', '0.15']),
    row(['UNATTRIBUTED'], ['Unattributed'], ['90', '0.9', '0', '0.9', '90', '0.9']),
  ],
  other: row(['OTHER'], ['Other'], ['8.999999999', '0.3', '1', '0.3', '9.999999999', '0.3']),
  totals: row([], [], ['100', '0.7', '-2', '0.6', '98', '0.66'], ['50', null, '50', null, '100', null]),
  rowCount: 5,
  incompleteFrom: '2026-11-21T00:00:00.000Z',
  unattributed: '90',
  unpriced: null,
};
