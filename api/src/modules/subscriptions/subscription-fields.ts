import { BillingInterval } from '@outlay/prisma';
import { z } from 'zod';
import { isDay } from '../../lib/calendar.ts';
import { currencyCode } from '../../lib/currency-code.ts';
import { ledgerAmount } from '../ledger/ledger-amount.ts';
import { nameField, shortText } from '../people/name-field.ts';

export const dayField = z
  .string()
  .refine(isDay, { error: 'is not a calendar day', params: { remedy: 'Write 2026-11-01.' } });

/** In 1e-4 of the currency. */
export const priceField = ledgerAmount.refine((amount) => amount >= 0n, {
  error: 'is negative',
  params: { remedy: 'Write what it costs; a discount is a lower price.' },
});

export const seatsField = z.int().min(1).max(100_000);

/** What both a new subscription and a change of one may say. */
export const detailFields = {
  name: nameField.nullish(),
  noticeDays: z.int().min(0).max(366).nullish(),
  /** Null: never. */
  reminderDays: z.int().min(0).max(180).nullish(),
  notes: shortText.nullish(),
  category: z.string().trim().max(100).nullish(),
  connectionId: z.int().nullish(),
  glAccountId: z.int().nullish(),
  projectId: z.int().nullish(),
};

export const createFields = z.object({
  ...detailFields,
  planCode: z.string().nullish(),
  vendor: nameField.nullish(),
  tool: z
    .string()
    .trim()
    .regex(/^[a-z][a-z0-9_]{0,49}$/, { error: 'is not the code of a tool, such as claude_code' })
    .nullish(),
  interval: z.enum(BillingInterval).nullish(),
  currency: currencyCode.nullish(),
  amount: priceField.nullish(),
  seats: seatsField.nullish(),
  startedOn: dayField,
  trialUntil: dayField.nullish(),
  endsOn: dayField.nullish(),
  isVariable: z.boolean().nullish(),
  memberId: z.int().nullish(),
  teamId: z.int().nullish(),
});

export type CreateSubscriptionInput = z.input<typeof createFields>;
export type NewSubscription = z.output<typeof createFields>;
