import { graphql } from '../../gql/index.ts';

/** Puts members into a team, or into none, from a day on. */
export const SetTeamMemberships = graphql(`
  mutation SetTeamMemberships($input: SetTeamMembershipsInput!) {
    setTeamMemberships(input: $input) {
      __typename
      ... on TeamMembershipsChange {
        members {
          id
          team {
            id
            memberCount
          }
          memberships {
            from
          }
        }
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);
