import { z } from 'zod';
import type { BillingInterval, ProjectionChangeKind, ScenarioChangeInput } from '../../gql/graphql.ts';
import { addDays } from '../../lib/day.ts';
import { isDecimal, isZero } from '../../lib/decimal.ts';
import { nameField } from '../../lib/person-fields.ts';
import { plainNumber } from './budget-form.ts';
import type { Scenario } from './scenario.ts';
import { type ChosenSubject, subjectInput } from './subject-fields.tsx';

export interface ChangeValues {
  /** Of the row, for the form only. */
  key: string;
  name: string;
  subject: ChosenSubject;
  subjectName: string;
  kind: ProjectionChangeKind;
  value: string;
  from: string | null;
  /** The last day, included. */
  until: string | null;
  /** Empty: once. */
  interval: BillingInterval | '';
}

export interface ScenarioValues extends Record<string, unknown> {
  name: string;
  notes: string;
  isShared: boolean;
  changes: ChangeValues[];
}

const change = z
  .object({
    name: nameField,
    subject: z.custom<ChosenSubject>(),
    value: z
      .string()
      .transform(plainNumber)
      .refine((text) => isDecimal(text) && !isZero(text), 'Write a number other than 0; -100 percent stops something.'),
    from: z
      .string()
      .nullable()
      .refine((day) => day, 'Choose the first day.'),
  })
  .refine(({ subject }) => subject.scope === 'ORGANIZATION' || subject.id, {
    path: ['subject'],
    message: 'Choose whom or what it is about.',
  });

export const scenarioSchema = z.object({ name: nameField, changes: z.array(change) });

let count = 0;

/** A change that says nothing yet. */
export function newChange(today: string): ChangeValues {
  count += 1;
  return {
    ...{ key: `new ${count}`, name: '', subject: { scope: 'ORGANIZATION', id: '' }, subjectName: '' },
    ...{ kind: 'AMOUNT', value: '', from: today, until: null, interval: 'MONTHLY' },
  };
}

export function scenarioValues(scenario: Scenario | undefined, today: string): ScenarioValues {
  if (!scenario) return { name: '', notes: '', isShared: false, changes: [newChange(today)] };
  const { name, notes, isShared, changes } = scenario;
  return {
    ...{ name, notes, isShared },
    changes: changes.map(({ subject, until, interval, ...rest }, index) => ({
      ...rest,
      key: `known ${index}`,
      subject: { scope: subject.scope, id: subject.id ?? '' },
      subjectName: subject.name,
      until: until ? addDays(until, -1) : null,
      interval: interval ?? '',
    })),
  };
}

export function changeInputs(changes: readonly ChangeValues[]): ScenarioChangeInput[] {
  return changes.map(({ name, subject, kind, value, from, until, interval }) => ({
    ...{ name: name.trim(), subject: subjectInput(subject), kind, value: plainNumber(value), from: from ?? '' },
    ...(until ? { until: addDays(until, 1) } : {}),
    ...(kind === 'AMOUNT' && interval ? { interval } : {}),
  }));
}

/** `changes.0.subject.id` of the API stands at `changes.0.subject`. */
export function scenarioField(field: string): string {
  return field.replace(/\.subject\..*$/, '.subject');
}
