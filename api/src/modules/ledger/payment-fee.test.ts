import fc from 'fast-check';
import { expect, test } from 'vitest';
import { feeOf } from './payment-fee.ts';

const dollars = { share: '0.029', fixed: '0.3', currency: 'USD' };

test.each([
  [dollars, 1_000_000n, 32_000n],
  [dollars, 100_100n, 5_900n],
  [{ ...dollars, share: '0.5', fixed: '0' }, 100n, 0n],
  [{ ...dollars, share: '0.5', fixed: '0' }, 300n, 200n],
  [{ share: '0.036', fixed: '0', currency: 'JPY' }, 1_250_000n, 40_000n],
  [{ share: '0.0275', fixed: '0.1', currency: 'KWD' }, 12_340n, 1_340n],
])('%o of %s is %s: half-even to the smallest coin', (rate, amount, fee) => {
  expect(feeOf(rate, amount)).toBe(fee);
});

test('a fee is within half a coin of what it is exactly', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 14n }), fc.integer({ min: 0, max: 10 ** 8 }), (amount, share) => {
      const text = `${Math.floor(share / 10 ** 8)}.${String(share % 10 ** 8).padStart(8, '0')}`;
      const fee = feeOf({ share: text, fixed: '0.25', currency: 'USD' }, amount);
      const difference = fee * 10n ** 8n - (amount * BigInt(share) + 2_500n * 10n ** 8n);
      expect(fee % 100n).toBe(0n);
      expect(2n * (difference < 0n ? -difference : difference)).toBeLessThanOrEqual(100n * 10n ** 8n);
    }),
  );
});
