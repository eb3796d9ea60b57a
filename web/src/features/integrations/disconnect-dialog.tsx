import { List, Text } from '@mantine/core';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { graphql } from '../../gql/index.ts';
import { failureText } from '../../lib/mutation-result.ts';
import { useResultMutation } from '../../lib/use-result-mutation.ts';

const DisconnectConnection = graphql(`
  mutation DisconnectConnection($id: ID!) {
    disconnectConnection(id: $id) {
      __typename
      ... on Connection {
        id
        status
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

interface DisconnectDialogProps {
  connection: { id: string; name: string; environmentKey: string | null };
  onClose: () => void;
}

export function DisconnectDialog({ connection: { id, name, environmentKey }, onClose }: DisconnectDialogProps) {
  const { run } = useResultMutation(DisconnectConnection, (data) => data.disconnectConnection);
  const disconnect = async () => {
    const outcome = await run({ id });
    return outcome.ok ? null : failureText(outcome.failure);
  };
  return (
    <ConfirmDialog
      title={`Disconnect ${name}?`}
      confirmLabel="Disconnect"
      isDangerous
      onClose={onClose}
      onConfirm={disconnect}
    >
      <Text fz="sm" mb="xs">
        From now on:
      </Text>
      <List fz="sm" spacing={4}>
        <List.Item>The key is forgotten here. Revoke it at the vendor too, if nothing else uses it.</List.Item>
        <List.Item>Running and waiting syncs stop; nothing new is read.</List.Item>
        <List.Item>Usage, spend and mapped identities read so far stay in every report.</List.Item>
        <List.Item>Giving a key again connects it again and fills the gap.</List.Item>
        {environmentKey ? (
          <List.Item>{environmentKey} declares this connection: remove it there as well, or it comes back.</List.Item>
        ) : null}
      </List>
    </ConfirmDialog>
  );
}
