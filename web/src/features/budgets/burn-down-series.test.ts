import { expect, test } from 'vitest';
import { burnDownSeries } from './burn-down-series.ts';

const window = {
  from: '2026-11-02',
  until: '2026-11-06',
  limit: '100',
  days: [
    { day: '2026-11-02', spent: '10', total: '10' },
    { day: '2026-11-03', spent: '20.5', total: '30.5' },
    { day: '2026-11-04', spent: '1', total: '31.5' },
  ],
  projected: {
    ...{ low: '60.5', high: '120.5' },
    days: [
      { day: '2026-11-04', expected: '50' },
      { day: '2026-11-05', expected: '80' },
    ],
  },
};

test('tells what is left at the start and at the end of each day', () => {
  const { days, left, even } = burnDownSeries(window);
  expect(days).toEqual(['2026-11-02', '2026-11-03', '2026-11-04', '2026-11-05']);
  expect(left).toEqual(['100', '90', '69.5', '68.5', null]);
  expect(even).toEqual(['100', '75', '50', '25', '0']);
});

test('the expectation goes on from the last whole day, its band opens from there', () => {
  const { expected, low, high } = burnDownSeries(window);
  expect(expected).toEqual([null, null, '69.5', '50', '20']);
  expect(high).toEqual([null, null, '69.5', '54.5', '39.5']);
  expect(low).toEqual([null, null, '69.5', '24.5', '-20.5']);
});

test('a window on its first day expects from its start', () => {
  const first = {
    ...window,
    days: [{ day: '2026-11-02', spent: '0', total: '0' }],
    projected: {
      low: null,
      high: null,
      days: ['02', '03', '04', '05'].map((day) => ({ day: `2026-11-${day}`, expected: '5' })),
    },
  };
  expect(burnDownSeries(first).expected).toEqual(['100', '95', '95', '95', '95']);
  expect(burnDownSeries(first).low.every((value) => value === null)).toBe(true);
});

test('without a projection there is none', () => {
  const series = burnDownSeries({ ...window, projected: null });
  expect([...series.expected, ...series.low].every((value) => value === null)).toBe(true);
});
