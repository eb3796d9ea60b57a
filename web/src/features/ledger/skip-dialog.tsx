import { Button, Group, Modal, Text } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { graphql } from '../../gql/index.ts';
import { formatDay } from '../../lib/format.ts';
import { failureText } from '../../lib/mutation-result.ts';
import { useResultMutation } from '../../lib/use-result-mutation.ts';
import type { RecurringCost } from './recurring-cost.ts';

const SkipRecurringCost = graphql(`
  mutation SkipRecurringCost($input: SkipRecurringCostInput!) {
    skipRecurringCost(input: $input) {
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

/** Leaves one date out, or takes one that was left out in again. */
export function SkipDialog({ cost, onClose }: { cost: RecurringCost; onClose: () => void }) {
  const form = useForm<{ date: string | null }>({
    initialValues: { date: cost.nextDate },
    validate: { date: (date) => (date ? null : 'Choose the date.') },
  });
  const [refusedDay, setRefusedDay] = useState<string | null>(null);
  const again = useResultMutation(SkipRecurringCost, (data) => data.skipRecurringCost);
  const { submit, isBusy, refusal } = useFormMutation(form, {
    document: SkipRecurringCost,
    variables: ({ date }) => ({ input: { recurringCostId: cost.id, date: date ?? '' } }),
    pick: (data) => data.skipRecurringCost,
    onSuccess: onClose,
  });
  const takeIn = async (date: string) => {
    const outcome = await again.run({ input: { recurringCostId: cost.id, date, isSkipped: false } });
    setRefusedDay(outcome.ok ? null : failureText(outcome.failure));
    if (outcome.ok) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={`Skip a date of ${cost.description}`}>
      <FormFrame
        onSubmit={submit}
        refusal={refusal ?? refusedDay}
        isBusy={isBusy}
        submitLabel="Skip it"
        onCancel={onClose}
      >
        <DateInput label="Date" valueFormat="YYYY-MM-DD" data-autofocus {...form.getInputProps('date')} />
        {cost.skipped.length > 0 ? (
          <div>
            <Text fz="sm" mb={4}>
              Skipped already
            </Text>
            <Group gap="xs">
              {cost.skipped.map((date) => (
                <Button key={date} size="compact-sm" variant="default" onClick={() => void takeIn(date)}>
                  Take in {formatDay(date)} again
                </Button>
              ))}
            </Group>
          </div>
        ) : null}
      </FormFrame>
    </Modal>
  );
}
