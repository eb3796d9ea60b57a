import { expect, test } from 'vitest';
import { historyPeriods } from './history-periods.ts';

test('offers first days that lie back from today', () => {
  expect(historyPeriods('2026-11-22')).toEqual([
    { label: '30 days', from: '2026-10-23' },
    { label: '90 days', from: '2026-08-24' },
    { label: 'This year', from: '2026-01-01' },
    { label: '1 year', from: '2025-11-22' },
  ]);
});
