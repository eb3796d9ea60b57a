import { notifications } from '@mantine/notifications';
import { graphql } from '../../gql/index.ts';
import { failureText, type Outcome } from '../../lib/mutation-result.ts';
import { useResultMutation } from '../../lib/use-result-mutation.ts';

const StartSync = graphql(`
  mutation StartSync($id: ID!) {
    startSync(connectionId: $id) {
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

const PauseConnection = graphql(`
  mutation PauseConnection($id: ID!, $isPaused: Boolean!) {
    changeConnection(input: { id: $id, isPaused: $isPaused }) {
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

function tellFailure(title: string, outcome: Outcome<unknown>): boolean {
  if (!outcome.ok) notifications.show({ color: 'red', title, message: failureText(outcome.failure) });
  return outcome.ok;
}

/** What is done to a connection by one click. Each resolves to whether it was done; a refusal is shown. */
export function useConnectionActions() {
  const sync = useResultMutation(StartSync, (data) => data.startSync);
  const pause = useResultMutation(PauseConnection, (data) => data.changeConnection);
  return {
    isSyncBusy: sync.isBusy,
    startSync: async (id: string) => tellFailure('The sync did not start', await sync.run({ id })),
    setPaused: async (id: string, isPaused: boolean) =>
      tellFailure('The connection was not changed', await pause.run({ id, isPaused })),
  };
}
