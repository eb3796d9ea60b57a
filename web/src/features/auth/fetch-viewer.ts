import type { Client } from 'urql';
import { graphql } from '../../gql/index.ts';
import { errorCode } from '../../lib/graphql-error.ts';
import type { Viewer } from '../../lib/viewer.tsx';

export const ViewerQuery = graphql(`
  query Viewer {
    viewer {
      id
      name
      email
      role
    }
    organization {
      name
      reportingCurrency
      reportingZone
    }
  }
`);

/** Who is signed in, or null. @throws CombinedError when the server does not answer. */
export async function fetchViewer(client: Client): Promise<Viewer | null> {
  const { data, error } = await client.query(ViewerQuery, {}).toPromise();
  if (error && errorCode(error) !== 'UNAUTHENTICATED') throw error;
  if (!data?.viewer || !data.organization) return null;
  const { viewer, organization } = data;
  return {
    memberId: viewer.id,
    name: viewer.name,
    email: viewer.email ?? '',
    isAdmin: viewer.role === 'ADMIN',
    organization: organization.name,
    currency: organization.reportingCurrency,
    zone: organization.reportingZone,
  };
}
