import { Modal, Select, Text, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { z } from 'zod';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { amountField } from '../../lib/amount-field.ts';
import { formatDay, formatMoney } from '../../lib/format.ts';
import { useToday } from '../../lib/viewer.tsx';
import { billingDates } from './billing-dates.ts';
import { tellChange } from './tell-change.ts';

const SetChargeFragment = graphql(`
  fragment SetChargeDialog_subscription on PaidSubscription {
    id
    name
    interval
    currency
    isVariable
    startedOn
    trialUntil
    endsOn
    nextRenewal {
      date
    }
    charges {
      billingDate
      amount
    }
  }
`);

const SetCharge = graphql(`
  mutation SetSubscriptionCharge($input: SetSubscriptionChargeInput!) {
    setSubscriptionCharge(input: $input) {
      __typename
      ... on SubscriptionChange {
        ...ChangeOutcome_change
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

interface Values extends Record<string, unknown> {
  billingDate: string | null;
  amount: string;
}

interface SetChargeDialogProps {
  subscription: FragmentType<typeof SetChargeFragment>;
  /** Chosen beforehand. */
  billingDate?: string;
  onClose: () => void;
}

/** What one billing date really cost, all seats together. */
export function SetChargeDialog({ subscription: masked, billingDate, onClose }: SetChargeDialogProps) {
  const subscription = readFragment(SetChargeFragment, masked);
  const { id, name, currency, isVariable, nextRenewal, charges } = subscription;
  const today = useToday();
  const entered = new Map(charges.map((charge) => [charge.billingDate, charge.amount]));
  const dates = billingDates(subscription, nextRenewal?.date ?? today).toReversed();
  const isMissing = (date: string) => isVariable && !entered.has(date) && date !== nextRenewal?.date;
  const first = billingDate ?? dates.findLast(isMissing) ?? dates[0] ?? null;
  const schema = z.object({
    billingDate: z.string('Choose a billing date.'),
    amount: isVariable ? amountField : amountField.or(z.literal('')),
  });
  const form = useForm<Values>({
    initialValues: { billingDate: first, amount: (first && entered.get(first)) ?? '' },
    validate: schemaResolver(schema, { sync: true }),
  });
  const { isBusy, refusal, submit } = useFormMutation(form, {
    document: SetCharge,
    variables: (values) => ({
      input: { subscriptionId: id, billingDate: values.billingDate ?? '', amount: values.amount.trim() || null },
    }),
    pick: (data) => data.setSubscriptionCharge,
    onSuccess: (change) => {
      tellChange(change, `The amount of ${formatDay(form.getValues().billingDate ?? '')} was saved.`);
      onClose();
    },
  });
  const label = (date: string) => {
    const amount = entered.get(date);
    if (amount) return `${formatDay(date)} · ${formatMoney(amount, currency)}`;
    return isMissing(date) ? `${formatDay(date)} · not entered` : formatDay(date);
  };
  return (
    <Modal opened onClose={onClose} title={`What ${name} cost`}>
      <FormFrame onSubmit={submit} refusal={refusal} isBusy={isBusy} submitLabel="Save" onCancel={onClose}>
        <Select
          label="Billing date"
          allowDeselect={false}
          searchable
          data={dates.map((date) => ({ value: date, label: label(date) }))}
          nothingFoundMessage="Not billed then"
          {...form.getInputProps('billingDate')}
          onChange={(date) => form.setValues({ billingDate: date, amount: (date && entered.get(date)) ?? '' })}
        />
        <TextInput
          label={`Amount in ${currency}, all seats together`}
          inputMode="decimal"
          data-autofocus
          {...form.getInputProps('amount')}
        />
        {isVariable ? null : (
          <Text fz="sm" c="dimmed">
            Left empty: what its price and seats come to.
          </Text>
        )}
      </FormFrame>
    </Modal>
  );
}
