import type { Client } from 'urql';
import { graphql } from '../../gql/index.ts';

const Setup = graphql(`
  query Setup {
    setup {
      isSetUp
      googleSignIn
      mail
    }
  }
`);

/** What a browser must know before anybody has signed in. @throws CombinedError */
export async function fetchSetup(client: Client) {
  const { data, error } = await client.query(Setup, {}, { requestPolicy: 'network-only' }).toPromise();
  if (!data) throw error ?? new Error('The server gave no answer.');
  return data.setup;
}
