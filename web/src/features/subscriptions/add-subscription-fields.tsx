import { Checkbox, NumberInput, SegmentedControl, Select, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import type { UseFormReturnType } from '@mantine/form';
import { CurrencySelect } from '../../components/form/locale-fields.tsx';
import type { BillingInterval } from '../../gql/graphql.ts';
import { useToday } from '../../lib/viewer.tsx';
import { FormColumns } from './form-columns.tsx';
import { intervalOptions } from './interval-words.ts';
import { MoreSubscriptionFields } from './more-subscription-fields.tsx';
import { type NewSubscriptionValues, planDefaults } from './new-subscription-form.ts';
import { OwnerFields } from './owner-fields.tsx';
import { PlanSelect } from './plan-select.tsx';
import { SubscriptionPreview } from './subscription-preview.tsx';
import { usePlans } from './use-plans.ts';

interface AddSubscriptionFieldsProps {
  form: UseFormReturnType<NewSubscriptionValues>;
  isOwn: boolean;
}

export function AddSubscriptionFields({ form, isOwn }: AddSubscriptionFieldsProps) {
  const plans = usePlans() ?? [];
  const today = useToday();
  const values = form.getValues();
  const plan = values.from === 'catalogue' ? plans.find(({ code }) => code === values.planCode) : undefined;
  const day = values.startedOn ?? today;
  const choosePlan = (planCode: string | null) => {
    const chosen = plans.find(({ code }) => code === planCode);
    form.setValues({ planCode, ...(chosen ? planDefaults(chosen, 'MONTHLY', day) : {}) });
    form.clearFieldError('planCode');
  };
  const chooseInterval = (interval: BillingInterval) => {
    const price = plan && planDefaults(plan, interval, day);
    form.setValues({ interval, ...(price?.interval === interval ? { amount: price.amount } : {}) });
  };
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label="What it is"
        {...form.getInputProps('from')}
        data={[
          { value: 'catalogue', label: 'From the catalogue' },
          { value: 'free', label: 'Something else' },
        ]}
      />
      {values.from === 'catalogue' ? (
        <PlanSelect
          label="Plan"
          placeholder="Claude Max, Cursor Pro, …"
          plans={plans}
          data-autofocus
          {...form.getInputProps('planCode')}
          onChange={choosePlan}
        />
      ) : (
        <FormColumns>
          <TextInput label="Name" placeholder="Perplexity Pro" {...form.getInputProps('name')} />
          <TextInput label="Paid to" placeholder="Perplexity" {...form.getInputProps('vendor')} />
        </FormColumns>
      )}
      {isOwn ? null : (
        <OwnerFields
          label="Who has it"
          kind={values.ownerKind}
          onKind={(kind) => form.setFieldValue('ownerKind', kind)}
          memberProps={form.getInputProps('memberId')}
          teamProps={form.getInputProps('teamId')}
        />
      )}
      <FormColumns>
        <TextInput
          label="Price per seat"
          inputMode="decimal"
          {...form.getInputProps('amount')}
          {...(plan ? { description: 'List price; change it if yours differs.' } : {})}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
        />
        <CurrencySelect label="Currency" {...form.getInputProps('currency')} />
        <Select
          label="Billed"
          allowDeselect={false}
          data={intervalOptions}
          value={values.interval}
          onChange={(value) => {
            const chosen = intervalOptions.find((option) => option.value === value);
            if (chosen) chooseInterval(chosen.value);
          }}
        />
        <NumberInput label="Seats" allowDecimal={false} {...form.getInputProps('seats')} />
      </FormColumns>
      <Checkbox
        label="The amount differs each time and is entered when it is billed"
        {...form.getInputProps('isVariable', { type: 'checkbox' })}
      />
      <FormColumns>
        <DateInput label="First day" valueFormat="MMM D, YYYY" {...form.getInputProps('startedOn')} />
        <DateInput
          label="Trial until"
          description="First day that costs."
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          clearable
          valueFormat="MMM D, YYYY"
          {...form.getInputProps('trialUntil')}
        />
      </FormColumns>
      <MoreSubscriptionFields form={form} />
      <SubscriptionPreview values={values} />
    </>
  );
}
