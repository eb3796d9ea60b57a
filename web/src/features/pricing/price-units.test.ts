import { describe, expect, test } from 'vitest';
import { QUANTITY_KINDS, quotedPrice, shiftPoint, unitOf, unitPrice } from './price-units.ts';

describe('price units', () => {
  test.each([
    ['0.0000025', 6, '2.5'],
    ['0.000015', 6, '15'],
    ['2.5', -6, '0.0000025'],
    ['0', 6, '0'],
    ['0.00', -3, '0'],
    ['12.34', 0, '12.34'],
    ['1234.5', -2, '12.345'],
    ['-0.5', 1, '-5'],
    ['0.01', 3, '10'],
  ])('%s by %i places is %s', (text, places, shifted) => {
    expect(shiftPoint(text, places)).toBe(shifted);
  });

  test('there and back changes nothing, for every kind', () => {
    for (const kind of QUANTITY_KINDS) {
      expect(quotedPrice(kind, unitPrice(kind, '3.75'))).toBe('3.75');
      expect(unitOf(kind).label).toMatch(/^per /);
    }
  });

  test('quotes tokens by the million and searches by the thousand', () => {
    expect(quotedPrice('OUTPUT_TOKENS', '0.000075')).toBe('75');
    expect(quotedPrice('WEB_SEARCHES', '0.01')).toBe('10');
    expect(unitOf('WEB_SEARCHES').label).toBe('per thousand searches');
    expect(unitPrice('IMAGES', '0.04')).toBe('0.04');
  });

  test('refuses what is no number', () => {
    expect(() => shiftPoint('1e-6', 6)).toThrow('"1e-6" is not a decimal number.');
  });
});
