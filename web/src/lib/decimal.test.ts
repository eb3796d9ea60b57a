import { describe, expect, test } from 'vitest';
import {
  addDecimals,
  compareDecimals,
  divideDecimals,
  isDecimal,
  isZero,
  multiplyDecimals,
  share,
  shiftPoint,
  subtractDecimals,
  sumDecimals,
} from './decimal.ts';

describe('decimal', () => {
  test('adds and subtracts what a binary number cannot hold', () => {
    expect(addDecimals('0.1', '0.2')).toBe('0.3');
    expect(addDecimals('9007199254740993.000000001', '0.000000002')).toBe('9007199254740993.000000003');
    expect(subtractDecimals('1', '1.000000001')).toBe('-0.000000001');
    expect(subtractDecimals('2.50', '2.5')).toBe('0');
  });

  test('multiplies and sums exactly', () => {
    expect(multiplyDecimals('19.99', '12')).toBe('239.88');
    expect(multiplyDecimals('-0.1', '0.1')).toBe('-0.01');
    expect(multiplyDecimals('9007199254740993.5', '2')).toBe('18014398509481987');
    expect(sumDecimals(['0.1', '0.2', '0.3'])).toBe('0.6');
    expect(sumDecimals([])).toBe('0');
  });

  test('orders by value, not by text', () => {
    expect(['10', '9.5', '-3', '-20', '0'].toSorted(compareDecimals)).toEqual(['-20', '-3', '0', '9.5', '10']);
    expect(compareDecimals('1.0', '1')).toBe(0);
  });

  test('divides half-even', () => {
    expect(divideDecimals('1', '3', 4)).toBe('0.3333');
    expect(divideDecimals('0.5', '100', 2)).toBe('0');
    expect(divideDecimals('1.5', '100', 2)).toBe('0.02');
    expect(divideDecimals('-2.5', '100', 2)).toBe('-0.02');
    expect(divideDecimals('1', '0.00', 2)).toBeNull();
  });

  test.each([
    ['0.0000025', 6, '2.5'],
    ['15', -6, '0.000015'],
    ['0.00', -3, '0'],
    ['12.340', 0, '12.34'],
    ['-0.5', 1, '-5'],
    ['7', 3, '7000'],
  ])('moves the point of %s by %i places to %s', (text, places, moved) => {
    expect(shiftPoint(text, places)).toBe(moved);
  });

  test('knows zero in any writing', () => {
    expect(isZero('-0.000')).toBe(true);
    expect(isZero('0.000000001')).toBe(false);
  });

  test('refuses exponents, blanks and other text', () => {
    for (const text of ['1e3', '', ' 1', '1.', '.5', 'NaN']) expect(isDecimal(text)).toBe(false);
    expect(() => addDecimals('1e3', '1')).toThrow('"1e3" is not a decimal number.');
  });

  test('gives bars their length, and none to nothing and to credits', () => {
    expect(share(['50', '100', '-10'])).toEqual([0.5, 1, 0]);
    expect(share(['0', '0'])).toEqual([0, 0]);
  });
});
