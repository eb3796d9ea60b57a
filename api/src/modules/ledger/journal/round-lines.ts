import { divideHalfEven } from '../../../lib/money.ts';

const NANO_PER_CENT = 10_000_000n;

export const toCents = (nano: bigint): bigint => divideHalfEven(nano, NANO_PER_CENT);

/**
 * Nano-units in cents by largest remainder: the cents add up to the rounded sum, and each is within a cent of its own
 * amount. Ties go to the earlier one.
 */
export function roundToCents(amounts: readonly bigint[]): bigint[] {
  const floors = amounts.map(floorCents);
  const target = toCents(amounts.reduce((sum, amount) => sum + amount, 0n));
  const left = Number(target - floors.reduce((sum, cents) => sum + cents, 0n));
  const byRemainder = amounts
    .map((amount, index) => ({ index, remainder: amount - (floors[index] ?? 0n) * NANO_PER_CENT }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  const raised = new Set(byRemainder.slice(0, left).map(({ index }) => index));
  return floors.map((cents, index) => (raised.has(index) ? cents + 1n : cents));
}

function floorCents(nano: bigint): bigint {
  const cents = nano / NANO_PER_CENT;
  return nano % NANO_PER_CENT !== 0n && nano < 0n ? cents - 1n : cents;
}
