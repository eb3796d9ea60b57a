import { Modal, NumberInput, Text, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { schemaResolver, useForm } from '@mantine/form';
import { z } from 'zod';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { amountField } from '../../lib/amount-field.ts';
import { useToday } from '../../lib/viewer.tsx';
import { FormColumns } from './form-columns.tsx';
import { perInterval } from './interval-words.ts';
import { seatsField } from './new-subscription-form.ts';
import { PlanSelect } from './plan-select.tsx';
import { tellChange } from './tell-change.ts';
import { listPriceOn, usePlans } from './use-plans.ts';

const ChangePlanFragment = graphql(`
  fragment ChangePlanDialog_subscription on PaidSubscription {
    id
    name
    version
    interval
    currency
    amount
    seats
    startedOn
    plan {
      code
    }
    vendor {
      code
    }
  }
`);

const ChangePlan = graphql(`
  mutation ChangeSubscriptionPlan($input: ChangeSubscriptionInput!) {
    changeSubscription(input: $input) {
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

const schema = z.object({
  planCode: z.string().nullable(),
  amount: amountField,
  seats: seatsField,
  from: z.string('Choose the first day.'),
});

interface ChangePlanDialogProps {
  subscription: FragmentType<typeof ChangePlanFragment>;
  onClose: () => void;
}

interface Values extends Record<string, unknown> {
  planCode: string | null;
  amount: string;
  seats: number | string;
  from: string | null;
}

/** Plan, price and seats from a day on; what was before stays in the history. */
export function ChangePlanDialog({ subscription: masked, onClose }: ChangePlanDialogProps) {
  const subscription = readFragment(ChangePlanFragment, masked);
  const { id, name, version, interval, currency, amount, seats, startedOn, plan, vendor } = subscription;
  const today = useToday();
  const plans = (usePlans() ?? []).filter(({ vendorCode }) => vendorCode === vendor.code);
  const form = useForm<Values>({
    initialValues: { planCode: plan?.code ?? null, amount, seats, from: laterOf(today, startedOn) },
    validate: schemaResolver(schema, { sync: true }),
  });
  const choosePlan = (planCode: string | null) => {
    const chosen = plans.find(({ code }) => code === planCode);
    const price = chosen && listPriceOn(chosen, interval, form.getValues().from ?? today);
    form.setValues({ planCode, ...(price?.currency === currency ? { amount: price.amount } : {}) });
  };
  const { isBusy, refusal, submit } = useFormMutation(form, {
    document: ChangePlan,
    variables: (values) => ({
      input: {
        subscriptionId: id,
        version,
        from: values.from,
        amount: values.amount.trim(),
        seats: Number(values.seats),
        ...(values.planCode && values.planCode !== plan?.code ? { planCode: values.planCode } : {}),
      },
    }),
    pick: (data) => data.changeSubscription,
    onSuccess: (change) => {
      tellChange(change, `${name} was changed.`);
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={`Change ${name}`}>
      <FormFrame onSubmit={submit} refusal={refusal} isBusy={isBusy} submitLabel="Save" onCancel={onClose}>
        {plans.length > 0 ? (
          <PlanSelect label="Plan" plans={plans} {...form.getInputProps('planCode')} onChange={choosePlan} />
        ) : null}
        <FormColumns>
          <TextInput
            label={`${currency} per seat ${perInterval[interval]}`}
            inputMode="decimal"
            data-autofocus
            {...form.getInputProps('amount')}
          />
          <NumberInput label="Seats" allowDecimal={false} {...form.getInputProps('seats')} />
          <DateInput label="From" valueFormat="MMM D, YYYY" {...form.getInputProps('from')} />
        </FormColumns>
        <Text fz="sm" c="dimmed">
          Days from then on that were paid for at the old price are charged or credited on that day. For another
          currency or billing interval, cancel it and add another.
        </Text>
      </FormFrame>
    </Modal>
  );
}

function laterOf(a: string, b: string): string {
  return [a, b].toSorted().at(-1) ?? a;
}
