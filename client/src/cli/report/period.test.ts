import { expect, test } from 'vitest';
import { dayIn, periodRange } from './period.ts';

test.each([
  ['today', '2026-11-22', '2026-11-23'],
  ['yesterday', '2026-11-21', '2026-11-22'],
  ['week', '2026-11-16', '2026-11-23'],
  ['last-week', '2026-11-09', '2026-11-16'],
  ['month', '2026-11-01', '2026-12-01'],
  ['last-month', '2026-10-01', '2026-11-01'],
  ['quarter', '2026-10-01', '2027-01-01'],
  ['last-quarter', '2026-07-01', '2026-10-01'],
  ['year', '2026-01-01', '2027-01-01'],
  ['last-year', '2025-01-01', '2026-01-01'],
  ['7d', '2026-11-16', '2026-11-23'],
  ['1d', '2026-11-22', '2026-11-23'],
  ['2024-02', '2024-02-01', '2024-03-01'],
  ['2026-Q1', '2026-01-01', '2026-04-01'],
  ['2026-q4', '2026-10-01', '2027-01-01'],
  ['2025', '2025-01-01', '2026-01-01'],
])('%s is %s to %s', (text, from, until) => {
  // A Sunday, the last day of its ISO week.
  expect(periodRange(text, '2026-11-22')).toEqual({ from, until });
});

test.each(['0d', '9999d', '2026-13', '2026-Q5', 'toString', ''])('%s is none', (text) => {
  expect(periodRange(text, '2026-11-22')).toBeUndefined();
});

test('the month before January is in the year before', () => {
  expect(periodRange('last-month', '2026-01-15')).toEqual({ from: '2025-12-01', until: '2026-01-01' });
  expect(periodRange('last-quarter', '2026-01-15')).toEqual({ from: '2025-10-01', until: '2026-01-01' });
});

test('a day is that of the zone', () => {
  const now = new Date('2026-11-22T23:30:00Z');
  expect(dayIn('Asia/Tokyo', now)).toBe('2026-11-23');
  expect(dayIn('America/New_York', now)).toBe('2026-11-22');
});
