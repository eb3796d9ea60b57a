import { BillingInterval, BudgetScope, ProjectionChangeKind } from '@outlay/prisma';
import { z } from 'zod';
import { pool } from '../../../db.ts';
import { startOfDay } from '../../../lib/calendar.ts';
import { InvalidInputError } from '../../../lib/errors.ts';
import { fromNano, NANO_DIGITS, scaledInteger } from '../../../lib/money.ts';
import { subjectExists, subjectId } from '../../budgets/budget-scopes.ts';
import { ledgerDay } from '../../ledger/ledger-day.ts';
import { nameField, shortText } from '../../people/name-field.ts';

const MOST_CHANGES = 20;
const HUNDRED = 100n * 10n ** BigInt(NANO_DIGITS);
const MOST_PERCENT = 100n * HUNDRED;

const change = z
  .object({
    name: nameField,
    scope: z.enum(BudgetScope),
    scopeId: z.int(),
    kind: z.enum(ProjectionChangeKind),
    value: z
      .string()
      .trim()
      .regex(/^-?\d{1,15}(\.\d{1,9})?$/, {
        error: 'is not a number with at most 15 digits before the point and 9 after it',
      })
      .transform((text) => scaledInteger(text, NANO_DIGITS))
      .refine((nano) => nano !== 0n, { error: 'changes nothing', params: { remedy: 'Use a number other than 0.' } }),
    from: ledgerDay,
    until: ledgerDay.nullable(),
    interval: z.enum(BillingInterval).nullable(),
  })
  .refine(({ kind, value }) => kind === 'AMOUNT' || (value >= -HUNDRED && value <= MOST_PERCENT), {
    path: ['value'],
    error: 'is not a percentage from -100 to 10000',
    params: { remedy: 'Use -100 for something that stops.' },
  })
  .refine(({ kind, interval }) => kind === 'AMOUNT' || interval === null, {
    path: ['interval'],
    error: 'belongs to an amount',
    params: { remedy: 'Leave it out of a percentage.' },
  })
  .refine(({ from, until }) => until === null || until > from, {
    path: ['until'],
    error: 'is not after from',
    params: { remedy: 'Name the first day on which it counts no longer.' },
  });

export const scenarioFields = {
  name: nameField,
  notes: shortText,
  isShared: z.boolean(),
  changes: z
    .array(change)
    .min(1)
    .max(MOST_CHANGES, { error: `are more than ${MOST_CHANGES}` }),
};

export type ChangeDraft = z.output<typeof change>;

/** @throws InvalidInputError when a change is about something that does not exist */
export async function requireSubjects(changes: readonly ChangeDraft[]): Promise<void> {
  for (const [index, subject] of changes.entries()) {
    if (await subjectExists(pool, subject)) continue;
    const problem = 'there is no such thing.';
    const field = `changes.${index}.subject.id`;
    throw new InvalidInputError(field, subjectId(subject) ?? '', problem, 'Copy the id from an answer.');
  }
}

export function changeRows(changes: readonly ChangeDraft[]) {
  return changes.map(({ value, from, until, ...row }) => ({
    ...row,
    value: fromNano(value),
    from: startOfDay(from),
    until: until === null ? null : startOfDay(until),
  }));
}

/** As the audit log keeps it. */
export function changeSnapshots(changes: readonly ChangeDraft[]) {
  return changes.map(({ value, ...row }) => ({ ...row, value: fromNano(value) }));
}
