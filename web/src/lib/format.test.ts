import { describe, expect, test } from 'vitest';
import {
  formatBriefMoney,
  formatCompactMoney,
  formatCompactQuantity,
  formatDayRange,
  formatExactMoney,
  formatInstant,
  formatMoney,
  formatPercent,
  formatQuantity,
  formatRelative,
} from './format.ts';

describe('money', () => {
  test('is exact beyond what a binary number holds', () => {
    expect(formatMoney('9007199254740993.01', 'USD')).toBe('$9,007,199,254,740,993.01');
    expect(formatExactMoney('1234.567890123', 'USD').replace(/\s/g, ' ')).toBe('USD 1,234.567890123');
  });

  test('never rounds a small amount to zero', () => {
    expect(formatMoney('0.000042', 'USD')).toBe('$0.000042');
    expect(formatMoney('-0.0042', 'USD')).toBe('-$0.0042');
    expect(formatMoney('0', 'USD')).toBe('$0.00');
  });

  test('beside other text is brief, but never wrong about its size', () => {
    const brief = ['999.99', '-1954.99', '9999.5', '23145.67'].map((amount) => formatBriefMoney(amount, 'USD'));
    expect(brief).toEqual(['$999.99', '-$1,955', '$10,000', '$23.1K']);
  });

  test('follows the minor unit of the currency', () => {
    expect(formatMoney('1234.5', 'JPY')).toBe('¥1,235');
    expect(formatMoney('1234.5', 'EUR')).toBe('€1,234.50');
  });

  test('is shortened from ten thousand on', () => {
    expect(formatCompactMoney('9999.99', 'USD')).toBe('$9,999.99');
    expect(formatCompactMoney('12345.67', 'USD')).toBe('$12.3K');
    expect(formatCompactMoney('-1234567', 'USD')).toBe('-$1.23M');
  });
});

test('quantities and ratios are grouped and shortened', () => {
  expect(formatQuantity('1234567')).toBe('1,234,567');
  expect(formatCompactQuantity('1234567')).toBe('1.23M');
  expect(formatCompactQuantity('999')).toBe('999');
  expect(formatPercent('0.12345')).toBe('12.3%');
});

test('days, instants and distances are written for people', () => {
  expect(formatDayRange('2026-11-03', '2026-11-09').replace(/\s/g, ' ')).toBe('Nov 3 – 9, 2026');
  expect(formatInstant('2026-11-03T23:30:00.000Z', 'Europe/Vienna')).toContain('Nov 4, 2026');
  const now = new Date('2026-11-22T12:00:00Z');
  expect(formatRelative('2026-11-19T12:00:00Z', now)).toBe('3 days ago');
  expect(formatRelative('2026-11-22T14:00:00Z', now)).toBe('in 2 hours');
  expect(formatRelative('2026-11-22T11:59:40Z', now)).toBe('now');
});
