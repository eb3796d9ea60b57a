import { useMemo } from 'react';
import { useQuery } from 'urql';
import { ListSkeleton } from '../../components/data-table/list-skeleton.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { graphql } from '../../gql/index.ts';
import type { IdentitiesSearch } from './identities-search.ts';
import { MappedIdentitiesTable } from './mapped-identities-table.tsx';

const MappedIdentitiesQuery = graphql(`
  query MappedIdentities {
    identities(filter: { isMapped: true }, first: 500) {
      totalCount
      edges {
        node {
          id
          ...MappedIdentitiesTable_identity
        }
      }
    }
  }
`);

const context = { additionalTypenames: ['Identity', 'IdentityMapping'] };

interface MappedIdentitiesProps {
  search: IdentitiesSearch;
  onSearch: (change: Partial<IdentitiesSearch>) => void;
}

/** Identities with an owner, by hand or by themselves, and since when. */
export function MappedIdentities({ search, onSearch }: MappedIdentitiesProps) {
  const [{ data, error }, load] = useQuery({ query: MappedIdentitiesQuery, context });
  const identities = useMemo(() => (data?.identities.edges ?? []).map(({ node }) => node), [data]);
  if (error && !data) return <ErrorState error={error} onRetry={() => load({ requestPolicy: 'network-only' })} />;
  if (!data) return <ListSkeleton />;
  return (
    <MappedIdentitiesTable
      identities={identities}
      search={search}
      onSearch={onSearch}
      empty={
        <EmptyState title="Nobody is mapped yet">
          Addresses of your members are mapped by themselves; the rest is in the inbox.
        </EmptyState>
      }
    />
  );
}
