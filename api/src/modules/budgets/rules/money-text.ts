import { decimalString, divideHalfEven, NANO_DIGITS } from '../../../lib/money.ts';

const CENT_NANO = 10n ** BigInt(NANO_DIGITS - 2);

/** Nano-units for people, to the hundredth: `61.20 USD`. Exact figures are in the evidence. */
export function moneyText(nano: bigint, currency: string): string {
  const cents = divideHalfEven(nano, CENT_NANO);
  const [whole = '0', fraction = ''] = decimalString(cents, 2).split('.');
  return `${whole}.${fraction.padEnd(2, '0')} ${currency}`;
}
