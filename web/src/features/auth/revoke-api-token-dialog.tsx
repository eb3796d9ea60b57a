import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { graphql } from '../../gql/index.ts';
import { failureText } from '../../lib/mutation-result.ts';
import { useResultMutation } from '../../lib/use-result-mutation.ts';

const RevokeApiToken = graphql(`
  mutation RevokeApiToken($input: RevokeApiTokenInput!) {
    revokeApiToken(input: $input) {
      __typename
      ... on ApiToken {
        id
        revokedAt
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

interface RevokeApiTokenDialogProps {
  token: { id: string; name: string };
  onClose: () => void;
}

export function RevokeApiTokenDialog({ token, onClose }: RevokeApiTokenDialogProps) {
  const { run } = useResultMutation(RevokeApiToken, (data) => data.revokeApiToken);
  const revoke = async () => {
    const outcome = await run({ input: { apiTokenId: token.id } });
    return outcome.ok ? null : failureText(outcome.failure);
  };
  return (
    <ConfirmDialog
      title={`Revoke ${token.name}?`}
      confirmLabel="Revoke"
      isDangerous
      onClose={onClose}
      onConfirm={revoke}
    >
      Every script that uses this token is refused from now on. This cannot be undone.
    </ConfirmDialog>
  );
}
