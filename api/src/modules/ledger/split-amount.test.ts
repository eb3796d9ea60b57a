import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sumOf } from './reporting-amounts.ts';
import { splitAmount } from './split-amount.ts';

test('a part alone is the whole', () => {
  expect(splitAmount(5n, [])).toEqual([5n]);
  expect(splitAmount(5n, [{}])).toEqual([5n]);
});

test('percents are split to the last digit', () => {
  const thirds = [{ percent: 333_333n }, { percent: 333_333n }, { percent: 333_334n }];
  expect(splitAmount(1_000_000n, thirds)).toEqual([333_333n, 333_333n, 333_334n]);
  expect(splitAmount(-100n, [{ percent: 500_000n }, { percent: 500_000n }])).toEqual([-50n, -50n]);
});

test.each([
  [1_000_000n, [{ amount: 900_000n }], 'lines', 'the lines add up to 90 of 100: 10 is missing.'],
  [1_000_000n, [{ amount: 900_000n }, { amount: 200_000n }], 'lines', '10 is too much.'],
  [-1_000_000n, [{ amount: -900_000n }], 'lines', '10 is missing.'],
  [1n, [{ percent: 999_999n }], 'lines', 'add up to 99.9999 % of 100 %: 0.0001 % is missing.'],
  [1n, [{ amount: 1n }, { percent: 500_000n }], 'lines.1', 'has no amount.'],
  [1n, [{ percent: 500_000n }, { amount: 1n }], 'lines.1', 'has no percent.'],
  [1n, [{ amount: 1n, percent: 1n }], 'lines.0', 'both'],
  [1n, [{}, {}], 'lines.0', 'has no amount.'],
])('%s split as %o is refused', (total, shares, field, message) => {
  const refused = expect.objectContaining({ field, message: expect.stringContaining(message) });
  expect(() => splitAmount(total, shares)).toThrow(refused);
});

test('whatever the percents, the parts add up to the whole', () => {
  const cuts = fc.array(fc.integer({ min: 1, max: 999_999 }), { maxLength: 8 });
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }), cuts, (total, points) => {
      const bounds = [0, ...points.toSorted((a, b) => a - b), 1_000_000];
      const shares = bounds.slice(1).map((bound, index) => ({ percent: BigInt(bound - (bounds[index] ?? 0)) }));
      expect(sumOf(splitAmount(total, shares))).toBe(total);
    }),
  );
});
