import { useMemo } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { usePeople } from '../people/use-people.ts';

const OwnerTeams = graphql(`
  query OwnerTeams {
    teams(first: 500, isArchived: false) {
      edges {
        node {
          id
          name
        }
      }
    }
  }
`);

/** Who can have a subscription; people who left are left out. */
export function useOwners() {
  const [{ data: people }] = usePeople();
  const [{ data: teams }] = useQuery({ query: OwnerTeams });
  return useMemo(
    () => ({
      members: (people ?? []).filter(({ status }) => status !== 'DEACTIVATED'),
      teams: (teams?.teams.edges ?? []).map(({ node }) => node),
    }),
    [people, teams],
  );
}
