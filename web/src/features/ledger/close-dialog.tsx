import { Checkbox, Modal, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { graphql } from '../../gql/index.ts';
import { formatMonth } from '../../lib/format.ts';

const ClosePeriod = graphql(`
  mutation ClosePeriod($input: ClosePeriodInput!) {
    closePeriod(input: $input) {
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

interface CloseDialogProps {
  /** First day of the month. */
  month: string;
  /** What is left to look at, in words. */
  warnings: readonly string[];
  onClose: () => void;
}

/** Books the month and locks it; what is left of the checklist is acknowledged by name. */
export function CloseDialog({ month, warnings, onClose }: CloseDialogProps) {
  const name = formatMonth(month);
  const form = useForm({
    initialValues: { isAcknowledged: false },
    validate: {
      isAcknowledged: (is) => (is || warnings.length === 0 ? null : 'Tick this to close nevertheless.'),
    },
  });
  const { submit, isBusy, refusal } = useFormMutation(form, {
    document: ClosePeriod,
    variables: ({ isAcknowledged }) => ({ input: { month, acknowledgeWarnings: isAcknowledged } }),
    pick: (data) => data.closePeriod,
    onSuccess: () => {
      notifications.show({ message: `${name} is closed.` });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={`Close ${name}`}>
      <FormFrame onSubmit={submit} refusal={refusal} isBusy={isBusy} submitLabel={`Close ${name}`} onCancel={onClose}>
        <Text fz="sm">
          Its figures are booked as they stand and its entries are locked. What changes later is booked as an adjustment
          in the open month.
        </Text>
        {warnings.length > 0 ? (
          <Checkbox
            label="I know what is left, and close nevertheless"
            description={warnings.join('. ')}
            {...form.getInputProps('isAcknowledged', { type: 'checkbox' })}
          />
        ) : null}
      </FormFrame>
    </Modal>
  );
}
