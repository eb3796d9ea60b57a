import { expect, test } from 'vitest';
import { monthlyCost, yearlyCost } from './interval-words.ts';

test('a price of any interval is told as a month and a year', () => {
  expect(monthlyCost([{ amount: '100', seats: 1, interval: 'MONTHLY' }])).toBe('100');
  expect(monthlyCost([{ amount: '200', seats: 3, interval: 'YEARLY' }])).toBe('50');
  expect(monthlyCost([{ amount: '30', seats: 1, interval: 'QUARTERLY' }])).toBe('10');
  expect(yearlyCost({ amount: '2.5', seats: 2, interval: 'WEEKLY' })).toBe('260');
});

test('a run-rate is rounded once, so that thirds add up', () => {
  const tenAYear = { amount: '10', seats: 1, interval: 'YEARLY' } as const;
  expect(monthlyCost([tenAYear])).toBe('0.8333');
  expect(monthlyCost([tenAYear, tenAYear, tenAYear])).toBe('2.5');
});
