import { Box, Button, Group, Text } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { DataTable } from '../../components/data-table/data-table.tsx';
import type { ListSearch } from '../../components/data-table/list-search.ts';
import { createListColumns, sortByDecimal } from '../../components/data-table/table-features.ts';
import { Money } from '../../components/money.tsx';
import { Quantity } from '../../components/quantity.tsx';
import type { IdentityInboxTable_IdentityFragment } from '../../gql/graphql.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { formatDay } from '../../lib/format.ts';
import { identityDetail, identityName } from './identity-words.ts';
import { InboxChoices } from './inbox-choices.tsx';
import type { IdentityActions } from './use-identity-actions.ts';

const InboxIdentity = graphql(`
  fragment IdentityInboxTable_identity on InboxIdentity {
    identity {
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
    }
    spend
    listValue
    tokens
    firstDay
    lastDay
    isUnlinked
    ...InboxChoices_identity
  }
`);

const column = createListColumns<IdentityInboxTable_IdentityFragment>();

function columnsFor(actions: IdentityActions, isIgnored: boolean) {
  return column.columns([
    column.accessor(({ identity }) => `${identityName(identity)} ${identity.email ?? ''}`, {
      id: 'name',
      header: 'Identity',
      cell: ({ row: { original } }) => (
        <>
          <span>{identityName(original.identity)}</span>
          <Text c="dimmed" fz="xs">
            {identityDetail(original.identity)}
            {original.identity.connection ? ` · ${original.identity.connection.name}` : ''}
            {original.identity.deletedAt ? ' · deleted' : ''}
          </Text>
          <Box hiddenFrom="sm">
            <Choices identity={original} actions={actions} isIgnored={isIgnored} />
          </Box>
        </>
      ),
    }),
    column.accessor('spend', {
      header: 'Spend, 90 days',
      sortFn: sortByDecimal,
      sortDescFirst: true,
      enableGlobalFilter: false,
      meta: { align: 'right' },
      cell: ({ getValue }) => <Money amount={getValue()} />,
    }),
    column.accessor('tokens', {
      header: 'Tokens',
      sortFn: sortByDecimal,
      sortDescFirst: true,
      enableGlobalFilter: false,
      meta: { align: 'right', isHiddenOnPhone: true },
      cell: ({ getValue }) => <Quantity quantity={getValue()} unit="tokens" />,
    }),
    column.accessor('firstDay', {
      id: 'since',
      header: 'Since',
      enableGlobalFilter: false,
      meta: { isHiddenOnPhone: true },
      cell: ({ getValue }) => <span className="numeric">{formatDay(getValue())}</span>,
    }),
    column.display({
      id: 'owner',
      header: isIgnored ? 'Set aside' : 'Who is it?',
      meta: { isHiddenOnPhone: true },
      cell: ({ row: { original } }) => <Choices identity={original} actions={actions} isIgnored={isIgnored} />,
    }),
  ]);
}

interface ChoicesProps {
  identity: IdentityInboxTable_IdentityFragment;
  actions: IdentityActions;
  isIgnored: boolean;
}

/** In a column of its own at a desk, below the name on a phone. */
function Choices({ identity: original, actions, isIgnored }: ChoicesProps) {
  const { identity } = original;
  if (!isIgnored && original.isUnlinked) return <Unlinked identity={identity} actions={actions} />;
  if (!isIgnored) return <InboxChoices identity={original} actions={actions} />;
  return (
    <Button
      variant="default"
      size="compact-sm"
      onClick={() => void actions.setIgnored(identity.id, identityName(identity), false)}
    >
      Back to the inbox
    </Button>
  );
}

interface UnlinkedProps {
  identity: IdentityInboxTable_IdentityFragment['identity'];
  actions: IdentityActions;
}

/** Its owner is known, its bill is not. */
function Unlinked({ identity, actions }: UnlinkedProps) {
  return (
    <Group gap="xs">
      <Text fz="xs" c="dimmed" maw="22rem">
        On no connection’s bill, so it does not count. Push it with a token that is bound to a connection, or with the
        last characters of the key.
      </Text>
      <Button
        variant="subtle"
        size="compact-sm"
        onClick={() => void actions.setIgnored(identity.id, identityName(identity), true)}
      >
        Set aside
      </Button>
    </Group>
  );
}

interface IdentityInboxTableProps {
  identities: FragmentType<typeof InboxIdentity>[];
  isIgnored: boolean;
  actions: IdentityActions;
  search: ListSearch;
  onSearch: (change: Partial<ListSearch>) => void;
  empty: ReactNode;
}

export function IdentityInboxTable({ identities, isIgnored, actions, ...list }: IdentityInboxTableProps) {
  const rows = useMemo(() => [...readFragment(InboxIdentity, identities)], [identities]);
  return (
    <DataTable
      label="identities"
      rows={rows}
      columns={columnsFor(actions, isIgnored)}
      getRowId={({ identity }) => identity.id}
      defaultSort="-spend"
      {...list}
    />
  );
}
