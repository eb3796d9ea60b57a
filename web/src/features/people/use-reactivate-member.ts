import { notifications } from '@mantine/notifications';
import { graphql } from '../../gql/index.ts';
import { failureText } from '../../lib/mutation-result.ts';
import { useResultMutation } from '../../lib/use-result-mutation.ts';

const ReactivateMember = graphql(`
  mutation ReactivateMember($input: ReactivateMemberInput!) {
    reactivateMember(input: $input) {
      __typename
      ... on Member {
        id
        name
        status
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

/** Lets a deactivated member sign in again; tells how it went. */
export function useReactivateMember(): (id: string) => Promise<void> {
  const { run } = useResultMutation(ReactivateMember, (data) => data.reactivateMember);
  return async (id) => {
    const outcome = await run({ input: { memberId: id } });
    if (outcome.ok) notifications.show({ message: `${outcome.value.name} can sign in again.` });
    else notifications.show({ color: 'red.9', message: failureText(outcome.failure) });
  };
}
