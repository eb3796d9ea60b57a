import { Modal, Text, Textarea } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { z } from 'zod';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { graphql } from '../../gql/index.ts';
import { formatMonth } from '../../lib/format.ts';

const ReopenPeriod = graphql(`
  mutation ReopenPeriod($input: ReopenPeriodInput!) {
    reopenPeriod(input: $input) {
      __typename
      ... on AccountingPeriod {
        id
        status
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const schema = z.object({
  reason: z.string().trim().min(1, 'Say why; it is kept in the audit log.').max(500, 'Use at most 500 characters.'),
});

export function ReopenDialog({ month, onClose }: { month: string; onClose: () => void }) {
  const name = formatMonth(month);
  const form = useForm({ initialValues: { reason: '' }, validate: schemaResolver(schema, { sync: true }) });
  const { submit, isBusy, refusal } = useFormMutation(form, {
    document: ReopenPeriod,
    variables: ({ reason }) => ({ input: { month, reason } }),
    pick: (data) => data.reopenPeriod,
    onSuccess: () => {
      notifications.show({ message: `${name} is open again.` });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={`Reopen ${name}`}>
      <FormFrame onSubmit={submit} refusal={refusal} isBusy={isBusy} submitLabel="Reopen" onCancel={onClose}>
        <Text fz="sm">
          Its entries can be changed again. A journal that was exported for it may no longer be what the books say.
        </Text>
        <Textarea label="Reason" autosize minRows={2} data-autofocus {...form.getInputProps('reason')} />
      </FormFrame>
    </Modal>
  );
}
