import type { PeopleQuery } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useAllNodes } from '../../lib/use-all-nodes.ts';

const PeopleDocument = graphql(`
  query People($after: String) {
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
          team {
            name
          }
          memberships {
            from
            until
            team {
              id
            }
          }
        }
      }
    }
  }
`);

const pick = (data: PeopleQuery) => data.members;
const variables = {};
const context = { additionalTypenames: ['Member', 'TeamMembership'] };

/** Everybody with their teams, for choosing people and for listing those of a team. */
export function usePeople() {
  return useAllNodes({ query: PeopleDocument, variables, pick, context });
}
