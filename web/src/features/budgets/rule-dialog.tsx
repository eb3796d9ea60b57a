import { Checkbox, Modal, NumberInput, Select, SimpleGrid, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { z } from 'zod';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { CurrencySelect } from '../../components/form/locale-fields.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import type { AlertRuleKind, AlertSeverity } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { isDecimal } from '../../lib/decimal.ts';
import { useViewer } from '../../lib/viewer.tsx';
import { type AlertRule, type RuleField, ruleFields } from './alert-rule.ts';
import { ruleKindLabels, severityLabels } from './alert-words.ts';
import { plainNumber } from './budget-form.ts';
import { choicesOf } from './budget-words.ts';

const CreateAlertRule = graphql(`
  mutation CreateAlertRule($input: CreateAlertRuleInput!) {
    createAlertRule(input: $input) {
      __typename
      ... on AlertRule {
        ...AlertRuleRow
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

export const ChangeAlertRule = graphql(`
  mutation ChangeAlertRule($input: ChangeAlertRuleInput!) {
    changeAlertRule(input: $input) {
      __typename
      ... on AlertRule {
        ...AlertRuleRow
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

interface Values extends Record<string, unknown> {
  kind: AlertRuleKind;
  name: string;
  severity: AlertSeverity;
  amount: string;
  currency: string;
  percent: number | string;
  days: number | string;
  factor: string;
  includesFixed: boolean;
}

const numberText = (what: string) =>
  z
    .string()
    .transform(plainNumber)
    .refine((text) => text === '' || isDecimal(text), `Write a number for ${what}.`);
const schema = z.object({ amount: numberText('the amount'), factor: numberText('the factor') });

/** Empty fields are left out: a new rule then has the usual figure of its kind. */
function fieldsInput({ kind, amount, currency, percent, days, factor, includesFixed }: Values) {
  const has = (field: RuleField) => ruleFields[kind].fields.includes(field);
  const money = plainNumber(amount);
  return {
    ...(has('amount') && money ? { amount: money, currency } : {}),
    ...(has('percent') && percent !== '' ? { percent: Number(percent) } : {}),
    ...(has('days') && days !== '' ? { days: Number(days) } : {}),
    ...(has('factor') && plainNumber(factor) ? { factor: plainNumber(factor) } : {}),
    ...(has('includesFixed') ? { includesFixed } : {}),
  };
}

interface RuleDialogProps {
  /** The one to change; absent: a new one. */
  rule?: AlertRule;
  onClose: () => void;
}

/** What a rule watches, from when on, and how serious that is. */
export function RuleDialog({ rule, onClose }: RuleDialogProps) {
  const { currency } = useViewer();
  const form = useForm<Values>({
    initialValues: {
      kind: rule?.kind ?? 'DAILY_COST',
      name: rule?.name ?? '',
      severity: rule?.severity ?? 'WARNING',
      amount: rule?.amount ?? '',
      currency: rule?.currency ?? currency,
      percent: rule?.percent ?? '',
      days: rule?.days ?? '',
      factor: rule?.factor ?? '',
      includesFixed: rule?.includesFixed ?? true,
    },
    validate: schemaResolver(schema, { sync: true }),
  });
  const create = useFormMutation(form, {
    document: CreateAlertRule,
    variables: (values) => ({
      input: {
        kind: values.kind,
        severity: values.severity,
        ...(values.name.trim() ? { name: values.name.trim() } : {}),
        ...fieldsInput(values),
      },
    }),
    pick: (data) => data.createAlertRule,
    onSuccess: onClose,
  });
  const change = useFormMutation(form, {
    document: ChangeAlertRule,
    variables: (values) => ({
      input: {
        ruleId: rule?.id ?? '',
        name: values.name.trim(),
        severity: values.severity,
        ...fieldsInput(values),
      },
    }),
    pick: (data) => data.changeAlertRule,
    onSuccess: onClose,
  });
  const { submit, isBusy, refusal } = rule ? change : create;
  const { kind } = form.getValues();
  const { fields, days } = ruleFields[kind];
  const has = (field: RuleField) => fields.includes(field);
  const usual = rule ? {} : { placeholder: 'As usual' };
  return (
    <Modal opened onClose={onClose} title={rule ? `Change ${rule.name}` : 'New alert rule'}>
      <FormFrame
        onSubmit={submit}
        refusal={refusal}
        isBusy={isBusy}
        submitLabel={rule ? 'Save' : 'Create rule'}
        onCancel={onClose}
      >
        {rule ? null : (
          <Select
            label="Watches"
            data={choicesOf(ruleKindLabels)}
            allowDeselect={false}
            data-autofocus
            {...form.getInputProps('kind')}
          />
        )}
        <TextInput
          label="Name"
          {...(rule ? { 'data-autofocus': true } : { placeholder: ruleKindLabels[kind] })}
          {...form.getInputProps('name')}
        />
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <Select
            label="Severity"
            data={choicesOf(severityLabels)}
            allowDeselect={false}
            {...form.getInputProps('severity')}
          />
          {has('amount') ? (
            <>
              <TextInput label="Amount" inputMode="decimal" {...usual} {...form.getInputProps('amount')} />
              <CurrencySelect label="Currency" {...form.getInputProps('currency')} />
            </>
          ) : null}
          {has('percent') ? (
            <NumberInput label="Percent above" allowDecimal={false} {...usual} {...form.getInputProps('percent')} />
          ) : null}
          {has('factor') ? (
            <TextInput
              label={kind === 'SPIKE' ? 'Deviations above the median' : 'Times the usual'}
              inputMode="decimal"
              {...usual}
              {...form.getInputProps('factor')}
            />
          ) : null}
          {has('days') ? (
            <NumberInput label={days} allowDecimal={false} {...usual} {...form.getInputProps('days')} />
          ) : null}
        </SimpleGrid>
        {has('includesFixed') ? (
          <Checkbox
            label="Fixed charges count, such as subscriptions"
            {...form.getInputProps('includesFixed', { type: 'checkbox' })}
          />
        ) : null}
      </FormFrame>
    </Modal>
  );
}
