import { Modal, Select, SimpleGrid, Text, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { schemaResolver, useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useQuery } from 'urql';
import { z } from 'zod';
import { ChoiceSelect } from '../../components/form/choice-select.tsx';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { CurrencySelect } from '../../components/form/locale-fields.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { graphql } from '../../gql/index.ts';
import { isDecimal, isZero } from '../../lib/decimal.ts';
import { formatMoney } from '../../lib/format.ts';
import { errorText } from '../../lib/graphql-error.ts';
import { useToday, useViewer } from '../../lib/viewer.tsx';
import { plainAmount } from './typed-values.ts';
import { useLedgerChoices } from './use-ledger-choices.ts';

const PaymentFeeDocument = graphql(`
  query PaymentFee($gateway: String!, $currency: String!, $amount: Decimal!, $day: Date!) {
    paymentFee(gateway: $gateway, currency: $currency, amount: $amount, day: $day)
  }
`);

const RecordPaymentFee = graphql(`
  mutation RecordPaymentFee($input: RecordPaymentFeeInput!) {
    recordPaymentFee(input: $input) {
      __typename
      ... on CostEntry {
        id
        amount
        currency
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const schema = z.object({
  gateway: z
    .string()
    .nullable()
    .refine((text) => text, 'Choose the gateway.'),
  currency: z.string().min(1, 'Choose the currency.'),
  amount: z
    .string()
    .transform(plainAmount)
    .refine((text) => isDecimal(text) && !isZero(text), 'Write what was paid, such as 200.00.'),
  date: z
    .string()
    .nullable()
    .refine((day) => day, 'Choose the day.'),
  account: z.string(),
});

interface FeeDialogProps {
  gateways: string[];
  onClose: () => void;
}

/** Enters what a gateway took of one payment; shows it first. */
export function FeeDialog({ gateways, onClose }: FeeDialogProps) {
  const { currency } = useViewer();
  const { accounts } = useLedgerChoices();
  const form = useForm<z.input<typeof schema>>({
    initialValues: { gateway: gateways[0] ?? null, currency, amount: '', date: useToday(), account: '' },
    validate: schemaResolver(schema, { sync: true }),
  });
  const { gateway, amount, date, currency: paid } = form.values;
  const plain = plainAmount(amount);
  const isKnown = gateway !== null && date !== null && isDecimal(plain) && !isZero(plain);
  const [{ data, error }] = useQuery({
    query: PaymentFeeDocument,
    variables: { gateway: gateway ?? '', currency: paid, amount: plain, day: date ?? '' },
    pause: !isKnown,
  });
  const { submit, isBusy, refusal } = useFormMutation(form, {
    document: RecordPaymentFee,
    variables: ({ account, ...values }) => ({
      input: {
        gateway: values.gateway ?? '',
        currency: values.currency,
        amount: plainAmount(values.amount),
        date: values.date ?? '',
        lines: [{ glAccountId: account || null }],
      },
    }),
    pick: (data) => data.recordPaymentFee,
    onSuccess: (entry) => {
      notifications.show({ message: `A fee of ${formatMoney(entry.amount, entry.currency)} is entered.` });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title="Enter a payment fee">
      <FormFrame onSubmit={submit} refusal={refusal} isBusy={isBusy} submitLabel="Enter fee" onCancel={onClose}>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <Select
            label="Gateway"
            data={gateways}
            nothingFoundMessage="Set a fee rate first"
            {...form.getInputProps('gateway')}
          />
          <DateInput label="Day" valueFormat="YYYY-MM-DD" {...form.getInputProps('date')} />
          <TextInput label="What was paid" inputMode="decimal" data-autofocus {...form.getInputProps('amount')} />
          <CurrencySelect label="Currency" {...form.getInputProps('currency')} />
        </SimpleGrid>
        <ChoiceSelect label="Account" choices={accounts} clearable {...form.getInputProps('account')} />
        <Text fz="sm" role="status" className="numeric">
          {isKnown && error ? errorText(error) : null}
          {isKnown && data && !error ? `Its fee is ${formatMoney(data.paymentFee, paid)}.` : null}
        </Text>
      </FormFrame>
    </Modal>
  );
}
