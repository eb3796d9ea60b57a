import { z } from 'zod';
import type { BillingInterval, CreateSubscriptionInput } from '../../gql/graphql.ts';
import { amountField } from '../../lib/amount-field.ts';
import { nameField } from '../../lib/person-fields.ts';
import { chosenOwner, type OwnerValues } from './owner-fields.tsx';
import { listPriceOn, type PlanChoice } from './use-plans.ts';

export interface NewSubscriptionValues extends OwnerValues {
  from: 'catalogue' | 'free';
  planCode: string | null;
  name: string;
  vendor: string;
  interval: BillingInterval;
  amount: string;
  currency: string;
  seats: number | string;
  isVariable: boolean;
  startedOn: string | null;
  trialUntil: string | null;
  endsOn: string | null;
  noticeDays: number | string;
  reminderDays: number | string;
  category: string;
  notes: string;
  [field: string]: unknown;
}

export const seatsField = z
  .number('Enter how many seats.')
  .int('Seats are whole.')
  .min(1, 'Enter 1 seat or more.')
  .max(100_000, 'Enter at most 100,000 seats.');

/** Days ahead of something; empty: none. */
export const daysField = z
  .number()
  .int('Days are whole.')
  .min(0, 'Enter 0 days or more.')
  .max(366, 'Enter at most 366 days.')
  .or(z.literal(''));

const shared = z.object({
  amount: amountField,
  seats: seatsField,
  startedOn: z.string('Choose the first day.'),
  noticeDays: daysField,
  reminderDays: daysField,
});
const fromCatalogue = shared.extend({ planCode: z.string('Choose a plan, or “Something else”.') });
const free = shared.extend({ name: nameField, vendor: z.string().trim().min(1, 'Say who is paid.') });

/** The messages by field; the server judges how the dates stand to each other. */
export function newSubscriptionProblems(values: NewSubscriptionValues): Record<string, string> {
  const schema = values.from === 'catalogue' ? fromCatalogue : free;
  const judged = values.isVariable && !values.amount ? { ...values, amount: '0' } : values;
  const { error } = schema.safeParse(judged);
  const problems: Record<string, string> = {};
  for (const { path, message } of error?.issues ?? []) problems[String(path[0])] ??= message;
  const hasOwner = values.ownerKind === 'member' ? values.memberId : values.teamId;
  if (!hasOwner) problems[values.ownerKind === 'member' ? 'memberId' : 'teamId'] = 'Choose who has it.';
  return problems;
}

/** What a plan brings along: interval, price and seats, still to be changed. */
export function planDefaults(plan: PlanChoice, interval: BillingInterval, day: string) {
  const price = listPriceOn(plan, interval, day) ?? plan.prices[0];
  if (!price) return { seats: plan.minSeats };
  return { interval: price.interval, amount: price.amount, currency: price.currency, seats: plan.minSeats };
}

const daysOf = (value: number | string): number | null => (typeof value === 'number' ? value : null);

export function toCreateInput(values: NewSubscriptionValues): CreateSubscriptionInput {
  const { interval, currency, isVariable, trialUntil, endsOn, category, notes } = values;
  const what =
    values.from === 'catalogue'
      ? { planCode: values.planCode }
      : { name: values.name.trim(), vendor: values.vendor.trim() };
  return {
    ...what,
    ...chosenOwner(values),
    ...{ interval, currency, isVariable, category, notes },
    amount: isVariable && !values.amount ? null : values.amount.trim(),
    seats: Number(values.seats),
    startedOn: values.startedOn ?? '',
    trialUntil: trialUntil || null,
    endsOn: endsOn || null,
    noticeDays: daysOf(values.noticeDays) ?? 0,
    reminderDays: daysOf(values.reminderDays),
  };
}
