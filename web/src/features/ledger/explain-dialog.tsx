import { Modal, Text, Textarea } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { z } from 'zod';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { graphql } from '../../gql/index.ts';
import { formatMonth } from '../../lib/format.ts';

const ExplainDiscrepancy = graphql(`
  mutation ExplainDiscrepancy($input: ExplainDiscrepancyInput!) {
    explainDiscrepancy(input: $input) {
      __typename
      ... on AccountingPeriod {
        id
        checklist {
          key
          state
          count
        }
        ...Discrepancies_period
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

interface ExplainDialogProps {
  /** First day of the month. */
  month: string;
  connection: { id: string; name: string };
  explanation: string;
  onClose: () => void;
}

const schema = z.object({ explanation: z.string().trim().max(500, 'Use at most 500 characters.') });

export function ExplainDialog({ month, connection, explanation, onClose }: ExplainDialogProps) {
  const form = useForm({ initialValues: { explanation }, validate: schemaResolver(schema, { sync: true }) });
  const { submit, isBusy, refusal } = useFormMutation(form, {
    document: ExplainDiscrepancy,
    variables: (values) => ({
      input: { month, connectionId: connection.id, explanation: values.explanation.trim() || null },
    }),
    pick: (data) => data.explainDiscrepancy,
    onSuccess: onClose,
  });
  return (
    <Modal opened onClose={onClose} title={`${connection.name}, ${formatMonth(month)}`}>
      <FormFrame onSubmit={submit} refusal={refusal} isBusy={isBusy} submitLabel="Save" onCancel={onClose}>
        <Text fz="sm">
          Why is the bill not what is known of the usage? If the difference changes, it is asked again.
        </Text>
        <Textarea
          label="Explanation"
          description="Empty: none."
          autosize
          minRows={2}
          data-autofocus
          {...form.getInputProps('explanation')}
        />
      </FormFrame>
    </Modal>
  );
}
