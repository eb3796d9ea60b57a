import { Text } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { ListSkeleton } from '../../components/data-table/list-skeleton.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { graphql } from '../../gql/index.ts';
import type { IdentitiesSearch } from './identities-search.ts';
import { IdentityInboxTable } from './identity-inbox-table.tsx';
import { RecentMappings } from './recent-mappings.tsx';
import { Unattributed } from './unattributed.tsx';
import { type ChangedMapping, useIdentityActions } from './use-identity-actions.ts';

const IdentityInboxQuery = graphql(`
  query IdentityInbox($isIgnored: Boolean!) {
    identityInbox(filter: { isIgnored: $isIgnored }, first: 500) {
      totalCount
      edges {
        node {
          identity {
            id
          }
          ...IdentityInboxTable_identity
        }
      }
    }
  }
`);

const context = { additionalTypenames: ['Identity', 'IdentityMapping'] };
const LOOK_EVERY_MS = 2000;

interface IdentityInboxProps {
  search: IdentitiesSearch;
  onSearch: (change: Partial<IdentitiesSearch>) => void;
  /** Those set aside instead of those that wait. */
  isIgnored: boolean;
}

/** Whose usage nobody owns, what it costs, and who it probably is. */
export function IdentityInbox({ search, onSearch, isIgnored }: IdentityInboxProps) {
  const [{ data, error }, load] = useQuery({ query: IdentityInboxQuery, variables: { isIgnored }, context });
  const [changed, setChanged] = useState<readonly ChangedMapping[]>([]);
  const [returning, setReturning] = useState<readonly string[]>([]);
  const actions = useIdentityActions((mapping) => {
    setReturning((former) => former.filter((id) => id !== mapping.identityId));
    setChanged((former) => [...former.filter(({ identityId }) => identityId !== mapping.identityId), mapping]);
  });
  const identities = useMemo(() => (data?.identityInbox.edges ?? []).flatMap((edge) => edge?.node ?? []), [data]);

  // A mapped identity leaves at once; the server drops it when its days are recomputed, and brings it back likewise.
  const isListed = (id: string) => identities.some(({ identity }) => identity.id === id);
  const waiting = changed.filter(({ identityId }) => isListed(identityId));
  const open = identities.filter(({ identity }) => waiting.every(({ identityId }) => identityId !== identity.id));
  const isRebuilding = waiting.length > 0 || !returning.every(isListed);
  useEffect(() => {
    if (!isRebuilding) return;
    const timer = setInterval(() => load({ requestPolicy: 'network-only' }), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isRebuilding, load]);

  const undo = async (mapping: ChangedMapping) => {
    if (await actions.unmap(mapping)) {
      setChanged((former) => former.filter(({ identityId }) => identityId !== mapping.identityId));
      setReturning((former) => [...former, mapping.identityId]);
    }
  };
  if (error && !data) return <ErrorState error={error} onRetry={() => load({ requestPolicy: 'network-only' })} />;
  if (!data) return <ListSkeleton />;
  return (
    <>
      {isIgnored ? (
        <Text c="dimmed" fz="sm" mb="md">
          Set aside on purpose. Their usage and spend stay in every report, as Unattributed.
        </Text>
      ) : (
        <Unattributed isRebuilding={isRebuilding} />
      )}
      <RecentMappings changed={changed} waiting={waiting} onUndo={(mapping) => void undo(mapping)} />
      <IdentityInboxTable
        identities={open}
        isIgnored={isIgnored}
        actions={actions}
        search={search}
        onSearch={onSearch}
        empty={
          isIgnored ? (
            <EmptyState title="Nothing is set aside" />
          ) : (
            <EmptyState title="Everybody is known">
              Users, keys and workspaces appear here once a vendor reports usage of one that nobody owns.
            </EmptyState>
          )
        }
      />
    </>
  );
}
