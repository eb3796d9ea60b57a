import { SegmentedControl } from '@mantine/core';
import { useMemo } from 'react';
import { DataTable } from '../../components/data-table/data-table.tsx';
import { ListSkeleton } from '../../components/data-table/list-skeleton.tsx';
import { createListColumns } from '../../components/data-table/table-features.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Loaded } from '../../components/loaded.tsx';
import type { ChartOfAccountsQuery } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useAllNodes } from '../../lib/use-all-nodes.ts';
import { AccountActions } from './account-actions.tsx';
import { accountTypeLabels } from './account-dialog.tsx';
import type { AccountsSearch } from './accounts-search.ts';

const ChartOfAccountsDocument = graphql(`
  query ChartOfAccounts($isArchived: Boolean!, $after: String) {
    glAccounts(first: 500, isArchived: $isArchived, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          code
          name
          type
          archivedAt
        }
      }
    }
  }
`);

const pick = (data: ChartOfAccountsQuery) => data.glAccounts;
const context = { additionalTypenames: ['GlAccount', 'Import'] };
const column = createListColumns<ChartOfAccountsQuery['glAccounts']['edges'][number]['node']>();

const columns = column.columns([
  column.accessor('code', {
    header: 'Code',
    meta: { width: '7rem' },
    cell: ({ getValue }) => <span className="numeric">{getValue()}</span>,
  }),
  column.accessor('name', { header: 'Name' }),
  column.accessor(({ type }) => accountTypeLabels[type], { id: 'type', header: 'Type', meta: { width: '8rem' } }),
  column.display({
    id: 'actions',
    meta: { width: '2.5rem', align: 'right', label: 'Actions' },
    cell: ({ row }) => <AccountActions account={row.original} />,
  }),
]);

interface AccountsTableProps {
  search: AccountsSearch;
  onSearch: (change: Partial<AccountsSearch>) => void;
}

/** The chart of accounts. */
export function AccountsTable({ search, onSearch }: AccountsTableProps) {
  const isArchived = search.show === 'archived';
  const variables = useMemo(() => ({ isArchived }), [isArchived]);
  const query = useAllNodes({ query: ChartOfAccountsDocument, variables, pick, context });
  return (
    <Loaded query={query} skeleton={<ListSkeleton />}>
      {(accounts) => (
        <DataTable
          label="accounts"
          rows={accounts}
          columns={columns}
          getRowId={({ id }) => id}
          defaultSort="code"
          search={search}
          onSearch={onSearch}
          toolbar={
            <SegmentedControl
              size="xs"
              aria-label="Which accounts"
              data={[
                { value: 'current', label: 'Current' },
                { value: 'archived', label: 'Archived' },
              ]}
              value={search.show}
              onChange={(show) => onSearch({ show: show === 'archived' ? 'archived' : 'current', page: 1 })}
            />
          }
          empty={
            <EmptyState title={isArchived ? 'No account is archived' : 'No accounts yet'}>
              Costs are booked on accounts of the general ledger, such as 6210 Development Tools.
            </EmptyState>
          }
        />
      )}
    </Loaded>
  );
}
