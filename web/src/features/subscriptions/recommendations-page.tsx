import { Skeleton, Text, Title } from '@mantine/core';
import { useQuery } from 'urql';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { Figures } from '../../components/figures.tsx';
import { Money } from '../../components/money.tsx';
import { graphql } from '../../gql/index.ts';
import { useViewer } from '../../lib/viewer.tsx';
import { RecommendationCard } from './recommendation-card.tsx';
import classes from './recommendations-page.module.css';
import { SubscriptionsFrame } from './subscriptions-frame.tsx';

const RecommendationsPageQuery = graphql(`
  query RecommendationsPage {
    recommendations(first: 100) {
      totalCount
      yearlySaving
      edges {
        node {
          kind
          subscription {
            id
          }
          ...RecommendationCard_recommendation
        }
      }
    }
  }
`);

const context = { additionalTypenames: ['PaidSubscription', 'SubscriptionChange'] };

const groups = [
  { kind: 'IDLE_SEATS', title: 'Idle seats' },
  { kind: 'OVERLAPPING_SEATS', title: 'Overlapping seats' },
  { kind: 'CHANGE_PLAN', title: 'Better plans' },
] as const;

/** What would save money, by kind, the largest saving first, each with its arithmetic. */
export function RecommendationsPage() {
  const { currency } = useViewer();
  const [{ data, error }, retry] = useQuery({ query: RecommendationsPageQuery, context });
  const nodes = (data?.recommendations.edges ?? []).map(({ node }) => node);
  return (
    <SubscriptionsFrame>
      {error ? <ErrorState error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} /> : null}
      {!error && !data ? <Skeleton height={240} aria-label="Loading" role="status" /> : null}
      {data && !error && nodes.length === 0 ? (
        <EmptyState title="Nothing to save">
          Seats that nobody used for a whole month, two tools of a kind with the same member, and plans that would have
          cost clearly less show up here.
        </EmptyState>
      ) : null}
      {data && nodes.length > 0 ? (
        <Figures
          figures={[
            {
              label: 'Could be saved a year',
              value: <Money amount={data.recommendations.yearlySaving} currency={currency} />,
              note: `${data.recommendations.totalCount} ${data.recommendations.totalCount === 1 ? 'suggestion' : 'suggestions'}, in ${currency}`,
            },
          ]}
        />
      ) : null}
      {groups.map(({ kind, title }) => {
        const own = nodes.filter((node) => node.kind === kind);
        if (own.length === 0) return null;
        return (
          <section key={kind} className={classes.group}>
            <Title order={2} fz="md">
              {title}{' '}
              <Text span c="dimmed" fz="sm" className="numeric">
                {own.length}
              </Text>
            </Title>
            {own.map((node) => (
              <RecommendationCard key={node.subscription.id} recommendation={node} />
            ))}
          </section>
        );
      })}
    </SubscriptionsFrame>
  );
}
