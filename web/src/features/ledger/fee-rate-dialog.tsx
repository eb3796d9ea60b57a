import { Modal, SimpleGrid, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { schemaResolver, useForm } from '@mantine/form';
import { z } from 'zod';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { CurrencySelect } from '../../components/form/locale-fields.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { graphql } from '../../gql/index.ts';
import { isDecimal, shiftPoint } from '../../lib/decimal.ts';
import { useToday, useViewer } from '../../lib/viewer.tsx';

const SetPaymentFeeRate = graphql(`
  mutation SetPaymentFeeRate($input: SetPaymentFeeRateInput!) {
    setPaymentFeeRate(input: $input) {
      __typename
      ... on PaymentFeeRate {
        id
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const number = (message: string) =>
  z
    .string()
    .trim()
    .refine((text) => isDecimal(text) && !text.startsWith('-'), message);

const schema = z.object({
  gateway: z.string().trim().min(1, 'Name the gateway, such as Stripe.').max(100, 'Use at most 100 characters.'),
  currency: z.string().min(1, 'Choose the currency.'),
  share: number('Write a percentage such as 2.9.'),
  fixed: number('Write an amount such as 0.30; 0 for none.'),
  from: z
    .string()
    .nullable()
    .refine((day) => day, 'Choose the first day.'),
});

export function FeeRateDialog({ onClose }: { onClose: () => void }) {
  const { currency } = useViewer();
  const form = useForm<z.input<typeof schema>>({
    initialValues: { gateway: '', currency, share: '', fixed: '', from: useToday() },
    validate: schemaResolver(schema, { sync: true }),
  });
  const { submit, isBusy, refusal } = useFormMutation(form, {
    document: SetPaymentFeeRate,
    variables: ({ share, from, ...values }) => ({
      input: { ...values, share: shiftPoint(share.trim(), -2), from: from ?? '' },
    }),
    pick: (data) => data.setPaymentFeeRate,
    onSuccess: onClose,
  });
  return (
    <Modal opened onClose={onClose} title="Set a fee rate">
      <FormFrame onSubmit={submit} refusal={refusal} isBusy={isBusy} submitLabel="Set rate" onCancel={onClose}>
        <TextInput label="Gateway" placeholder="Stripe" data-autofocus {...form.getInputProps('gateway')} />
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <CurrencySelect label="Currency of the payment" {...form.getInputProps('currency')} />
          <DateInput label="First day" valueFormat="YYYY-MM-DD" {...form.getInputProps('from')} />
          <TextInput
            label="Share of the payment"
            rightSection="%"
            inputMode="decimal"
            {...form.getInputProps('share')}
          />
          <TextInput label="Fixed, per payment" inputMode="decimal" {...form.getInputProps('fixed')} />
        </SimpleGrid>
      </FormFrame>
    </Modal>
  );
}
