import { describe, expect, it } from 'vitest';
import { toCsv, toTsv } from '../../components/pivot-table/delimited-text.ts';
import type { PivotView } from './explore-search.ts';
import { exportFileName, headingRows, tableRows } from './pivot-export.ts';
import { pivotModel } from './pivot-model.ts';
import { samplePivot, sampleView } from './pivot-sample.ts';

const rowsOf = (view: PivotView) =>
  tableRows({ pivot: samplePivot, view, ...pivotModel({ pivot: samplePivot, view }, 'UTC') });

describe('an exported pivot', () => {
  it('holds every shown row and column in order, exact, totals last', () => {
    expect(rowsOf(sampleView)).toEqual([
      [
        'Team',
        'Member',
        'Oct 2026 / Spend',
        'Oct 2026 / Cache hit rate',
        'Nov 2026 / Spend',
        'Nov 2026 / Cache hit rate',
        'Total / Spend',
        'Total / Cache hit rate',
      ],
      ['=SUM(A1)', '', '1', '50%', '2', null, '3', '50%'],
      ['=SUM(A1)', 'Ada, "the" first', '1', '50%', '2', null, '3', '50%'],
      ['Research', '', '0.000000001', '10%', '-5', '20%', '-4.999999999', '15%'],
      ['Unattributed', '', '90', '90%', '0', '90%', '90', '90%'],
      ['Other (2)', '', '8.999999999', '30%', '1', '30%', '9.999999999', '30%'],
      ['Total', '', '100', '70%', '-2', '60%', '98', '66%'],
    ]);
  });

  it('leaves out what is folded', () => {
    expect(rowsOf({ ...sampleView, level: 0 }).map((row) => row[0])).not.toContain('Ada, "the" first');
    expect(rowsOf({ ...sampleView, level: 0 })).toHaveLength(6);
  });

  it('shows shares as shares, and the comparison in columns of its own', () => {
    const view: PivotView = { ...sampleView, measures: ['SPEND'], showAs: 'ROW', compareTo: 'PREVIOUS_YEAR' };
    const pivot = {
      ...samplePivot,
      other: null,
      rows: [
        { key: ['Team:1'], labels: ['A'], values: ['1', '2', '3'], previous: ['0', '4', '4'], hasUnpriced: false },
      ],
    };
    const [titles, row] = tableRows({ pivot, view, ...pivotModel({ pivot, view }, 'UTC') });
    expect(titles?.slice(2, 6)).toEqual([
      'Oct 2026',
      'Oct 2026 (before)',
      'Oct 2026 (difference)',
      'Oct 2026 (difference %)',
    ]);
    expect(row?.slice(2, 6)).toEqual(['33.333333%', '0', '33.333333%', null]);
  });

  it('leaves a cost that is unknown empty, and names the models without a price above', () => {
    const view: PivotView = { ...sampleView, measures: ['SPEND'] };
    const models = [{ key: 'Model:2', label: 'preview' }];
    const pivot = {
      ...samplePivot,
      other: null,
      rows: [{ key: ['Team:1'], labels: ['A'], values: ['0', '0', '0'], previous: null, hasUnpriced: true }],
      unpriced: { tokens: '70', requests: '0', models },
    };
    const [, row] = tableRows({ pivot, view, ...pivotModel({ pivot, view }, 'UTC') });
    expect(row?.slice(2)).toEqual([null, null, null]);
    const about = { organization: 'Acme', currency: 'USD', zone: 'UTC', filters: [], exportedAt: new Date() };
    const range = { from: '2026-10-01', until: '2026-12-01' };
    expect(headingRows({ pivot, view }, { ...about, range })).toContainEqual(['Without a price', 'preview']);
  });

  it('says above what it is', () => {
    const heading = headingRows(
      { pivot: samplePivot, view: { ...sampleView, dayBasis: 'BILLING', compareTo: 'PREVIOUS_PERIOD' } },
      {
        organization: 'Acme',
        currency: 'EUR',
        zone: 'Europe/Vienna',
        range: { from: '2026-10-01', until: '2026-12-01' },
        filters: ['Vendor: Anthropic'],
        exportedAt: new Date('2026-11-22T12:00:00Z'),
      },
    );
    expect(toCsv(heading)).toBe(
      [
        '\uFEFFOutlay pivot,Acme',
        'First day,2026-10-01',
        'Last day,2026-11-30',
        'Days of,UTC (as vendors bill)',
        'Currency,EUR',
        'Shown as,Values',
        'Compared with,Previous period',
        'Filter,Vendor: Anthropic',
        'Incomplete from,2026-11-21T00:00:00.000Z',
        'Exported,2026-11-22T12:00:00.000Z',
        '',
        '',
      ].join('\r\n'),
    );
    expect(exportFileName({ from: '2026-10-01', until: '2026-12-01' })).toBe('outlay-pivot_2026-10-01_2026-11-30');
  });
});

describe('delimited text', () => {
  it('keeps names from becoming formulas, and numbers numbers', () => {
    expect(toCsv([['=1+1', '+a', '-a', '@a', '-5', '-5.25%', '\tx']])).toBe(
      "\uFEFF'=1+1,'+a,'-a,'@a,-5,-5.25%,'\tx\r\n",
    );
    expect(toCsv([['\n=1', ' +1', '＝1', '＠a', ' a']])).toBe("\uFEFF\"'\n=1\",' +1,'＝1,'＠a, a\r\n");
    expect(toTsv([['=1+1', 'a\tb\nc', null, '-5']])).toBe("'=1+1\ta b c\t\t-5");
  });

  it('quotes what would break a line apart', () => {
    expect(toCsv([['a,b', 'say "hi"', 'two\nlines']])).toBe('\uFEFF"a,b","say ""hi""","two\nlines"\r\n');
  });
});
