import { Text } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { DataTable } from '../../components/data-table/data-table.tsx';
import type { ListSearch } from '../../components/data-table/list-search.ts';
import { createListColumns } from '../../components/data-table/table-features.ts';
import type { MappedIdentitiesTable_IdentityFragment } from '../../gql/graphql.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { identityDetail, identityName, mappingDays, ownerNames } from './identity-words.ts';
import { MappedIdentityActions } from './mapped-identity-actions.tsx';

const MappedIdentity = graphql(`
  fragment MappedIdentitiesTable_identity on Identity {
    id
    kind
    name
    email
    hint
    externalId
    deletedAt
    connection {
      id
      name
    }
    mappings {
      id
      from
      until
      source
      member {
        id
        name
      }
      agent {
        id
        name
      }
      project {
        id
        name
      }
    }
  }
`);

type Row = MappedIdentitiesTable_IdentityFragment;
const column = createListColumns<Row>();

const columns = column.columns([
  column.accessor((identity) => `${identityName(identity)} ${identity.email ?? ''}`, {
    id: 'name',
    header: 'Identity',
    cell: ({ row: { original } }) => (
      <>
        <span>{identityName(original)}</span>
        <Text c="dimmed" fz="xs">
          {identityDetail(original)}
          {original.deletedAt ? ' · deleted' : ''}
        </Text>
      </>
    ),
  }),
  column.accessor(({ mappings }) => mappings.map(ownerNames).join(' '), {
    id: 'owner',
    header: 'Owner',
    cell: ({ row: { original } }) =>
      original.mappings.map((mapping) => (
        <div key={mapping.id}>
          {ownerNames(mapping)}{' '}
          <Text span c="dimmed" fz="xs">
            {mappingDays(mapping.from, mapping.until)}
          </Text>
        </div>
      )),
  }),
  column.accessor(({ mappings }) => (mappings.some(({ source }) => source === 'MANUAL') ? 'By hand' : 'By itself'), {
    id: 'source',
    header: 'Mapped',
    meta: { isHiddenOnPhone: true },
  }),
  column.accessor(({ connection }) => connection?.name ?? '', {
    id: 'connection',
    header: 'Connection',
    meta: { isHiddenOnPhone: true },
    cell: ({ getValue }) => getValue() || '–',
  }),
  column.display({
    id: 'actions',
    header: '',
    meta: { width: '2.5rem', align: 'right', label: 'Actions' },
    cell: ({ row: { original } }) => (
      <MappedIdentityActions identity={{ id: original.id, name: identityName(original) }} />
    ),
  }),
]);

interface MappedIdentitiesTableProps {
  identities: FragmentType<typeof MappedIdentity>[];
  search: ListSearch;
  onSearch: (change: Partial<ListSearch>) => void;
  empty: ReactNode;
}

export function MappedIdentitiesTable({ identities, ...list }: MappedIdentitiesTableProps) {
  const rows = useMemo(() => [...readFragment(MappedIdentity, identities)], [identities]);
  return (
    <DataTable
      label="identities"
      rows={rows}
      columns={columns}
      getRowId={({ id }) => id}
      defaultSort="name"
      {...list}
    />
  );
}
