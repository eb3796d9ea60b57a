import { z } from 'zod';
import type { Context } from '../../graphql/context.ts';
import { addDays, startOfDay } from '../../lib/calendar.ts';
import { InvalidInputError } from '../../lib/errors.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { fromLedgerAmount } from '../ledger/ledger-amount.ts';
import { type AmendedSubscription, amendSubscription } from './amend-subscription.ts';
import { billingDates } from './charge-plan.ts';
import { requirePostable } from './subscription-checks.ts';
import { dayField, priceField } from './subscription-fields.ts';
import { termsOf } from './subscription-terms.ts';

const schema = z.object({ subscriptionId: z.int(), billingDate: dayField, amount: priceField.nullable() });

export type SetSubscriptionChargeInput = z.input<typeof schema>;

/** What one billing date really cost, all seats together; null: its price again. @throws InvalidInputError | NotFoundError */
export async function setSubscriptionCharge(
  context: Context,
  input: SetSubscriptionChargeInput,
): Promise<AmendedSubscription> {
  const { subscriptionId, billingDate, amount } = parseInput(schema, input);
  return amendSubscription(context, { action: 'setSubscriptionCharge', subscriptionId }, async (tx, record) => {
    const range = { from: billingDate, until: addDays(billingDate, 1) };
    if (billingDates(termsOf(record), range).next().done)
      throw new InvalidInputError(
        'billingDate',
        billingDate,
        `${record.name} is not billed on that day.`,
        'Choose one of its billing dates.',
      );
    if (amount !== null) await requirePostable(tx, { currency: record.currency, amount, seats: 1, day: billingDate });
    const key = { subscriptionId, billingDate: startOfDay(billingDate) };
    await tx.subscriptionCharge.deleteMany({ where: key });
    if (amount !== null) await tx.subscriptionCharge.create({ data: { ...key, amount: fromLedgerAmount(amount) } });
  });
}
