import { useMemo } from 'react';
import { useQuery } from 'urql';
import type { OwnerMembersQuery } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useAllNodes } from '../../lib/use-all-nodes.ts';

const OwnerMembers = graphql(`
  query OwnerMembers($after: String) {
    members(first: 500, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          name
          email
          status
        }
      }
    }
  }
`);

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

const pick = (data: OwnerMembersQuery) => data.members;
const variables = {};

/** Who can have a subscription; people who left are left out. */
export function useOwners() {
  const [{ data: people }] = useAllNodes({ query: OwnerMembers, variables, pick });
  const [{ data: teams }] = useQuery({ query: OwnerTeams });
  return useMemo(
    () => ({
      members: (people ?? []).filter(({ status }) => status !== 'DEACTIVATED'),
      teams: (teams?.teams.edges ?? []).map(({ node }) => node),
    }),
    [people, teams],
  );
}
