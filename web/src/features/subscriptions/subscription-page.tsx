import { useQuery } from 'urql';
import { ErrorState } from '../../components/error-state.tsx';
import { FactsSkeleton } from '../../components/facts-skeleton.tsx';
import { NotFound } from '../../components/not-found.tsx';
import { Page } from '../../components/page.tsx';
import { TextLink } from '../../components/text-link.tsx';
import type { SubscriptionPageQuery } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useViewer } from '../../lib/viewer.tsx';
import { PendingChangesProvider, usePendingChanges } from './pending-changes.tsx';
import { PostedEntries } from './posted-entries.tsx';
import { SubscriptionActions } from './subscription-actions.tsx';
import { SubscriptionFacts } from './subscription-facts.tsx';
import { SubscriptionFigures } from './subscription-figures.tsx';
import { SubscriptionHistory } from './subscription-history.tsx';
import { SubscriptionPayoff } from './subscription-payoff.tsx';
import { SubscriptionStatus } from './subscription-status.tsx';

const SubscriptionPageDocument = graphql(`
  query SubscriptionPage($id: ID!) {
    subscription(id: $id) {
      id
      name
      version
      status
      trialUntil
      endsOn
      vendor {
        name
      }
      ...SubscriptionActions_subscription
      ...SubscriptionFigures_subscription
      ...SubscriptionFacts_subscription
      ...SubscriptionHistory_subscription
    }
  }
`);

const context = { additionalTypenames: ['SubscriptionChange'] };

/** One subscription: what it costs, whether it pays off, who had it, what it posted. */
export function SubscriptionPage({ subscriptionId }: { subscriptionId: string }) {
  const [{ data, error }, retry] = useQuery({
    query: SubscriptionPageDocument,
    variables: { id: subscriptionId },
    context,
  });
  if (error) return <ErrorState error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (!data) return <FactsSkeleton />;
  if (!data.subscription) return <NotFound what="subscription" />;
  return (
    <PendingChangesProvider>
      <SubscriptionContent subscription={data.subscription} />
    </PendingChangesProvider>
  );
}

type Shown = NonNullable<SubscriptionPageQuery['subscription']>;

function SubscriptionContent({ subscription }: { subscription: Shown }) {
  const { isAdmin } = useViewer();
  const { pendingOf } = usePendingChanges();
  const { id, name, vendor } = subscription;
  return (
    <Page
      title={name}
      description={
        <>
          {vendor.name} · <SubscriptionStatus {...subscription} pending={pendingOf(subscription)} />
        </>
      }
      above={
        <TextLink to={isAdmin ? '/subscriptions' : '/my/subscriptions'}>
          {isAdmin ? 'Subscriptions' : 'My subscriptions'}
        </TextLink>
      }
      actions={<SubscriptionActions subscription={subscription} isOnPage />}
    >
      <SubscriptionFigures subscription={subscription} />
      <SubscriptionFacts subscription={subscription} />
      <SubscriptionPayoff subscriptionId={id} />
      <SubscriptionHistory subscription={subscription} />
      <PostedEntries subscriptionId={id} />
    </Page>
  );
}
