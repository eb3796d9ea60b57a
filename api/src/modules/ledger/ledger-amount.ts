import { z } from 'zod';
import { decimalString, divideHalfEven, scaledInteger } from '../../lib/money.ts';

/** Amounts of the ledger are integers of 1e-4 of their currency. */
export const LEDGER_DIGITS = 4;
const RATE_DIGITS = 12;

export const toLedgerAmount = (decimal: string): bigint => scaledInteger(decimal, LEDGER_DIGITS);
export const fromLedgerAmount = (amount: bigint): string => decimalString(amount, LEDGER_DIGITS);

/** An amount at a rate (a decimal string with at most 12 digits after the point), half-even. */
export function atRate(amount: bigint, rate: string): bigint {
  return divideHalfEven(amount * scaledInteger(rate, RATE_DIGITS), 10n ** BigInt(RATE_DIGITS));
}

/** A decimal string as an amount of the ledger; negative is a credit. */
export const ledgerAmount = z
  .string()
  .trim()
  .regex(/^-?\d{1,14}(\.\d{1,4})?$/, {
    error: 'is not an amount with at most 14 digits before the point and 4 after it',
  })
  .transform(toLedgerAmount);
