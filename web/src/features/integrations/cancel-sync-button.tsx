import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { graphql } from '../../gql/index.ts';
import { failureText } from '../../lib/mutation-result.ts';
import { useResultMutation } from '../../lib/use-result-mutation.ts';

const CancelSync = graphql(`
  mutation CancelSync($id: ID!) {
    cancelSync(id: $id) {
      __typename
      ... on SyncRun {
        id
        status
        cancelRequestedAt
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

interface CancelSyncButtonProps {
  run: { id: string; cancelRequestedAt: string | null };
}

/** Stops a run before its next day; what it stored stays. */
export function CancelSyncButton({ run: { id, cancelRequestedAt } }: CancelSyncButtonProps) {
  const { isBusy, run } = useResultMutation(CancelSync, (data) => data.cancelSync);
  const cancel = async () => {
    const outcome = await run({ id });
    if (outcome.ok) notifications.show({ message: 'The run stops. What it has read stays.' });
    else notifications.show({ color: 'red', title: 'The run was not stopped', message: failureText(outcome.failure) });
  };
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-sm"
      loading={isBusy}
      disabled={cancelRequestedAt !== null}
      onClick={() => void cancel()}
    >
      {cancelRequestedAt ? 'Stopping' : 'Cancel'}
    </Button>
  );
}
