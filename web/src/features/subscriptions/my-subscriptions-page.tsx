import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMemo } from 'react';
import { ListSkeleton } from '../../components/data-table/list-skeleton.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Page } from '../../components/page.tsx';
import type { MySubscriptionsPageQuery } from '../../gql/graphql.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { useAllNodes } from '../../lib/use-all-nodes.ts';
import { useViewer } from '../../lib/viewer.tsx';
import { AddSubscriptionDialog } from './add-subscription-dialog.tsx';
import { FixedCostByMonth } from './fixed-cost-by-month.tsx';
import { PendingChangesProvider } from './pending-changes.tsx';
import { RunRate } from './run-rate.tsx';
import { SubscriptionsFrame } from './subscriptions-frame.tsx';
import type { MySubscriptionsSearch } from './subscriptions-search.ts';
import { SubscriptionRow, SubscriptionsTable } from './subscriptions-table.tsx';

const MySubscriptionsPageDocument = graphql(`
  query MySubscriptionsPage($memberId: ID!, $after: String) {
    subscriptions(first: 250, memberId: $memberId, after: $after) {
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

const pick = (data: MySubscriptionsPageQuery) => data.subscriptions;
const context = { additionalTypenames: ['PaidSubscription', 'SubscriptionChange'] };

interface MySubscriptionsPageProps {
  search: MySubscriptionsSearch;
  onSearch: (change: Partial<MySubscriptionsSearch>) => void;
}

/** One's own subscriptions, and what they cost each month. */
export function MySubscriptionsPage({ search, onSearch }: MySubscriptionsPageProps) {
  const { memberId, isAdmin } = useViewer();
  const variables = useMemo(() => ({ memberId }), [memberId]);
  const query = useAllNodes({ query: MySubscriptionsPageDocument, variables, pick, context });
  const add = () => onSearch({ dialog: 'new' });
  const actions = (
    <Button leftSection={<IconPlus size={16} />} onClick={add}>
      Add a subscription
    </Button>
  );
  const content = (
    <>
      <Loaded query={query} skeleton={<ListSkeleton />}>
        {(subscriptions) => (
          <PendingChangesProvider>
            {subscriptions.length > 0 ? <RunRate rows={readFragment(SubscriptionRow, subscriptions)} /> : null}
            <SubscriptionsTable
              isOwn
              subscriptions={subscriptions}
              search={search}
              onSearch={onSearch}
              empty={
                <EmptyState title="No subscriptions yet" action={<Button onClick={add}>Add your first one</Button>}>
                  Claude Max, ChatGPT, Cursor, Midjourney: what is paid for you by the month or year.
                </EmptyState>
              }
            />
            {subscriptions.length > 0 ? <FixedCostByMonth memberId={memberId} /> : null}
          </PendingChangesProvider>
        )}
      </Loaded>
      {search.dialog === 'new' ? <AddSubscriptionDialog isOwn onClose={() => onSearch({ dialog: undefined })} /> : null}
    </>
  );
  if (!isAdmin) return <SubscriptionsFrame actions={actions}>{content}</SubscriptionsFrame>;
  return (
    <Page title="My subscriptions" actions={actions}>
      {content}
    </Page>
  );
}
