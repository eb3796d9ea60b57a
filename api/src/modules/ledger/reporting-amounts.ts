import { atRate } from './ledger-amount.ts';

/**
 * Lines in the reporting currency that add up to the whole entry's amount there: each at the rate, half-even, and what
 * rounding leaves over goes to the largest line.
 */
export function reportingAmounts(amounts: readonly bigint[], rate: string): { total: bigint; lines: bigint[] } {
  const total = atRate(sumOf(amounts), rate);
  const lines = amounts.map((amount) => atRate(amount, rate));
  const largest = amounts.reduce(
    (best, amount, index) => (absolute(amount) > absolute(amounts[best] ?? 0n) ? index : best),
    0,
  );
  lines[largest] = (lines[largest] ?? 0n) + total - sumOf(lines);
  return { total, lines };
}

export const sumOf = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, amount) => sum + amount, 0n);

const absolute = (amount: bigint) => (amount < 0n ? -amount : amount);
