import { graphql } from '../../gql/index.ts';

/** Invites an address, or again one that has not accepted yet. */
export const InviteMember = graphql(`
  mutation InviteMember($input: InviteMemberInput!) {
    inviteMember(input: $input) {
      __typename
      ... on Invitation {
        link
        isMailed
        member {
          id
          status
        }
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);
