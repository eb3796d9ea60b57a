import { Modal, Text, Textarea, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { z } from 'zod';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { graphql } from '../../gql/index.ts';
import { BudgetAmount, type BudgetUnit } from './budget-amount.tsx';
import { limitField, plainNumber } from './budget-form.ts';

const RequestBudgetIncrease = graphql(`
  mutation RequestBudgetIncrease($input: RequestBudgetIncreaseInput!) {
    requestBudgetIncrease(input: $input) {
      __typename
      ... on BudgetRequest {
        ...BudgetRequestRow
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const schema = z.object({
  limit: limitField,
  reason: z.string().trim().min(1, 'Say what it is needed for.').max(500, 'Use at most 500 characters.'),
});

interface RequestIncreaseDialogProps {
  budget: BudgetUnit & { id: string; name: string; limit: string };
  onClose: () => void;
}

/** Asks administrators for a higher limit. */
export function RequestIncreaseDialog({ budget, onClose }: RequestIncreaseDialogProps) {
  const form = useForm<z.input<typeof schema>>({
    initialValues: { limit: '', reason: '' },
    validate: schemaResolver(schema, { sync: true }),
  });
  const { submit, isBusy, refusal } = useFormMutation(form, {
    document: RequestBudgetIncrease,
    variables: ({ limit, reason }) => ({
      input: { budgetId: budget.id, limit: plainNumber(limit), reason: reason.trim() },
    }),
    pick: (data) => data.requestBudgetIncrease,
    onSuccess: onClose,
  });
  return (
    <Modal opened onClose={onClose} title={`Ask for more of ${budget.name}`}>
      <FormFrame onSubmit={submit} refusal={refusal} isBusy={isBusy} submitLabel="Ask" onCancel={onClose}>
        <Text fz="sm">
          The limit is <BudgetAmount unit={budget} amount={budget.limit} />. An administrator approves or declines it.
        </Text>
        <TextInput label="New limit" inputMode="decimal" data-autofocus {...form.getInputProps('limit')} />
        <Textarea label="What it is needed for" autosize minRows={2} {...form.getInputProps('reason')} />
      </FormFrame>
    </Modal>
  );
}
