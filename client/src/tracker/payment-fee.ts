import { InvalidEvent } from './invalid-event.ts';

/** What a gateway takes of a payment: a share of it (`'0.029'` is 2.9 %) and a fixed part, both decimal strings. */
export interface PaymentFeeRate {
  share: string;
  fixed: string;
}

/** By gateway, then by currency (ISO 4217). */
export type PaymentFeeTable = Readonly<Record<string, Readonly<Record<string, PaymentFeeRate>>>>;

/**
 * Standard rates as published in November 2026: Stripe's for domestic cards online (EUR: standard cards of the EEA, GBP:
 * of the United Kingdom), PayPal's checkout in the United States, Paddle's. Contracts differ: see `paymentFees`.
 */
export const STANDARD_PAYMENT_FEES: PaymentFeeTable = {
  stripe: {
    USD: { share: '0.029', fixed: '0.30' },
    EUR: { share: '0.015', fixed: '0.25' },
    GBP: { share: '0.015', fixed: '0.20' },
  },
  paypal: { USD: { share: '0.0349', fixed: '0.49' } },
  paddle: { USD: { share: '0.05', fixed: '0.50' } },
};

const DIGITS = 12;
const DECIMAL = /^(\d{1,15})(?:\.(\d{1,12}))?$/;

/** The fee in the payment's currency, half-even to its smallest coin, as the server computes it. @throws InvalidEvent */
export function paymentFee(table: PaymentFeeTable, gateway: string, currency: string, amount: string): string {
  const rate = table[gateway.toLowerCase()]?.[currency];
  if (!rate)
    throw new InvalidEvent('gateway', `${gateway} ${currency}`, 'Set its share and fixed part in paymentFees.');
  const unit = 10n ** BigInt(DIGITS);
  const exact = scaled('amount', amount) * scaled('share', rate.share) + scaled('fixed', rate.fixed) * unit;
  const coinDigits = coinDigitsOf(currency);
  const coins = divideHalfEven(exact, unit * 10n ** BigInt(DIGITS - coinDigits));
  return decimal(coins, coinDigits);
}

function scaled(field: string, value: unknown): bigint {
  const match = typeof value === 'string' ? DECIMAL.exec(value) : null;
  if (!match) throw new InvalidEvent(field, value, "Give a decimal string from 0 such as '49.90'.");
  return BigInt(`${match[1]}${(match[2] ?? '').padEnd(DIGITS, '0')}`);
}

function coinDigitsOf(currency: string): number {
  if (!/^[A-Z]{3}$/.test(currency)) throw new InvalidEvent('currency', currency, 'Give an ISO 4217 code such as USD.');
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  const distance = 2n * (numerator % denominator) - denominator;
  return distance > 0n || (distance === 0n && quotient % 2n !== 0n) ? quotient + 1n : quotient;
}

function decimal(coins: bigint, digits: number): string {
  const text = coins.toString().padStart(digits + 1, '0');
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
