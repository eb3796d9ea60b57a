import { Button, Switch, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import classes from './connection-settings.module.css';
import { Discounts } from './discounts.tsx';
import { ScheduleField } from './schedule-field.tsx';
import { useConnectionActions } from './use-connection-actions.ts';

const ConnectionFragment = graphql(`
  fragment ConnectionSettings_connection on Connection {
    id
    status
    schedule
    spreadsPositiveResidual
  }
`);

const ChangeSettings = graphql(`
  mutation ChangeConnectionSettings($id: ID!, $schedule: String, $spreadsPositiveResidual: Boolean) {
    changeConnection(input: { id: $id, schedule: $schedule, spreadsPositiveResidual: $spreadsPositiveResidual }) {
      __typename
      ... on Connection {
        id
        schedule
        nextSyncAt
        spreadsPositiveResidual
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

/** When a connection is read, and how its bill is spread. */
export function ConnectionSettings({ connection: masked }: { connection: FragmentType<typeof ConnectionFragment> }) {
  const { id, status, schedule, spreadsPositiveResidual } = readFragment(ConnectionFragment, masked);
  const { setPaused } = useConnectionActions();
  const form = useForm({ initialValues: { schedule, spreadsPositiveResidual } });
  const { isBusy, refusal, submit } = useFormMutation(form, {
    document: ChangeSettings,
    variables: (values) => ({ id, ...values }),
    pick: (data) => data.changeConnection,
    onSuccess: () => {
      form.resetDirty();
      notifications.show({ message: 'The settings are saved.' });
    },
  });
  return (
    <div className={classes.settings}>
      <FormFrame onSubmit={submit} refusal={refusal} isBusy={isBusy} submitLabel="Save">
        <ScheduleField {...form.getInputProps('schedule')} />
        {status === 'DISCONNECTED' ? null : (
          <Button variant="default" className={classes.pause} onClick={() => void setPaused(id, status === 'ACTIVE')}>
            {status === 'ACTIVE' ? 'Pause schedule' : 'Resume schedule'}
          </Button>
        )}
        <Switch
          label="Spread what the bill has beyond known usage"
          description="The bill of a day can exceed the usage the vendor reports. Off: the difference is Unattributed. On: it is spread over that day’s usage in proportion. Totals stay the bill’s either way, and all days are recomputed."
          {...form.getInputProps('spreadsPositiveResidual', { type: 'checkbox' })}
        />
      </FormFrame>
      <Title order={2} mt="xl" mb="xs">
        Negotiated discounts
      </Title>
      <Discounts connectionId={id} />
    </div>
  );
}
