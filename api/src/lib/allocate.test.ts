import fc from 'fast-check';
import { expect, it } from 'vitest';
import { allocate } from './allocate.ts';

const weights = fc
  .array(fc.bigInt({ min: 0n, max: 10n ** 15n }), { minLength: 1 })
  .filter((all) => all.some((weight) => weight > 0n));

it('parts sum to the total, each within one unit of its share', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), weights, (total, shares) => {
      const parts = allocate(total, shares);
      const sum = shares.reduce((subtotal, share) => subtotal + share, 0n);
      expect(parts.reduce((subtotal, part) => subtotal + part, 0n)).toBe(total);
      parts.forEach((part, index) => {
        const distance = part * sum - total * (shares[index] ?? 0n);
        expect(distance < 0n ? -distance : distance).toBeLessThan(sum);
      });
    }),
  );
});

it('refuses weights that say nothing', () => {
  expect(() => allocate(5n, [0n, 0n])).toThrow(RangeError);
  expect(() => allocate(5n, [-1n, 2n])).toThrow(RangeError);
});
