import { useClient } from 'urql';
import { graphql } from '../../gql/index.ts';

const SignOut = graphql(`
  mutation SignOut {
    signOut
  }
`);

/** Ends the session, then loads the page anew so that nothing of it stays in memory. */
export function useSignOut(): () => Promise<void> {
  const client = useClient();
  return async () => {
    await client.mutation(SignOut, {}).toPromise();
    window.location.assign('/sign-in');
  };
}
