import type { Budget, BudgetMetric, BudgetPeriod } from '@outlay/prisma';
import { z } from 'zod';
import { type Day, utcDay } from '../../lib/calendar.ts';
import { InvalidInputError } from '../../lib/errors.ts';
import { fromNano, NANO_DIGITS, scaledInteger } from '../../lib/money.ts';
import { ledgerDay } from '../ledger/ledger-day.ts';
import { nameField, shortText } from '../people/name-field.ts';

const MAX_THRESHOLDS = 10;
const MAX_PERCENT = 1000;

/** A positive amount → units of 1e-9. */
export const budgetAmount = z
  .string()
  .trim()
  .regex(/^\d{1,15}(\.\d{1,9})?$/, {
    error: 'is not a positive amount with at most 15 digits before the point and 9 after it',
  })
  .transform((text) => scaledInteger(text, NANO_DIGITS))
  .refine((nano) => nano > 0n, { error: 'is not above 0', params: { remedy: 'Use an amount above 0.' } });

const thresholds = z
  .array(z.int().min(1).max(MAX_PERCENT))
  .max(MAX_THRESHOLDS, { error: `are more than ${MAX_THRESHOLDS}` })
  .refine((values) => new Set(values).size === values.length, {
    error: 'name a percentage twice',
    params: { remedy: 'Name each percentage once.' },
  })
  .transform((values) => values.toSorted((a, b) => a - b));

export const budgetFields = {
  name: nameField,
  limit: budgetAmount,
  thresholds,
  isHard: z.boolean(),
  alertsOnProjection: z.boolean(),
  carriesOver: z.boolean(),
  validFrom: ledgerDay.nullable(),
  validUntil: ledgerDay.nullable(),
  parentId: z.int().nullable(),
  notes: shortText,
};

interface BudgetTerms {
  period: BudgetPeriod;
  metric: BudgetMetric;
  limit: bigint;
  alertsOnProjection: boolean;
  carriesOver: boolean;
  validFrom: Day | null;
  validUntil: Day | null;
}

/** What fields only together can get wrong. @throws InvalidInputError naming the field */
export function requireTerms(terms: BudgetTerms): void {
  const { period, metric, limit, alertsOnProjection, carriesOver, validFrom, validUntil } = terms;
  requireWhole(metric, limit);
  if (alertsOnProjection && (period === 'HOURLY' || period === 'DAILY')) {
    const problem = `a budget that is ${period} ends before anything can be projected.`;
    throw new InvalidInputError('alertsOnProjection', true, problem, 'Use a longer period, or false.');
  }
  if (carriesOver && period === 'HOURLY') {
    const remedy = 'Use a longer period, or false.';
    throw new InvalidInputError('carriesOver', true, 'an hour carries nothing over to the next.', remedy);
  }
  if (validFrom !== null && validUntil !== null && validUntil <= validFrom) {
    const problem = `${validUntil} is not after validFrom (${validFrom}).`;
    throw new InvalidInputError('validUntil', validUntil, problem, 'Use a later day, or null.');
  }
}

/** @throws InvalidInputError naming the limit */
export function requireWhole(metric: BudgetMetric, limit: bigint, field = 'limit'): void {
  if (metric === 'COST' || limit % 10n ** BigInt(NANO_DIGITS) === 0n) return;
  const problem = `${fromNano(limit)} is no whole number of ${metric.toLowerCase()}.`;
  throw new InvalidInputError(field, fromNano(limit), problem, 'Write it without a fraction.');
}

/** As the audit log keeps it. */
export function budgetSnapshot(budget: Budget) {
  const { name, scope, scopeId, period, metric, limit, isHard, thresholds, alertsOnProjection } = budget;
  const { carriesOver, validFrom, validUntil, parentId, notes, archivedAt } = budget;
  return {
    ...{ name, scope, scopeId, period, metric, limit: limit.toFixed(), isHard, thresholds, alertsOnProjection },
    ...{ carriesOver, validFrom: validFrom && utcDay(validFrom), validUntil: validUntil && utcDay(validUntil) },
    ...{ parentId, notes, isArchived: archivedAt !== null },
  };
}
