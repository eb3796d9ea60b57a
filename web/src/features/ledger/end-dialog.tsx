import { Modal, Text } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useForm } from '@mantine/form';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { graphql } from '../../gql/index.ts';
import { addDays } from '../../lib/day.ts';
import { useToday } from '../../lib/viewer.tsx';
import type { RecurringCost } from './recurring-cost.ts';

const EndRecurringCost = graphql(`
  mutation EndRecurringCost($input: ChangeRecurringCostInput!) {
    changeRecurringCost(input: $input) {
      __typename
      ... on RecurringCost {
        ...RecurringCostRow
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

export function EndDialog({ cost, onClose }: { cost: RecurringCost; onClose: () => void }) {
  const today = useToday();
  const form = useForm<{ endsOn: string | null }>({
    initialValues: { endsOn: today },
    validate: { endsOn: (day) => (day ? null : 'Choose the last day.') },
  });
  const { submit, isBusy, refusal } = useFormMutation(form, {
    document: EndRecurringCost,
    variables: ({ endsOn }) => ({ input: { recurringCostId: cost.id, endsOn: addDays(endsOn ?? today, 1) } }),
    pick: (data) => data.changeRecurringCost,
    onSuccess: onClose,
  });
  return (
    <Modal opened onClose={onClose} title={`End ${cost.description}`}>
      <FormFrame onSubmit={submit} refusal={refusal} isBusy={isBusy} submitLabel="End it" onCancel={onClose}>
        <Text fz="sm">It posts nothing after its last day. Entries posted so far stay.</Text>
        <DateInput label="Last day" valueFormat="YYYY-MM-DD" data-autofocus {...form.getInputProps('endsOn')} />
      </FormFrame>
    </Modal>
  );
}
