import { Modal, Text, Textarea } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { z } from 'zod';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { graphql } from '../../gql/index.ts';
import { formatMoney } from '../../lib/format.ts';
import type { LedgerEntry } from './ledger-entry.ts';

const VoidCostEntry = graphql(`
  mutation VoidCostEntry($input: VoidCostEntryInput!) {
    voidCostEntry(input: $input) {
      __typename
      ... on CostEntry {
        id
        voidedAt
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const schema = z.object({ reason: z.string().trim().min(1, 'Say why; it stays with the entry.') });

interface VoidDialogProps {
  entry: LedgerEntry;
  onDone: () => void;
  onClose: () => void;
}

export function VoidDialog({ entry, onDone, onClose }: VoidDialogProps) {
  const form = useForm({ initialValues: { reason: '' }, validate: schemaResolver(schema, { sync: true }) });
  const { submit, isBusy, refusal } = useFormMutation(form, {
    document: VoidCostEntry,
    variables: ({ reason }) => ({ input: { entryId: entry.id, version: entry.version, reason } }),
    pick: (data) => data.voidCostEntry,
    onSuccess: () => {
      onDone();
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={`Void ${entry.description}`}>
      <FormFrame onSubmit={submit} refusal={refusal} isBusy={isBusy} submitLabel="Void entry" onCancel={onClose}>
        <Text fz="sm">
          {formatMoney(entry.amount, entry.currency)} leaves every figure. The entry stays in the list of voided ones,
          with the reason.
        </Text>
        <Textarea label="Reason" autosize minRows={2} data-autofocus {...form.getInputProps('reason')} />
      </FormFrame>
    </Modal>
  );
}
