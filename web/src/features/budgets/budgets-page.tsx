import { Button, SegmentedControl } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMemo } from 'react';
import { ListSkeleton } from '../../components/data-table/list-skeleton.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Loaded } from '../../components/loaded.tsx';
import type { BudgetsPageQuery } from '../../gql/graphql.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { useAllNodes } from '../../lib/use-all-nodes.ts';
import { BudgetDocument } from './budget.ts';
import { BudgetDialog } from './budget-dialog.tsx';
import { BudgetsFrame } from './budgets-frame.tsx';
import type { BudgetsSearch } from './budgets-search.ts';
import { BudgetsTable } from './budgets-table.tsx';
import { PendingRequests } from './pending-requests.tsx';

const BudgetsPageDocument = graphql(`
  query BudgetsPage($isArchived: Boolean!, $after: String) {
    budgets(first: 200, filter: { isArchived: $isArchived }, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          ...BudgetRow
        }
      }
    }
  }
`);

const pick = (data: BudgetsPageQuery) => data.budgets;
const context = {
  additionalTypenames: ['Budget', 'BudgetAlert', 'CostEntry', 'SyncRun', 'PaidSubscription'],
  requestPolicy: 'cache-and-network' as const,
};

interface BudgetsPageProps {
  search: BudgetsSearch;
  onSearch: (change: Partial<BudgetsSearch>) => void;
}

/** Every budget and how far its current window has come. */
export function BudgetsPage({ search, onSearch }: BudgetsPageProps) {
  const isArchived = search.show === 'archived';
  const variables = useMemo(() => ({ isArchived }), [isArchived]);
  const query = useAllNodes({ query: BudgetsPageDocument, variables, pick, context });
  return (
    <BudgetsFrame
      actions={
        <Button leftSection={<IconPlus size={16} />} onClick={() => onSearch({ dialog: 'new' })}>
          New budget
        </Button>
      }
    >
      <PendingRequests />
      <Loaded query={query} skeleton={<ListSkeleton />}>
        {(budgets) => (
          <BudgetsTable
            budgets={readFragment(BudgetDocument, budgets)}
            search={search}
            onSearch={onSearch}
            toolbar={
              <SegmentedControl
                size="xs"
                aria-label="Which budgets"
                data={[
                  { value: 'current', label: 'Current' },
                  { value: 'archived', label: 'Archived' },
                ]}
                value={search.show}
                onChange={(show) => onSearch({ show: show === 'archived' ? 'archived' : 'current', page: 1 })}
              />
            }
            empty={
              <EmptyState title={isArchived ? 'No budget is archived' : 'No budgets yet'}>
                A budget is a limit for a team, a person, an agent or everything, in each hour, day, week, month,
                quarter or year. Alerts tell before it is reached.
              </EmptyState>
            }
          />
        )}
      </Loaded>
      {search.dialog === 'new' ? <BudgetDialog onClose={() => onSearch({ dialog: '' })} /> : null}
    </BudgetsFrame>
  );
}
