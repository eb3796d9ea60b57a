import { describe, expect, it } from 'vitest';
import { exploreDefaults, exploreSearch, usageRowsSearch } from './explore-search.ts';

describe('the address of a pivot', () => {
  it('without anything shows members by model', () => {
    expect(exploreDefaults).toMatchObject({ rows: ['MEMBER'], columns: ['MODEL'], measures: ['SPEND'], filters: [] });
  });

  it('leaves out what it does not know and keeps the rest', () => {
    const view = exploreSearch.parse({
      rows: ['TEAM', 'NOBODY', 'TEAM', 'MEMBER'],
      columns: 'MODEL',
      measures: ['PROFIT'],
      filters: [{ dimension: 'MEMBER', in: ['Member:1'] }, { dimension: 'STAR' }, 7, { dimension: 'MEMBER', in: [] }],
      sort: { direction: 'sideways' },
      period: 'whenever',
      compareTo: 'NEVER',
      showAs: 'PIE',
      heatmap: [null, 'SPEND'],
      level: -1,
      toggled: [['Team:1'], 'Team:2'],
      first: 0,
    });
    expect(view).toMatchObject({
      rows: ['TEAM', 'MEMBER'],
      columns: ['MODEL'],
      filters: [{ dimension: 'MEMBER', in: ['Member:1'] }],
      sort: null,
      period: 'last-30-days',
      compareTo: null,
      showAs: 'VALUE',
      heatmap: ['SPEND'],
      level: 0,
      toggled: [],
      first: 100,
    });
  });

  it('always has a measure, and no more rows and columns than a pivot takes', () => {
    const view = exploreSearch.parse({
      measures: [],
      rows: ['TEAM', 'MEMBER', 'MODEL', 'TOOL', 'DAY'],
      columns: ['DAY', 'WEEK', 'MONTH', 'YEAR'],
    });
    expect(view.measures).toEqual(['SPEND']);
    expect(view.rows).toHaveLength(4);
    expect(view.columns).toEqual(['DAY', 'WEEK', 'MONTH']);
  });

  it('reads what it wrote', () => {
    const view = exploreSearch.parse({
      rows: [],
      columns: [],
      sort: { measure: 'SPEND', column: ['2026-11'], direction: 'ASC' },
      filters: [{ dimension: 'MODEL', notIn: ['Model:2'], search: 'opus' }],
      toggled: [['Team:1', 'Member:2']],
    });
    expect(exploreSearch.parse(JSON.parse(JSON.stringify(view)))).toEqual(view);
  });

  it('of the rows behind a cell holds the pivot it leads back to', () => {
    const search = usageRowsSearch.parse({ rows: ['TEAM'], row: ['Team:1'], column: 4, measure: 'REQUESTS' });
    expect(search).toMatchObject({ rows: ['TEAM'], row: ['Team:1'], column: [], measure: 'REQUESTS', order: '' });
  });
});
