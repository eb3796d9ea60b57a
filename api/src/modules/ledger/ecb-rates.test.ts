import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scaledInteger } from '../../lib/money.ts';
import { crossRate, isEcbRate } from './ecb-rates.ts';

test.each([
  ['1', '1.0777', '1.077700000000'],
  ['1.0777', '1', '0.927902013547'],
  ['162.35', '1.0777', '0.006638127502'],
  ['1.0777', '162.35', '150.644891899415'],
])('one of a currency at %s a euro is worth, in one at %s, %s', (base, quote, rate) => {
  expect(crossRate(base, quote)).toBe(rate);
});

test('tells rates from N/A', () => {
  expect(['1.0777', '162', 'N/A', '', '0', '-1', '1e3'].map(isEcbRate)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
});

test('a cross is within half of its last digit', () => {
  const rate = fc
    .tuple(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 0, max: 9999 }))
    .map(([whole, part]) => `${whole}.${String(part).padStart(4, '0')}`);
  fc.assert(
    fc.property(rate, rate, (base, quote) => {
      const cross = scaledInteger(crossRate(base, quote) ?? '0', 12);
      const difference = cross * scaledInteger(base, 4) - scaledInteger(quote, 4) * 10n ** 12n;
      expect(2n * (difference < 0n ? -difference : difference)).toBeLessThanOrEqual(scaledInteger(base, 4));
    }),
  );
});
