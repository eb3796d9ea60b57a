import { expect, test } from 'vitest';
import { burnRate } from './burn-rate.ts';
import { median, robustThreshold } from './robust-threshold.ts';

const at = (hour: number) => new Date(Date.UTC(2026, 10, 18, hour));
const hours = (...amounts: number[]) => amounts.map((amount, index) => ({ hour: at(index), spend: BigInt(amount) }));
const rule = { leastHistory: 3, factorTenths: 50, least: 10n };

test('an hour is fast when it costs more than the factor times the median of those before', () => {
  expect(burnRate(hours(10, 12, 11, 56), at(3), rule)).toEqual({
    hour: at(3),
    spend: 56n,
    usual: 11n,
    hoursCompared: 3,
  });
  expect(burnRate(hours(10, 12, 11, 55), at(3), rule)).toBeUndefined();
});

test('hours without usage are no history, and small amounts nothing to tell of', () => {
  expect(burnRate(hours(10, 0, 0, 12, 90), at(4), rule)).toBeUndefined();
  expect(burnRate(hours(1, 1, 1, 10), at(3), rule)).toBeUndefined();
});

test('hours before the ones looked at are history only', () => {
  expect(burnRate(hours(10, 10, 10, 90, 10), at(4), rule)).toBeUndefined();
  expect(burnRate(hours(10, 10, 10, 90, 90), at(4), rule)?.hour).toEqual(at(4));
});

test('the robust threshold does not move with single extreme values', () => {
  const usual = [100n, 104n, 98n, 101n, 99n, 103n, 97n];
  const withOutlier = [...usual.slice(1), 100_000n];
  expect(robustThreshold(usual, 40)).toEqual({ median: 100n, deviation: 10n, threshold: 140n });
  expect(robustThreshold(withOutlier, 40).threshold).toBeLessThan(150n);
});

test('a wide spread widens it by the deviation of the median', () => {
  expect(robustThreshold([50n, 100n, 150n], 40)).toEqual({ median: 100n, deviation: 74n, threshold: 396n });
  expect(median([4n, 1n, 3n, 2n])).toBe(2n);
  expect(() => median([])).toThrow(RangeError);
});
