import { InvalidInputError } from '../../lib/errors.ts';
import { atRate, fromLedgerAmount, LEDGER_DIGITS } from './ledger-amount.ts';

/** Nano-units of more do not fit into the integers that figures are added up in. */
const MOST = 9_000_000_000n * 10n ** BigInt(LEDGER_DIGITS);

/**
 * Lines in the reporting currency that add up to the whole entry's amount there: each at the rate, half-even, and what
 * rounding leaves over goes to the largest line. @throws InvalidInputError above 9,000,000,000
 */
export function reportingAmounts(amounts: readonly bigint[], rate: string): { total: bigint; lines: bigint[] } {
  const total = atRate(sumOf(amounts), rate);
  const lines = amounts.map((amount) => atRate(amount, rate));
  const large = [total, ...lines].find((amount) => absolute(amount) > MOST);
  if (large !== undefined) {
    const problem = `${fromLedgerAmount(large)} in the reporting currency is too much for one entry.`;
    throw new InvalidInputError(
      'amount',
      fromLedgerAmount(sumOf(amounts)),
      problem,
      'Split what is above 9,000,000,000.',
    );
  }
  const largest = amounts.reduce(
    (best, amount, index) => (absolute(amount) > absolute(amounts[best] ?? 0n) ? index : best),
    0,
  );
  lines[largest] = (lines[largest] ?? 0n) + total - sumOf(lines);
  return { total, lines };
}

export const sumOf = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, amount) => sum + amount, 0n);

const absolute = (amount: bigint) => (amount < 0n ? -amount : amount);
