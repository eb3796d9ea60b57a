import type { Prisma } from '@outlay/prisma';
import { z } from 'zod';
import type { Context } from '../../graphql/context.ts';
import { type Day, startOfDay, utcDay } from '../../lib/calendar.ts';
import { InvalidInputError } from '../../lib/errors.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { fromLedgerAmount, toLedgerAmount } from '../ledger/ledger-amount.ts';
import { type AmendedSubscription, amendSubscription } from './amend-subscription.ts';
import { heldOn } from './charge-plan.ts';
import { listPrice, requirePlan } from './new-subscription-terms.ts';
import { isPlanName } from './plan-name.ts';
import { planPriceFields, requireWithin } from './price-change.ts';
import { requireDates, requireLinks, requirePostable } from './subscription-checks.ts';
import { dayField, detailFields } from './subscription-fields.ts';
import { dateOf, type SubscriptionRecord, termsOf } from './subscription-terms.ts';

const schema = z.object({
  ...detailFields,
  ...planPriceFields,
  subscriptionId: z.int(),
  version: z.int(),
  startedOn: dayField.nullish(),
  trialUntil: dayField.nullish(),
  endsOn: dayField.nullish(),
});

export type ChangeSubscriptionInput = z.input<typeof schema>;
type Change = z.output<typeof schema>;

/**
 * Changes what is given. Plan, price and seats hold from a day on, with their history kept: days already paid for at
 * another price are charged or credited on that day. Dates are corrections: the books follow them, closed months by
 * adjustments. @throws InvalidInputError | NotFoundError | ConflictError | ForbiddenError
 */
export async function changeSubscription(
  context: Context,
  input: ChangeSubscriptionInput,
): Promise<AmendedSubscription> {
  const change = parseInput(schema, input);
  const { subscriptionId, version } = change;
  const amendment = { action: 'changeSubscription', subscriptionId, version };
  return amendSubscription(context, amendment, async (tx, record, day) => {
    await requireLinks(tx, context.actor, { ...change, currency: record.currency });
    const plan = await changePrice(tx, record, change, day);
    const { startedOn, trialUntil, endsOn } = datesOf(record, change);
    requireDates({ startedOn, trialUntil, endsOn }, day);
    if (change.startedOn) await moveStart(tx, record, change.startedOn);
    await tx.subscription.update({
      where: { id: subscriptionId },
      data: {
        startedOn: startOfDay(startedOn),
        trialUntil: dateOf(trialUntil),
        endsOn: dateOf(endsOn),
        ...(plan && isPlanName(record.name) ? { name: plan.name } : {}),
        ...given(change),
      },
    });
  });
}

/** Null takes away what need not be there; what was left out stays. */
function given({ name, notes, category, noticeDays, reminderDays, connectionId, glAccountId, projectId }: Change) {
  return {
    ...(name ? { name } : {}),
    ...(notes === undefined ? {} : { notes: notes ?? '' }),
    ...(category === undefined ? {} : { category: category ?? '' }),
    ...(noticeDays === undefined ? {} : { noticeDays: noticeDays ?? 0 }),
    ...(reminderDays === undefined ? {} : { reminderDays }),
    ...(connectionId === undefined ? {} : { connectionId }),
    ...(glAccountId === undefined ? {} : { glAccountId }),
    ...(projectId === undefined ? {} : { projectId }),
  };
}

function datesOf(record: SubscriptionRecord, change: Change) {
  const terms = termsOf(record);
  return {
    startedOn: change.startedOn ?? terms.startedOn,
    trialUntil: change.trialUntil === undefined ? terms.trialUntil : change.trialUntil,
    endsOn: change.endsOn === undefined ? terms.endsOn : change.endsOn,
  };
}

/** Answers the plan that holds from today on or earlier, if another was chosen. */
async function changePrice(tx: Prisma.TransactionClient, record: SubscriptionRecord, change: Change, day: Day) {
  const { planCode, amount, seats } = change;
  if (!planCode && amount == null && seats == null) {
    if (!change.from) return undefined;
    throw new InvalidInputError('from', change.from, 'dates nothing.', 'Give planCode, amount or seats with it.');
  }
  const from = change.from ?? day;
  requireWithin(record, 'from', from);
  const plan = requirePlan(planCode);
  await requireSameVendor(tx, record, plan);
  const held = heldOn(
    record.prices.map((price) => ({ ...price, from: utcDay(price.from) })),
    from,
  );
  const price = amount ?? (plan ? listPrice(plan, record, from) : undefined) ?? toLedgerAmount(held.amount.toFixed());
  const wanted = { amount: price, seats: seats ?? held.seats };
  await requirePostable(tx, { ...wanted, currency: record.currency, day: from });
  const data = { planCode: plan?.code ?? held.planCode, ...wanted, amount: fromLedgerAmount(price) };
  const key = { subscriptionId: record.id, from: startOfDay(from) };
  await tx.subscriptionPrice.upsert({
    where: { subscriptionId_from: key },
    create: { ...key, ...data },
    update: data,
  });
  return from <= day ? plan : undefined;
}

async function requireSameVendor(
  tx: Prisma.TransactionClient,
  record: SubscriptionRecord,
  plan: ReturnType<typeof requirePlan>,
): Promise<void> {
  if (!plan) return;
  const vendor = await tx.vendor.findUniqueOrThrow({ where: { id: record.vendorId } });
  if (vendor.code === plan.vendorCode) return;
  const problem = `${plan.name} is sold by ${plan.vendorName}, not ${vendor.name}.`;
  throw new InvalidInputError('planCode', plan.code, problem, 'Cancel this subscription and add another.');
}

/** The first price and owner hold from the start, wherever that moves. */
async function moveStart(tx: Prisma.TransactionClient, record: SubscriptionRecord, startedOn: Day): Promise<void> {
  const from = startOfDay(startedOn);
  const [price, nextPrice] = record.prices;
  const [owner, nextOwner] = record.owners;
  if (price && (!nextPrice || from < nextPrice.from))
    await tx.subscriptionPrice.updateMany({ where: { id: price.id }, data: { from } });
  if (owner && (!nextOwner || from < nextOwner.from))
    await tx.subscriptionOwner.updateMany({ where: { id: owner.id }, data: { from } });
}
