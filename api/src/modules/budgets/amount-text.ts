import type { BudgetMetric } from '@outlay/prisma';
import { divideHalfEven, fromNano, NANO_DIGITS } from '../../lib/money.ts';
import { hundredths } from './rules/money-text.ts';

const UNIT = 10n ** BigInt(NANO_DIGITS);

interface Counted {
  metric: BudgetMetric;
  limitNano: bigint;
}

/**
 * An amount of a budget as a sentence says it, without its unit: cost to the hundredth (exact where the limit is below 1),
 * a whole number of tokens or requests. Exact figures are in the evidence.
 */
export function amountText(nano: bigint, { metric, limitNano }: Counted): string {
  if (metric !== 'COST') return divideHalfEven(nano, UNIT).toString();
  return limitNano < UNIT ? fromNano(nano) : hundredths(nano);
}
