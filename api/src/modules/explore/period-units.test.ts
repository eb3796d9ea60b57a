import { describe, expect, it, test } from 'vitest';
import type { PeriodUnit } from './dimensions.ts';
import { canonicalPeriodKey, isoWeek, periodKey, periodLabel } from './period-units.ts';

describe('ISO weeks', () => {
  it.each([
    ['2024-12-29', '2024-W52'],
    ['2024-12-30', '2025-W01'],
    ['2026-01-01', '2026-W01'],
    ['2026-12-31', '2026-W53'],
    ['2027-01-03', '2026-W53'],
    ['2027-01-04', '2027-W01'],
  ])('%s lies in %s', (day, week) => {
    expect(isoWeek(day)).toBe(week);
  });
});

test('names the periods a day lies in', () => {
  const units = ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR', 'WEEKDAY'] as const;
  expect(units.map((unit) => periodKey(unit, '2026-11-01'))).toEqual([
    '2026-11-01',
    '2026-W44',
    '2026-11',
    '2026-Q4',
    '2026',
    '7',
  ]);
});

it.each<[PeriodUnit, string, string | undefined]>([
  ['HOUR', '2026-11-01T08:00:00Z', '2026-11-01T08:00:00Z'],
  ['HOUR', '2026-11-01T08:00:00.000Z', '2026-11-01T08:00:00Z'],
  ['HOUR', '2026-11-01T08:30:00Z', undefined],
  ['HOUR', '2026-11-31T08:00:00Z', undefined],
  ['DAY', '2026-02-29', undefined],
  ['WEEK', '2026-W53', '2026-W53'],
  ['WEEK', '2025-W53', undefined],
  ['WEEK', '2026-W00', undefined],
  ['MONTH', '2026-13', undefined],
  ['QUARTER', '2026-Q5', undefined],
  ['YEAR', '26', undefined],
  ['WEEKDAY', '0', undefined],
  ['WEEKDAY', '7', '7'],
])('%s accepts only its own keys: %s', (unit, text, key) => {
  expect(canonicalPeriodKey(unit, text)).toBe(key);
});

it.each<[PeriodUnit, string, string]>([
  ['HOUR', '2026-11-01T08:00:00Z', '2026-11-01 08:00 UTC'],
  ['MONTH', '2026-11', 'Nov 2026'],
  ['QUARTER', '2026-Q4', 'Q4 2026'],
  ['WEEKDAY', '7', 'Sunday'],
  ['DAY', '2026-11-01', '2026-11-01'],
])('%s %s reads %s', (unit, key, label) => {
  expect(periodLabel(unit, key)).toBe(label);
});
