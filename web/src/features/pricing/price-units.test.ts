import { describe, expect, test } from 'vitest';
import { formatPrice, QUANTITY_KINDS, quotedPrice, unitOf, unitPrice } from './price-units.ts';

describe('price units', () => {
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

  test('shows every digit of a price', () => {
    expect(formatPrice('0.075')).toBe('$0.075');
    expect(formatPrice('1234.5')).toBe('$1,234.50');
    expect(formatPrice('0')).toBe('$0.00');
  });
});
