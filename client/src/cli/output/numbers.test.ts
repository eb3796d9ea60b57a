import { describe, expect, test } from 'vitest';
import { csvLine } from './csv.ts';
import { add, divide, subtract } from './decimal.ts';
import { formatCount, formatMoney, formatPercent, formatRate } from './numbers.ts';
import { cutText, plainText } from './plain-text.ts';

describe('decimals are exact', () => {
  test.each([
    ['1', '3', 4, '0.3333'],
    ['2', '3', 4, '0.6667'],
    ['-2', '3', 2, '-0.67'],
    ['0.005', '1', 2, '0.01'],
    ['123456789012345678901234567890.5', '0.1', 0, '1234567890123456789012345678905'],
    ['0', '7', 3, '0.000'],
  ])('%s / %s', (a, b, digits, expected) => expect(divide(a, b, digits)).toBe(expected));

  test('nothing divided by nothing is no number', () => expect(divide('1', '0.00', 2)).toBeNull());

  test('sums and differences', () => {
    expect(add('0.1', '0.20')).toBe('0.30');
    expect(subtract('0.1', '12.345')).toBe('-12.245');
    expect(subtract('9007199254740993.000000001', '0.000000002')).toBe('9007199254740992.999999999');
  });

  test('refuses what is none', () => expect(() => add('1e3', '1')).toThrow('"1e3" is no decimal number.'));
});

test('money is shown in the digits of its currency, and little is not nothing', () => {
  expect(formatMoney('12345678901234567890.125', 'USD')).toBe('$12,345,678,901,234,567,890.13');
  expect(formatMoney('0.000000001', 'USD')).toBe('<$0.01');
  expect(formatMoney('-0.000000001', 'USD')).toBe('>-$0.01');
  expect(formatMoney('0', 'USD')).toBe('$0.00');
  expect(formatMoney('0.4', 'JPY')).toBe('<¥1');
  expect(formatMoney(null, 'USD')).toBe('–');
  expect(formatRate('0.5', 'EUR')).toBe('€0.5000');
});

test('counts and ratios', () => {
  expect(formatCount('1234567')).toBe('1,234,567');
  expect(formatCount('1234567', true)).toBe('1.2M');
  expect(formatPercent('0.93449')).toBe('93.4%');
  expect(formatPercent(null)).toBe('–');
});

test('a name cannot drive the terminal or a spreadsheet', () => {
  expect(plainText('\u001b[31mred\u0007\u202eevil\n')).toBe('[31mred  evil');
  expect(csvLine(['=cmd|x', '-1.5', 'a,b', 'say "hi"'])).toBe('\'=cmd|x,-1.5,"a,b","say ""hi"""\r\n');
  expect(cutText('日本語テキスト', 7)).toBe('日本語…');
});
