import { describe, expect, it } from 'vitest';
import { cellEntryFilter, entrySortOf } from './entry-rows.ts';

const range = { from: '2026-11-01', until: '2026-12-01', filters: [{ dimension: 'TEAM' as const, in: ['Team:1'] }] };

describe('the entries behind a cell', () => {
  it('have its range and filters; void ones and those that stand among the usage are left out', () => {
    expect(cellEntryFilter(range, 'SPEND')).toMatchObject({ ...range, isVoided: false, isLinked: false });
  });

  it('leave adjustments out, except of what is booked', () => {
    expect(cellEntryFilter(range, 'SPEND').sources).not.toContain('ADJUSTMENT');
    expect(cellEntryFilter(range, 'BOOKED_SPEND').sources).toBeUndefined();
  });

  it('are sorted by date unless the address names another column of theirs', () => {
    expect(entrySortOf('-reportingAmount')).toEqual({ column: 'reportingAmount', isDescending: true });
    expect(entrySortOf('hour')).toEqual({ column: 'date', isDescending: true });
  });
});
