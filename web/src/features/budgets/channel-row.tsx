import { Button, Menu } from '@mantine/core';
import { useState } from 'react';
import { RowMenu } from '../../components/row-menu.tsx';
import { StatusDot } from '../../components/status-dot.tsx';
import { graphql } from '../../gql/index.ts';
import { failureText } from '../../lib/mutation-result.ts';
import { useResultMutation } from '../../lib/use-result-mutation.ts';
import classes from './budgets.module.css';
import { type Channel, channelKindLabels, digestLabels, targetText } from './channel.ts';
import { ChangeNotificationChannel } from './channel-dialog.tsx';
import { RemoveChannelDialog } from './remove-channel-dialog.tsx';
import { RotateSecretDialog } from './rotate-secret-dialog.tsx';

const TestNotificationChannel = graphql(`
  mutation TestNotificationChannel($input: TestNotificationChannelInput!) {
    testNotificationChannel(input: $input) {
      __typename
      ... on NotificationChannelTest {
        isDelivered
        status
        message
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

interface ChannelRowProps {
  channel: Channel;
  onChange: () => void;
}

/** One channel, with the way to try it. */
export function ChannelRow({ channel, onChange }: ChannelRowProps) {
  const { id, name, kind, isEnabled, digest, digestHour, quietHours } = channel;
  const [dialog, setDialog] = useState<'remove' | 'rotate' | null>(null);
  const [tested, setTested] = useState<{ isDelivered: boolean; message: string } | null>(null);
  const testing = useResultMutation(TestNotificationChannel, (data) => data.testNotificationChannel);
  const changing = useResultMutation(ChangeNotificationChannel, (data) => data.changeNotificationChannel);
  const test = async () => {
    setTested(null);
    const outcome = await testing.run({ input: { channelId: id } });
    setTested(outcome.ok ? outcome.value : { isDelivered: false, message: failureText(outcome.failure) });
  };
  const close = () => setDialog(null);
  return (
    <tr>
      <td>
        {name}
        <span className={classes.note}>{channelKindLabels[kind]}</span>
      </td>
      <td data-phone="hidden">{targetText(channel)}</td>
      <td data-phone="hidden">
        {digestLabels[digest]}
        <span className={classes.note}>
          {[
            ...(digest === 'DAILY' ? [`At ${String(digestHour).padStart(2, '0')}:00`] : []),
            ...(quietHours ? [`Quiet from ${quietHours.from} to ${quietHours.until}`] : []),
          ].join('. ')}
        </span>
      </td>
      <td>
        <ChannelState channel={channel} />
        {tested ? (
          <div role="status">
            <StatusDot tone={tested.isDelivered ? 'success' : 'danger'}>
              {tested.isDelivered ? 'Test delivered' : 'Test failed'}
            </StatusDot>
            <span className={classes.note}>{tested.message}</span>
          </div>
        ) : null}
      </td>
      <td data-align="right">
        <div className={classes.rowActions}>
          <Button
            size="compact-sm"
            variant="default"
            loading={testing.isBusy}
            onClick={test}
            aria-label={`Send a test to ${name}`}
          >
            Test
          </Button>
          <RowMenu name={name}>
            <Menu.Item onClick={onChange}>Change…</Menu.Item>
            <Menu.Item onClick={() => void changing.run({ input: { channelId: id, isEnabled: !isEnabled } })}>
              {isEnabled ? 'Switch off' : 'Switch on'}
            </Menu.Item>
            {kind === 'WEBHOOK' ? <Menu.Item onClick={() => setDialog('rotate')}>New signing secret…</Menu.Item> : null}
            <Menu.Item onClick={() => setDialog('remove')}>Remove…</Menu.Item>
          </RowMenu>
        </div>
        {dialog === 'remove' ? <RemoveChannelDialog channel={channel} onClose={close} /> : null}
        {dialog === 'rotate' ? <RotateSecretDialog channel={channel} onClose={close} /> : null}
      </td>
    </tr>
  );
}

function ChannelState({ channel }: { channel: Channel }) {
  const { isEnabled, disabledReason, problem, pendingCount, deadCount } = channel;
  const counts = [
    ...(pendingCount > 0 ? [`${pendingCount} waiting`] : []),
    ...(deadCount > 0 ? [`${deadCount} not delivered`] : []),
  ].join(', ');
  const tone = !isEnabled ? 'neutral' : problem || deadCount > 0 ? 'warning' : 'success';
  return (
    <>
      <StatusDot tone={tone}>{isEnabled ? (problem ? 'Cannot send' : 'On') : 'Off'}</StatusDot>
      {[disabledReason, problem ?? '', counts].filter(Boolean).map((text) => (
        <span key={text} className={classes.note}>
          {text}
        </span>
      ))}
    </>
  );
}
