import type { PaymentFeeRate, Prisma } from '@outlay/prisma';
import { type Day, startOfDay } from '../../lib/calendar.ts';
import { InvalidInputError } from '../../lib/errors.ts';
import { divideHalfEven, scaledInteger } from '../../lib/money.ts';
import { literalText } from '../../lib/search-text.ts';
import { LEDGER_DIGITS } from './ledger-amount.ts';

const SHARE_DIGITS = 8;

/** A payment (1e-4 of its currency) costs its share and the fixed part, half-even to the currency's smallest coin. */
export function feeOf(
  { share, fixed, currency }: { share: string; fixed: string; currency: string },
  amount: bigint,
): bigint {
  const shareScale = 10n ** BigInt(SHARE_DIGITS);
  const exact = amount * scaledInteger(share, SHARE_DIGITS) + scaledInteger(fixed, LEDGER_DIGITS) * shareScale;
  const coin = 10n ** BigInt(LEDGER_DIGITS - coinDigits(currency));
  return divideHalfEven(exact, shareScale * coin) * coin;
}

/** JPY has none, USD two, KWD three. */
function coinDigits(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return Math.min(LEDGER_DIGITS, format.resolvedOptions().maximumFractionDigits ?? 2);
}

export interface Payment {
  gateway: string;
  currency: string;
  /** In 1e-4 of the currency. */
  amount: bigint;
  day: Day;
}

/** The fee by the table that holds on the day. @throws InvalidInputError when the gateway has none for the currency */
export async function paymentFee(tx: Prisma.TransactionClient, payment: Payment): Promise<bigint> {
  const { share, fixed, currency } = await requireFeeRate(tx, payment);
  return feeOf({ share: share.toFixed(), fixed: fixed.toFixed(), currency }, payment.amount);
}

async function requireFeeRate(
  tx: Prisma.TransactionClient,
  { gateway, currency, day }: Payment,
): Promise<PaymentFeeRate> {
  const rate = await tx.paymentFeeRate.findFirst({
    where: { gateway: { equals: literalText(gateway), mode: 'insensitive' }, currency, from: { lte: startOfDay(day) } },
    orderBy: { from: 'desc' },
  });
  if (rate) return rate;
  const problem = `there is no fee of ${gateway} for ${currency} on ${day}.`;
  throw new InvalidInputError('gateway', gateway, problem, 'Set it with setPaymentFeeRate first.');
}
