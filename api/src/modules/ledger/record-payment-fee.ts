import { z } from 'zod';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { currencyCode } from '../../lib/currency-code.ts';
import { InvalidInputError } from '../../lib/errors.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { entryAmount } from './cost-entry-fields.ts';
import { type CreateCostEntryInput, createCostEntry } from './create-cost-entry.ts';
import { fromLedgerAmount } from './ledger-amount.ts';
import { ledgerDay } from './ledger-day.ts';
import { paymentFee } from './payment-fee.ts';
import { gatewayName } from './set-payment-fee-rate.ts';

const schema = z.object({
  gateway: gatewayName,
  currency: currencyCode,
  amount: entryAmount.refine((amount) => amount > 0n, {
    error: 'is negative',
    params: { remedy: 'Write what was paid.' },
  }),
  date: ledgerDay,
  description: z.string().trim().max(500).nullish(),
});

type RecordPaymentFeeInput = z.input<typeof schema> & Pick<CreateCostEntryInput, 'lines'>;

/** Enters what the gateway took of a payment as a cost of the gateway. Answers the entry's id. @throws InvalidInputError | PeriodClosedError */
export async function recordPaymentFee(context: Context, { lines, ...input }: RecordPaymentFeeInput): Promise<number> {
  requireAdmin(context.actor);
  const { gateway, currency, amount, date, description } = parseInput(schema, input);
  const fee = await paymentFee(db, { gateway, currency, amount, day: date });
  if (fee === 0n) {
    const problem = 'its fee is less than the smallest coin.';
    throw new InvalidInputError('amount', input.amount, problem, 'There is nothing to enter.');
  }
  return createCostEntry(context, {
    ...{ date, currency, kind: 'VARIABLE', vendorName: gateway, lines },
    amount: fromLedgerAmount(fee),
    description: description || `${gateway} fee on ${fromLedgerAmount(amount)} ${currency}`,
  });
}
