import { decimalString, divideHalfEven, NANO_DIGITS } from '../../../lib/money.ts';

const CENT_NANO = 10n ** BigInt(NANO_DIGITS - 2);

/** Nano-units for people, to the hundredth: `61.20 USD`. Exact figures are in the evidence. */
export const moneyText = (nano: bigint, currency: string): string => `${hundredths(nano)} ${currency}`;

/** `61.20` */
export function hundredths(nano: bigint): string {
  const cents = divideHalfEven(nano, CENT_NANO);
  const [whole = '0', fraction = ''] = decimalString(cents, 2).split('.');
  return `${whole}.${fraction.padEnd(2, '0')}`;
}
