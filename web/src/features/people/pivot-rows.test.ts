import { expect, test } from 'vitest';
import { toDayRows } from './pivot-rows.ts';

const row = (day: string, spend: string | null) => ({
  key: [day],
  labels: [day],
  values: [spend, '10'],
  hasUnpriced: spend === null,
});

test('lists days newest first and marks those that can still grow', () => {
  const rows = toDayRows(
    [row('2026-11-20', '1.5'), row('2026-11-21', null)],
    '2026-11-20T23:00:00.000Z',
    'Europe/Vienna',
  );
  expect(rows).toEqual([
    { key: '2026-11-21', label: 'Nov 21, 2026', spend: '0', tokens: '10', hasUnpriced: true, isIncomplete: true },
    { key: '2026-11-20', label: 'Nov 20, 2026', spend: '1.5', tokens: '10', hasUnpriced: false, isIncomplete: false },
  ]);
  expect(toDayRows([row('2026-11-20', '1')], null, 'UTC')[0]?.isIncomplete).toBe(false);
});
