import { z } from 'zod';
import type { BudgetMetric, BudgetPeriod, ChangeBudgetInput, CreateBudgetInput } from '../../gql/graphql.ts';
import { addDays } from '../../lib/day.ts';
import { isDecimal, isZero } from '../../lib/decimal.ts';
import type { BudgetRow } from './budget.ts';
import { type ChosenSubject, subjectInput } from './subject-fields.tsx';

const metrics = ['COST', 'TOKENS', 'REQUESTS'] as const satisfies readonly BudgetMetric[];
const periods = [
  'HOURLY',
  'DAILY',
  'WEEKLY',
  'MONTHLY',
  'QUARTERLY',
  'YEARLY',
] as const satisfies readonly BudgetPeriod[];

/** `1,500` and `$20` as people write them. */
export const plainNumber = (text: string) => text.replace(/[\s$€£¥']/g, '').replace(/,(?=\d{3}(\D|$))/g, '');

export const limitField = z
  .string()
  .transform(plainNumber)
  .refine((text) => isDecimal(text) && !text.startsWith('-') && !isZero(text), 'Write a number above 0, such as 500.');

const percentText = z.string().refine((text) => {
  const value = Number(text.replace('%', ''));
  return Number.isInteger(value) && value >= 1 && value <= 1000;
});

export const budgetSchema = z
  .object({
    name: z.string().trim().min(1, 'Enter a name.').max(200, 'Use at most 200 characters.'),
    subject: z.custom<ChosenSubject>(),
    metric: z.enum(metrics),
    period: z.enum(periods),
    limit: limitField,
    limitNote: z.string().max(500, 'Use at most 500 characters.'),
    thresholds: z.array(percentText, 'Write whole percentages from 1 to 1000.').max(10, 'Use at most ten.'),
    isHard: z.boolean(),
    alertsOnProjection: z.boolean(),
    carriesOver: z.boolean(),
    parentId: z.string(),
    validFrom: z.string().nullable(),
    /** The last day, included. */
    validUntil: z.string().nullable(),
    notes: z.string().max(500, 'Use at most 500 characters.'),
  })
  .refine(({ subject }) => subject.scope === 'ORGANIZATION' || subject.id, {
    path: ['subject'],
    message: 'Choose whom or what it is about.',
  })
  .refine(({ thresholds }) => thresholds.every((text) => percentText.safeParse(text).success), {
    path: ['thresholds'],
    message: 'Write whole percentages from 1 to 1000.',
  });

export type BudgetValues = z.input<typeof budgetSchema>;

/** What the form starts with. */
export function budgetValues(budget: BudgetRow | undefined): BudgetValues {
  return {
    name: budget?.name ?? '',
    subject: budget ? { scope: budget.subject.scope, id: budget.subject.id ?? '' } : { scope: 'ORGANIZATION', id: '' },
    metric: budget?.metric ?? 'COST',
    period: budget?.period ?? 'MONTHLY',
    limit: budget?.limit ?? '',
    limitNote: '',
    thresholds: (budget?.thresholds ?? [50, 80, 100]).map(String),
    isHard: budget?.isHard ?? false,
    alertsOnProjection: budget?.alertsOnProjection ?? false,
    carriesOver: budget?.carriesOver ?? false,
    parentId: budget?.parent?.id ?? '',
    validFrom: budget?.validFrom ?? null,
    validUntil: budget?.validUntil ? addDays(budget.validUntil, -1) : null,
    notes: budget?.notes ?? '',
  };
}

export const canProject = (period: BudgetPeriod) => period !== 'HOURLY' && period !== 'DAILY';
export const canCarryOver = (period: BudgetPeriod) => period !== 'HOURLY';

function sharedInput({ period, thresholds, ...values }: BudgetValues) {
  return {
    name: values.name.trim(),
    limit: plainNumber(values.limit),
    thresholds: thresholds.map((text) => Number(text.replace('%', ''))),
    isHard: values.isHard,
    alertsOnProjection: values.alertsOnProjection && canProject(period),
    carriesOver: values.carriesOver && canCarryOver(period),
    parentId: values.parentId || null,
    validFrom: values.validFrom,
    validUntil: values.validUntil ? addDays(values.validUntil, 1) : null,
    notes: values.notes,
  };
}

export function createInput(values: BudgetValues): CreateBudgetInput {
  const { subject, metric, period } = values;
  return { ...sharedInput(values), subject: subjectInput(subject), metric, period };
}

export function changeInput(values: BudgetValues, { id, version }: BudgetRow): ChangeBudgetInput {
  const limitNote = values.limitNote.trim();
  return { ...sharedInput(values), budgetId: id, version, ...(limitNote ? { limitNote } : {}) };
}
