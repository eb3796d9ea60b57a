import { notifications } from '@mantine/notifications';
import { graphql } from '../../gql/index.ts';
import { failureText } from '../../lib/mutation-result.ts';
import { useResultMutation } from '../../lib/use-result-mutation.ts';

export const MapIdentity = graphql(`
  mutation MapIdentity($input: MapIdentityInput!) {
    mapIdentity(input: $input) {
      __typename
      ... on MappedIdentity {
        rebuildingDayCount
        identity {
          id
          mappings {
            id
          }
        }
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const UnmapIdentity = graphql(`
  mutation UnmapIdentity($input: UnmapIdentityInput!) {
    unmapIdentity(input: $input) {
      __typename
      ... on MappedIdentity {
        rebuildingDayCount
        identity {
          id
          mappings {
            id
          }
        }
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const IgnoreIdentity = graphql(`
  mutation IgnoreIdentity($id: ID!, $isIgnored: Boolean!) {
    ignoreIdentity(identityId: $id, isIgnored: $isIgnored) {
      __typename
      ... on Identity {
        id
        ignoredAt
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

/** A mapping that was made here, as far as it can be taken back. */
export interface ChangedMapping {
  identityId: string;
  name: string;
  /** Who it is now. */
  owner: string;
  from: string | null;
  until: string | null;
  dayCount: number;
}

export interface WantedMapping {
  identityId: string;
  name: string;
  owner: string;
  memberId?: string;
  agentId?: string;
}

export type IdentityActions = ReturnType<typeof useIdentityActions>;

/** What is done to an identity by one click; a refusal is shown. */
export function useIdentityActions(onMapped: (mapping: ChangedMapping) => void) {
  const map = useResultMutation(MapIdentity, (data) => data.mapIdentity);
  const unmap = useResultMutation(UnmapIdentity, (data) => data.unmapIdentity);
  const ignore = useResultMutation(IgnoreIdentity, (data) => data.ignoreIdentity);
  const refuse = (message: string) =>
    notifications.show({ color: 'red', title: 'The identity was not changed', message });
  return {
    onMapped,
    map: async ({ name, owner, ...input }: WantedMapping) => {
      const outcome = await map.run({ input });
      if (!outcome.ok) return refuse(failureText(outcome.failure));
      const dayCount = outcome.value.rebuildingDayCount;
      onMapped({ identityId: input.identityId, name, owner, from: null, until: null, dayCount });
    },
    unmap: async ({ identityId, from, until }: Pick<ChangedMapping, 'identityId' | 'from' | 'until'>) => {
      const outcome = await unmap.run({ input: { identityId, from, until } });
      if (!outcome.ok) refuse(failureText(outcome.failure));
      return outcome.ok;
    },
    setIgnored: async (id: string, name: string, isIgnored: boolean) => {
      const outcome = await ignore.run({ id, isIgnored });
      if (!outcome.ok) return refuse(failureText(outcome.failure));
      notifications.show({ message: isIgnored ? `${name} is set aside.` : `${name} is back in the inbox.` });
    },
  };
}
