import { Button, SegmentedControl } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMemo } from 'react';
import { ListSkeleton } from '../../components/data-table/list-skeleton.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Loaded } from '../../components/loaded.tsx';
import type { RecurringPageQuery } from '../../gql/graphql.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { useAllNodes } from '../../lib/use-all-nodes.ts';
import { LedgerFrame } from './ledger-frame.tsx';
import { RecurringCostDocument } from './recurring-cost.ts';
import { RecurringDialog } from './recurring-dialog.tsx';
import type { RecurringSearch } from './recurring-search.ts';
import { RecurringTable } from './recurring-table.tsx';

const RecurringPageDocument = graphql(`
  query RecurringPage($isEnded: Boolean!, $after: String) {
    recurringCosts(first: 200, isEnded: $isEnded, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          ...RecurringCostRow
        }
      }
    }
  }
`);

const pick = (data: RecurringPageQuery) => data.recurringCosts;
const context = { additionalTypenames: ['RecurringCost'] };

interface RecurringPageProps {
  search: RecurringSearch;
  onSearch: (change: Partial<RecurringSearch>) => void;
}

/** Costs that come again by the calendar. */
export function RecurringPage({ search, onSearch }: RecurringPageProps) {
  const isEnded = search.show === 'ended';
  const variables = useMemo(() => ({ isEnded }), [isEnded]);
  const query = useAllNodes({ query: RecurringPageDocument, variables, pick, context });
  return (
    <LedgerFrame
      actions={
        <Button leftSection={<IconPlus size={16} />} onClick={() => onSearch({ dialog: 'new' })}>
          New recurring cost
        </Button>
      }
    >
      <Loaded query={query} skeleton={<ListSkeleton />}>
        {(costs) => (
          <RecurringTable
            costs={readFragment(RecurringCostDocument, costs)}
            search={search}
            onSearch={onSearch}
            toolbar={
              <SegmentedControl
                size="xs"
                aria-label="Which recurring costs"
                data={[
                  { value: 'current', label: 'Current' },
                  { value: 'ended', label: 'Ended' },
                ]}
                value={search.show}
                onChange={(show) => onSearch({ show: show === 'ended' ? 'ended' : 'current', page: 1 })}
              />
            }
            empty={
              <EmptyState title={isEnded ? 'No recurring cost has ended' : 'No recurring costs yet'}>
                A recurring cost posts its entry on each of its dates, such as a support contract every quarter.
              </EmptyState>
            }
          />
        )}
      </Loaded>
      {search.dialog === 'new' ? <RecurringDialog onClose={() => onSearch({ dialog: '' })} /> : null}
    </LedgerFrame>
  );
}
