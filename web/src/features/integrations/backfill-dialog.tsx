import { Modal, Text } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { schemaResolver, useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { z } from 'zod';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { addDays, dayInZone } from '../../lib/day.ts';
import { formatDay } from '../../lib/format.ts';
import { HistoryPresets } from './history-presets.tsx';

const BackfillFragment = graphql(`
  fragment BackfillDialog_connection on Connection {
    id
    name
    coverage {
      earliestDay
    }
    vendor {
      code
      streams {
        name
        historyDays
      }
    }
  }
`);

const StartBackfill = graphql(`
  mutation StartBackfill($connectionId: ID!, $from: Date!) {
    startBackfill(connectionId: $connectionId, from: $from) {
      __typename
      ... on SyncRun {
        id
        connection {
          id
        }
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const schema = z.object({ from: z.string().min(1, 'Choose the first day to read.') });

interface BackfillDialogProps {
  connection: FragmentType<typeof BackfillFragment>;
  onClose: () => void;
}

/** Asks how far back to read. */
export function BackfillDialog({ connection: masked, onClose }: BackfillDialogProps) {
  const { id, name, coverage, vendor } = readFragment(BackfillFragment, masked);
  const today = dayInZone(new Date(), 'UTC');
  const historyDays = Math.max(...vendor.streams.map((stream) => stream.historyDays));
  const form = useForm({
    initialValues: { from: addDays(coverage.earliestDay ?? today, -90) },
    validate: schemaResolver(schema, { sync: true }),
  });
  const { isBusy, refusal, submit } = useFormMutation(form, {
    document: StartBackfill,
    variables: ({ from }) => ({ connectionId: id, from }),
    pick: (data) => data.startBackfill,
    onSuccess: () => {
      notifications.show({
        message: `${name} is read back to ${formatDay(form.getValues().from)}, newest days first.`,
      });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={`Backfill ${name}`}>
      <FormFrame onSubmit={submit} refusal={refusal} isBusy={isBusy} submitLabel="Start backfill" onCancel={onClose}>
        <Text fz="sm">
          {coverage.earliestDay
            ? `Read so far: back to ${formatDay(coverage.earliestDay)}. Days that are settled are not read again.`
            : 'Nothing has been read so far.'}
        </Text>
        <DateInput
          label="First day to read"
          description={`UTC. The vendor answers up to ${historyDays} days back; earlier days are left out.`}
          valueFormat="YYYY-MM-DD"
          maxDate={today}
          {...form.getInputProps('from')}
        />
        <HistoryPresets value={form.values.from} onChange={(from) => form.setFieldValue('from', from)} />
      </FormFrame>
    </Modal>
  );
}
