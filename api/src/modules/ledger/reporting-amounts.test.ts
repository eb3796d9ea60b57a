import fc from 'fast-check';
import { expect, test } from 'vitest';
import { atRate } from './ledger-amount.ts';
import { reportingAmounts, sumOf } from './reporting-amounts.ts';

test('lines add up to the entry in the reporting currency too, each within what rounding leaves', () => {
  const amounts = fc.array(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), { minLength: 1, maxLength: 20 });
  const rate = fc.bigInt({ min: 1n, max: 10n ** 13n }).map((scaled) => {
    const text = scaled.toString().padStart(13, '0');
    return `${text.slice(0, -12)}.${text.slice(-12)}`;
  });
  fc.assert(
    fc.property(amounts, rate, (parts, at) => {
      const { total, lines } = reportingAmounts(parts, at);
      expect(total).toBe(atRate(sumOf(parts), at));
      expect(sumOf(lines)).toBe(total);
      for (const [index, part] of parts.entries()) {
        const off = (lines[index] ?? 0n) - atRate(part, at);
        expect(off < 0n ? -off : off).toBeLessThanOrEqual(BigInt(parts.length));
      }
    }),
  );
});

test('more than figures can hold is refused', () => {
  expect(() => reportingAmounts([10n ** 14n], '0.9')).not.toThrow();
  expect(() => reportingAmounts([10n ** 14n], '0.91')).toThrow(/too much for one entry/);
});
