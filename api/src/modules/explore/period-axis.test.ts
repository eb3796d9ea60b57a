import { expect, test } from 'vitest';
import { periodAxes, periodAxis } from './period-axis.ts';

const february = { from: '2026-02-01', until: '2026-03-01' };
const january = { from: '2026-01-01', until: '2026-02-01' };
const ordinalOf = (axis: ReturnType<typeof periodAxis>, rangeIndex: number, stored: string) =>
  axis.entries.find((entry) => entry.rangeIndex === rangeIndex && entry.stored === stored)?.ordinal;

test('days of the range before stand where the day of the same number stands', () => {
  const axis = periodAxis('DAY', 'day', [february, january], 'UTC');
  const place = ordinalOf(axis, 1, '2026-01-05') ?? -1;
  expect(place).toBe(ordinalOf(axis, 0, '2026-02-05'));
  expect(axis.keys.get(place)).toBe('2026-02-05');
});

test('days beyond the end of a shorter range keep their own key, after all others', () => {
  const axis = periodAxis('DAY', 'day', [february, january], 'UTC');
  expect([28, 29, 30].map((ordinal) => axis.keys.get(ordinal))).toEqual(['2026-01-29', '2026-01-30', '2026-01-31']);
});

test('a surplus period that is also a current one joins the last place, so that no key stands twice', () => {
  const current = { from: '2026-10-02', until: '2026-11-03' };
  const previous = { from: '2026-08-31', until: '2026-10-02' };
  const axis = periodAxis('MONTH', 'month', [current, previous], 'UTC');
  expect([...axis.keys.values()]).toEqual(['2026-10', '2026-11']);
  expect(ordinalOf(axis, 1, '2026-10-01')).toBe(1);
});

test('weekdays stay themselves', () => {
  const axis = periodAxis('WEEKDAY', 'day', [february, january], 'UTC');
  expect(ordinalOf(axis, 0, '2026-02-01')).toBe(7);
  expect(ordinalOf(axis, 1, '2026-01-01')).toBe(4);
});

test('hours cover the days of the zone and the same UTC days', () => {
  const day = { from: '2026-11-01', until: '2026-11-02' };
  const stored = (zone: string) => periodAxis('HOUR', 'hour', [day], zone).entries.map((entry) => entry.stored);
  expect(stored('UTC')).toHaveLength(24);
  const pacific = stored('America/Los_Angeles');
  expect([pacific.at(0), pacific.at(-1)]).toEqual(['2026-11-01T00:00:00Z', '2026-11-02T07:00:00Z']);
  const india = stored('Asia/Kolkata');
  expect([india.at(0), india.at(-1)]).toEqual(['2026-10-31T18:00:00Z', '2026-11-01T23:00:00Z']);
});

test('one question builds each axis once, whatever asks for it', () => {
  const axisOf = periodAxes([february, january], 'UTC');
  expect(axisOf('WEEK', 'day')).toBe(axisOf('WEEK', 'day'));
  expect(axisOf('WEEK', 'day')).toEqual(periodAxis('WEEK', 'day', [february, january], 'UTC'));
  expect(axisOf('DAY', 'day').keys.size).toBe(31);
});
