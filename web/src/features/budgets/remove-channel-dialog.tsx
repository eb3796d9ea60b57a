import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { graphql } from '../../gql/index.ts';
import { failureText } from '../../lib/mutation-result.ts';
import { useResultMutation } from '../../lib/use-result-mutation.ts';

const RemoveNotificationChannel = graphql(`
  mutation RemoveNotificationChannel($input: RemoveNotificationChannelInput!) {
    removeNotificationChannel(input: $input) {
      __typename
      ... on RemovedNotificationChannel {
        channelId
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

interface RemoveChannelDialogProps {
  channel: { id: string; name: string };
  onClose: () => void;
}

export function RemoveChannelDialog({ channel: { id, name }, onClose }: RemoveChannelDialogProps) {
  const { run } = useResultMutation(RemoveNotificationChannel, (data) => data.removeNotificationChannel);
  const remove = async () => {
    const outcome = await run({ input: { channelId: id } });
    return outcome.ok ? null : failureText(outcome.failure);
  };
  return (
    <ConfirmDialog title={`Remove ${name}?`} confirmLabel="Remove" isDangerous onClose={onClose} onConfirm={remove}>
      Nothing is sent to it any more, what waits included. To pause it, switch it off instead.
    </ConfirmDialog>
  );
}
