import { type AlertRule, type AlertRuleKind, AlertSeverity } from '@outlay/prisma';
import { z } from 'zod';
import { currencyCode } from '../../../lib/currency-code.ts';
import { InvalidInputError } from '../../../lib/errors.ts';
import { decimalString, scaledInteger } from '../../../lib/money.ts';
import { nameField } from '../../people/name-field.ts';
import { ruleKind } from './alert-rule-kinds.ts';

const positive = { error: 'must be more than 0', params: { remedy: 'Write a positive number.' } };
const hasValue = (text: string) => /[1-9]/.test(text);

/** What both a new rule and a change may say; left out: stays, or the kind's own at first. */
export const ruleFields = {
  name: nameField.nullish(),
  isEnabled: z.boolean().nullish(),
  severity: z.enum(AlertSeverity).nullish(),
  amount: z
    .string()
    .trim()
    .regex(/^\d{1,14}(\.\d{1,4})?$/, {
      error: 'is not an amount with at most 14 digits before the point and 4 after it',
    })
    .refine(hasValue, positive)
    .nullish(),
  currency: currencyCode.nullish(),
  percent: z.int().min(1).max(10_000).nullish(),
  days: z.int().nullish(),
  factor: z
    .string()
    .trim()
    .regex(/^\d{1,3}(\.\d)?$/, { error: 'is not a number below 1,000 with at most one digit after the point' })
    .refine((text) => /^0*[1-9]/.test(text), { error: 'must be at least 1', params: positive.params })
    .nullish(),
  includesFixed: z.boolean().nullish(),
};
type Fields = z.output<z.ZodObject<typeof ruleFields>>;

export const toTenths = (factor: string) => Number(scaledInteger(factor, 1));
export const fromTenths = (tenths: number) => decimalString(BigInt(tenths), 1);

const FIELDS = ['amount', 'currency', 'percent', 'days', 'factor', 'includesFixed'] as const;

/** @throws InvalidInputError for a field that the kind does not have, or a number of days it cannot use */
export function requireFieldsOf(kind: AlertRuleKind, fields: Fields): void {
  const own = ruleKind(kind);
  const has = { ...own, currency: own.amount };
  for (const field of FIELDS) {
    if (fields[field] === null || fields[field] === undefined || has[field] !== undefined) continue;
    throw new InvalidInputError(field, fields[field], `A rule of the kind ${kind} has none.`, 'Leave it out.');
  }
  const { days } = own;
  if (!days || typeof fields.days !== 'number') return;
  if (fields.days < days.least || fields.days > days.most) {
    const remedy = `Use ${days.least} to ${days.most}.`;
    throw new InvalidInputError('days', fields.days, `is outside ${days.least} to ${days.most}.`, remedy);
  }
}

/** The columns that the input sets. */
export function ruleData({ factor, ...fields }: Fields) {
  const { name, isEnabled, severity, amount, currency, percent, days, includesFixed } = fields;
  return {
    ...(name ? { name } : {}),
    ...(typeof isEnabled === 'boolean' ? { isEnabled } : {}),
    ...(severity ? { severity } : {}),
    ...(amount ? { amount } : {}),
    ...(currency ? { currency } : {}),
    ...(typeof percent === 'number' ? { percent } : {}),
    ...(typeof days === 'number' ? { days } : {}),
    ...(factor ? { factorTenths: toTenths(factor) } : {}),
    ...(typeof includesFixed === 'boolean' ? { includesFixed } : {}),
  };
}

/** What the audit log says of a rule. */
export function ruleSnapshot({ id, version, createdAt, evaluatedAt, removedAt, activeFrom, ...rule }: AlertRule) {
  return { ...rule, amount: rule.amount?.toFixed() ?? null };
}
