import { Button, SegmentedControl, Select } from '@mantine/core';
import { IconClipboardPlus, IconPlus } from '@tabler/icons-react';
import { useMemo } from 'react';
import { ListSkeleton } from '../../components/data-table/list-skeleton.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Loaded } from '../../components/loaded.tsx';
import type { SubscriptionsPageQuery } from '../../gql/graphql.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { useAllNodes } from '../../lib/use-all-nodes.ts';
import { AddSubscriptionDialog } from './add-subscription-dialog.tsx';
import { PasteSubscriptionsDialog } from './paste-subscriptions-dialog.tsx';
import { PendingChangesProvider } from './pending-changes.tsx';
import { RunRate } from './run-rate.tsx';
import { isShown } from './subscription-filter.ts';
import { SubscriptionsFrame } from './subscriptions-frame.tsx';
import { ownerFilters, type SubscriptionsSearch, statusFilters } from './subscriptions-search.ts';
import { SubscriptionRow, SubscriptionsTable } from './subscriptions-table.tsx';

const SubscriptionsPageDocument = graphql(`
  query SubscriptionsPage($after: String) {
    subscriptions(first: 250, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          ...SubscriptionsTable_subscription
        }
      }
    }
  }
`);

const statusLabels = { current: 'Current', waiting: 'To approve', past: 'Ended', all: 'All' } as const;
const ownerLabels = { all: 'All owners', members: 'Members', teams: 'Teams' } as const;
const pick = (data: SubscriptionsPageQuery) => data.subscriptions;
const variables = {};
const context = { additionalTypenames: ['PaidSubscription', 'SubscriptionChange'] };

interface SubscriptionsPageProps {
  search: SubscriptionsSearch;
  onSearch: (change: Partial<SubscriptionsSearch>) => void;
}

/** Everybody's subscriptions, for administrators. */
export function SubscriptionsPage({ search, onSearch }: SubscriptionsPageProps) {
  const query = useAllNodes({ query: SubscriptionsPageDocument, variables, pick, context });
  const close = () => onSearch({ dialog: undefined });
  return (
    <SubscriptionsFrame
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconClipboardPlus size={16} />}
            onClick={() => onSearch({ dialog: 'paste' })}
          >
            Paste rows
          </Button>
          <Button leftSection={<IconPlus size={16} />} onClick={() => onSearch({ dialog: 'new' })}>
            Add a subscription
          </Button>
        </>
      }
    >
      <Loaded query={query} skeleton={<ListSkeleton />}>
        {(all) => <FilteredSubscriptions all={all} search={search} onSearch={onSearch} />}
      </Loaded>
      {search.dialog === 'new' ? <AddSubscriptionDialog isOwn={false} onClose={close} /> : null}
      {search.dialog === 'paste' ? <PasteSubscriptionsDialog onClose={close} /> : null}
    </SubscriptionsFrame>
  );
}

interface FilteredSubscriptionsProps extends SubscriptionsPageProps {
  all: FragmentType<typeof SubscriptionRow>[];
}

function FilteredSubscriptions({ all, search, onSearch }: FilteredSubscriptionsProps) {
  const rows = useMemo(() => readFragment(SubscriptionRow, all), [all]);
  const shown = useMemo(
    () => all.filter((_, index) => rows[index] && isShown(rows[index], search)),
    [all, rows, search],
  );
  const vendors = new Map(rows.map(({ vendor }) => [vendor.id, vendor.name]));
  const waitingCount = rows.filter(({ status }) => status === 'PENDING').length;
  return (
    <PendingChangesProvider>
      <RunRate rows={readFragment(SubscriptionRow, shown)} />
      <SubscriptionsTable
        subscriptions={shown}
        search={search}
        onSearch={onSearch}
        toolbar={
          <>
            <SegmentedControl
              size="xs"
              aria-label="Which subscriptions"
              value={search.show}
              onChange={(show) => onSearch({ show, page: 1 })}
              data={statusFilters.map((value) => ({
                value,
                label: value === 'waiting' && waitingCount > 0 ? `To approve (${waitingCount})` : statusLabels[value],
              }))}
            />
            <Select
              aria-label="Vendor"
              placeholder="All vendors"
              clearable
              w={150}
              data={[...vendors].map(([value, label]) => ({ value, label }))}
              value={search.vendor || null}
              onChange={(vendor) => onSearch({ vendor: vendor ?? '', page: 1 })}
            />
            <SegmentedControl
              size="xs"
              aria-label="Whose"
              value={search.owner}
              onChange={(owner) => onSearch({ owner, page: 1 })}
              data={ownerFilters.map((value) => ({ value, label: ownerLabels[value] }))}
            />
          </>
        }
        empty={
          all.length === 0 ? (
            <EmptyState
              title="No subscriptions yet"
              action={<Button onClick={() => onSearch({ dialog: 'new' })}>Add the first one</Button>}
            >
              Claude Max, ChatGPT, Cursor, Midjourney: what is paid by the month or year. Members add their own.
            </EmptyState>
          ) : (
            <EmptyState title="None of these">Choose other filters.</EmptyState>
          )
        }
      />
    </PendingChangesProvider>
  );
}
