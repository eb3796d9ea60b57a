import { z } from 'zod';
import type { Day } from '../../lib/calendar.ts';
import { InvalidInputError } from '../../lib/errors.ts';
import { dayField, priceField, seatsField } from './subscription-fields.ts';
import { type SubscriptionRecord, termsOf } from './subscription-terms.ts';

/** What a dated change of price may say. */
export const planPriceFields = {
  planCode: z.string().nullish(),
  amount: priceField.nullish(),
  seats: seatsField.nullish(),
  from: dayField.nullish(),
};

/** @throws InvalidInputError unless the day lies between its start and its end */
export function requireWithin(record: SubscriptionRecord, field: string, day: Day): void {
  const { startedOn, endsOn } = termsOf(record);
  if (day < startedOn)
    throw new InvalidInputError(field, day, `is before its start on ${startedOn}.`, 'Choose a later day.');
  if (endsOn !== null && day >= endsOn)
    throw new InvalidInputError(field, day, `is after its end: it ends on ${endsOn}.`, 'Choose an earlier day.');
}
