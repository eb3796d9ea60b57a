import { List, Text } from '@mantine/core';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { graphql } from '../../gql/index.ts';
import { failureText } from '../../lib/mutation-result.ts';
import { useResultMutation } from '../../lib/use-result-mutation.ts';

const DeactivateMember = graphql(`
  mutation DeactivateMember($input: DeactivateMemberInput!) {
    deactivateMember(input: $input) {
      __typename
      ... on Member {
        id
        status
        deactivatedAt
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

interface DeactivateMemberDialogProps {
  member: { id: string; name: string };
  onClose: () => void;
}

export function DeactivateMemberDialog({ member, onClose }: DeactivateMemberDialogProps) {
  const { run } = useResultMutation(DeactivateMember, (data) => data.deactivateMember);
  const deactivate = async () => {
    const outcome = await run({ input: { memberId: member.id } });
    return outcome.ok ? null : failureText(outcome.failure);
  };
  return (
    <ConfirmDialog
      title={`Deactivate ${member.name}?`}
      confirmLabel="Deactivate"
      isDangerous
      onClose={onClose}
      onConfirm={deactivate}
    >
      <Text fz="sm" mb="xs">
        From now on:
      </Text>
      <List fz="sm" spacing={4}>
        <List.Item>{member.name} is signed out everywhere and cannot sign in.</List.Item>
        <List.Item>Their API tokens and open links stop working.</List.Item>
        <List.Item>Their usage and spend stay in every report.</List.Item>
      </List>
    </ConfirmDialog>
  );
}
