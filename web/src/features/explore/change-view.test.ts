import { describe, expect, it } from 'vitest';
import {
  changePeriod,
  effectiveSort,
  filterTo,
  isOpen,
  openDepth,
  openLevel,
  placeDimension,
  placeMeasure,
  removeField,
  setOpen,
  swapAxes,
  toggleSort,
} from './change-view.ts';
import { exploreDefaults, type PivotView } from './explore-search.ts';

const view = (change: Partial<PivotView>): PivotView => ({ ...exploreDefaults, ...change });

describe('wells', () => {
  it('move a dimension between axes and to a place', () => {
    const moved = placeDimension(view({ rows: ['TEAM', 'MEMBER'], columns: ['MODEL'] }), 'MODEL', 'rows', 1);
    expect(moved).toMatchObject({ rows: ['TEAM', 'MODEL', 'MEMBER'], columns: [] });
    expect(placeDimension(moved, 'TEAM', 'rows', 2).rows).toEqual(['MODEL', 'MEMBER', 'TEAM']);
  });

  it('give the last one away when they are full', () => {
    const full = view({ rows: ['TEAM', 'MEMBER', 'MODEL', 'TOOL'], columns: [] });
    expect(placeDimension(full, 'DAY', 'rows', 0).rows).toEqual(['DAY', 'TEAM', 'MEMBER', 'MODEL']);
  });

  it('keep one measure', () => {
    expect(removeField(view({}), 'measures', 'SPEND').measures).toEqual(['SPEND']);
    const two = placeMeasure(view({ heatmap: ['SPEND'] }), 'REQUESTS', 0);
    expect(two.measures).toEqual(['REQUESTS', 'SPEND']);
    expect(removeField(two, 'measures', 'SPEND')).toMatchObject({ measures: ['REQUESTS'], heatmap: [] });
  });

  it('drop an order that has lost its column or measure', () => {
    const sorted = view({ sort: { measure: 'SPEND', column: ['Model:1'], direction: 'ASC' } });
    expect(placeDimension(sorted, 'DAY', 'columns').sort).toEqual({ measure: 'SPEND', direction: 'ASC' });
    expect(placeDimension(sorted, 'TEAM', 'rows').sort).toEqual(sorted.sort);
    expect(removeField(placeMeasure(sorted, 'REQUESTS'), 'measures', 'SPEND').sort).toBeNull();
  });

  it('fold rows of dimensions that changed, and keep those above', () => {
    const opened = view({
      rows: ['TEAM', 'MEMBER', 'MODEL'],
      columns: [],
      toggled: [['Team:1'], ['Team:1', 'Member:2']],
    });
    expect(placeDimension(opened, 'TOOL', 'rows', 1).toggled).toEqual([['Team:1']]);
    expect(placeDimension(opened, 'TOOL', 'rows', 0).toggled).toEqual([]);
    expect(placeDimension(opened, 'TOOL', 'columns').toggled).toEqual(opened.toggled);
  });

  it('swap rows and columns', () => {
    expect(swapAxes(view({ rows: ['TEAM'], columns: ['DAY', 'MODEL'] }))).toMatchObject({
      rows: ['DAY', 'MODEL'],
      columns: ['TEAM'],
    });
  });
});

describe('order', () => {
  it('of a figure begins with the largest, of names with A, and turns round', () => {
    const byCell = toggleSort(view({}), { measure: 'SPEND', column: ['Model:1'] });
    expect(byCell.sort).toEqual({ measure: 'SPEND', column: ['Model:1'], direction: 'DESC' });
    expect(toggleSort(byCell, { measure: 'SPEND', column: ['Model:1'] }).sort?.direction).toBe('ASC');
    expect(toggleSort(byCell, { measure: 'SPEND' }).sort).toEqual({ measure: 'SPEND', direction: 'DESC' });
    expect(toggleSort(byCell, {}).sort).toEqual({ direction: 'ASC' });
  });

  it('unnamed is by the first measure, of periods by time', () => {
    expect(effectiveSort(view({}))).toEqual({ measure: 'SPEND', direction: 'DESC' });
    expect(effectiveSort(view({ rows: ['DAY'] }))).toEqual({ direction: 'ASC' });
    expect(toggleSort(view({}), { measure: 'SPEND' }).sort?.direction).toBe('ASC');
  });

  it('by a period’s column does not outlive the period', () => {
    const sorted = view({ columns: ['DAY'], sort: { measure: 'SPEND', column: ['2026-11-01'], direction: 'DESC' } });
    expect(changePeriod(sorted, 'last-month')).toMatchObject({
      period: 'last-month',
      sort: { measure: 'SPEND', direction: 'DESC' },
    });
    expect(changePeriod(sorted, 'last-month').sort).not.toHaveProperty('column');
  });
});

describe('open rows', () => {
  const nested = view({ rows: ['TEAM', 'MEMBER', 'MODEL'], columns: [] });

  it('are those that were opened, and those their level opens except what was folded', () => {
    const opened = setOpen(nested, ['Team:1'], true);
    expect(isOpen(opened, ['Team:1'])).toBe(true);
    expect(isOpen(opened, ['Team:2'])).toBe(false);
    const all = setOpen(openLevel(nested, 2), ['Team:1'], false);
    expect([isOpen(all, ['Team:1']), isOpen(all, ['Team:2']), isOpen(all, ['Team:2', 'Member:1'])]).toEqual([
      false,
      true,
      true,
    ]);
    expect(setOpen(all, ['Team:1'], true).toggled).toEqual([]);
  });

  it('say how deep the pivot must be read', () => {
    expect(openDepth(nested)).toBe(1);
    expect(openDepth(setOpen(nested, ['Team:1'], true))).toBe(2);
    expect(openDepth(openLevel(nested, 9))).toBe(3);
    expect(openDepth(setOpen(openLevel(nested, 1), ['Team:1'], false))).toBe(2);
    expect(openDepth(view({ rows: [] }))).toBe(0);
  });
});

describe('filters from a cell', () => {
  it('narrow to one value or leave values out, one filter per dimension', () => {
    const narrowed = filterTo(view({}), 'MEMBER', 'Member:1', false);
    expect(narrowed.filters).toEqual([{ dimension: 'MEMBER', in: ['Member:1'] }]);
    const excluded = filterTo(filterTo(view({}), 'MODEL', 'Model:1', true), 'MODEL', 'Model:2', true);
    expect(excluded.filters).toEqual([{ dimension: 'MODEL', notIn: ['Model:1', 'Model:2'] }]);
    expect(filterTo(excluded, 'MODEL', 'Model:3', false).filters).toEqual([{ dimension: 'MODEL', in: ['Model:3'] }]);
  });

  it('leave a value out of those that were chosen', () => {
    const chosen = view({ filters: [{ dimension: 'MODEL', in: ['Model:1', 'Model:2'] }] });
    expect(filterTo(chosen, 'MODEL', 'Model:1', true).filters).toEqual([{ dimension: 'MODEL', in: ['Model:2'] }]);
  });
});
