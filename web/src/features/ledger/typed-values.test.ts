import { expect, test } from 'vitest';
import { moneyText, plainAmount, plainDay } from './typed-values.ts';

test.each([
  ['1,234.50', '1234.50'],
  ['$20', '20'],
  ['(15.00)', '-15.00'],
  ['12,5', '12,5'],
  ['1 000', '1000'],
])('reads the amount %s as %s', (typed, amount) => {
  expect(plainAmount(typed)).toBe(amount);
});

test.each([
  ['11/3/2026', 'en-US', '2026-11-03'],
  ['11/3/2026', 'en-GB', '2026-03-11'],
  ['3.11.2026', 'en-US', '2026-11-03'],
  ['soon', 'en-US', 'soon'],
])('reads the day %s for %s as %s', (text, language, day) => {
  expect(plainDay(text, language)).toBe(day);
});

test.each([
  ['94.5', '94.50'],
  ['20', '20.00'],
  ['-0.1234', '-0.1234'],
])('begins to edit %s as %s', (amount, text) => {
  expect(moneyText(amount)).toBe(text);
});
