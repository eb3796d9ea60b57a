import { z } from 'zod';
import type { Context } from '../../graphql/context.ts';
import { addDays, addMonths, type Day, startOfDay } from '../../lib/calendar.ts';
import { ConflictError } from '../../lib/errors.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { type AmendedSubscription, amendSubscription } from './amend-subscription.ts';
import { billingDates, type SubscriptionTerms } from './charge-plan.ts';
import { requireDates } from './subscription-checks.ts';
import { dayField } from './subscription-fields.ts';
import { dateOf, termsOf } from './subscription-terms.ts';

const schema = z.object({
  subscriptionId: z.int(),
  version: z.int(),
  endsOn: dayField.nullish(),
  cancelledOn: dayField.nullish(),
});

export type CancelSubscriptionInput = z.input<typeof schema>;

/**
 * Ends it on a day, else when the trial or what was paid for is over; nothing is paid back.
 * @throws InvalidInputError | NotFoundError | ConflictError
 */
export async function cancelSubscription(
  context: Context,
  input: CancelSubscriptionInput,
): Promise<AmendedSubscription> {
  const { subscriptionId, version, endsOn, cancelledOn } = parseInput(schema, input);
  const amendment = { action: 'cancelSubscription', subscriptionId, version };
  return amendSubscription(context, amendment, async (tx, record, day) => {
    const terms = termsOf(record);
    const end = endsOn ?? paidUntil(terms, day);
    requireDates({ ...terms, endsOn: end }, day);
    const data = { endsOn: startOfDay(end), cancelledOn: dateOf(cancelledOn ?? day) };
    await tx.subscription.update({ where: { id: subscriptionId }, data });
  });
}

/** Takes a cancellation back: it renews again. @throws InvalidInputError | NotFoundError | ConflictError */
export async function resumeSubscription(
  context: Context,
  input: { subscriptionId: number; version: number },
): Promise<AmendedSubscription> {
  return amendSubscription(context, { action: 'resumeSubscription', ...input }, async (tx, record) => {
    if (record.endsOn === null) throw new ConflictError('subscriptionId', `${record.name} does not end.`);
    const data = { endsOn: null, cancelledOn: null };
    await tx.subscription.update({ where: { id: record.id }, data });
  });
}

/** The first day after `today` that would be paid for anew; at least a day after the start. */
function paidUntil(terms: SubscriptionTerms, today: Day): Day {
  if (terms.trialUntil !== null && today < terms.trialUntil && terms.startedOn < terms.trialUntil)
    return terms.trialUntil;
  const from = addDays(today < terms.startedOn ? terms.startedOn : today, 1);
  for (const { date } of billingDates({ ...terms, endsOn: null }, { from, until: addMonths(from, 25) })) return date;
  return from;
}
