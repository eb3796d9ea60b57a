import { Group, Modal, Text, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { schemaResolver, useForm } from '@mantine/form';
import { z } from 'zod';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { graphql } from '../../gql/index.ts';
import { addDays } from '../../lib/day.ts';
import { isDecimal } from '../../lib/decimal.ts';
import { useViewer } from '../../lib/viewer.tsx';
import { AmortizationTable } from './amortization-table.tsx';
import type { LedgerEntry } from './ledger-entry.ts';

const ChangeEntryDetails = graphql(`
  mutation ChangeEntryDetails($input: ChangeCostEntryInput!) {
    changeCostEntry(input: $input) {
      __typename
      ... on CostEntry {
        id
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const day = z.string().nullable();
const schema = z
  .object({
    serviceFrom: day.refine((value) => value, 'Choose the first day.'),
    serviceUntil: day.refine((value) => value, 'Choose the last day.'),
    rate: z.string().trim().refine(isDecimal, 'Write a number such as 1.0834.'),
  })
  .refine(({ serviceFrom, serviceUntil }) => !serviceFrom || !serviceUntil || serviceFrom <= serviceUntil, {
    path: ['serviceUntil'],
    message: 'Choose the first day or a later one.',
  });

interface ServiceDialogProps {
  entry: LedgerEntry;
  onDone: () => void;
  onClose: () => void;
}

/** The days an entry pays for, and its exchange rate. */
export function ServiceDialog({ entry, onDone, onClose }: ServiceDialogProps) {
  const { currency } = useViewer();
  const form = useForm<z.input<typeof schema>>({
    initialValues: {
      serviceFrom: entry.serviceFrom,
      serviceUntil: addDays(entry.serviceUntil, -1),
      rate: entry.rate,
    },
    validate: schemaResolver(schema, { sync: true }),
  });
  const isForeign = entry.currency !== currency;
  const { submit, isBusy, refusal } = useFormMutation(form, {
    document: ChangeEntryDetails,
    variables: ({ serviceFrom, serviceUntil, rate }) => ({
      input: {
        entryId: entry.id,
        version: entry.version,
        serviceFrom,
        serviceUntil: serviceUntil ? addDays(serviceUntil, 1) : null,
        ...(isForeign && rate.trim() !== entry.rate ? { rate: rate.trim() } : {}),
      },
    }),
    pick: (data) => data.changeCostEntry,
    onSuccess: () => {
      onDone();
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={`Details of ${entry.description}`}>
      <FormFrame onSubmit={submit} refusal={refusal} isBusy={isBusy} submitLabel="Save" onCancel={onClose}>
        <Text fz="sm">Amortized figures spread the amount evenly over the days it pays for.</Text>
        <Group grow align="flex-start">
          <DateInput
            label="First day paid for"
            valueFormat="YYYY-MM-DD"
            data-autofocus
            {...form.getInputProps('serviceFrom')}
          />
          <DateInput label="Last day paid for" valueFormat="YYYY-MM-DD" {...form.getInputProps('serviceUntil')} />
        </Group>
        <AmortizationTable entryId={entry.id} />
        {isForeign ? (
          <TextInput
            label={`${currency} for 1 ${entry.currency}`}
            description="Kept with the entry, whatever the rate does later."
            inputMode="decimal"
            {...form.getInputProps('rate')}
          />
        ) : null}
      </FormFrame>
    </Modal>
  );
}
