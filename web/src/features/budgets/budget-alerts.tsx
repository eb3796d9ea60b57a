import { Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { graphql, readFragment } from '../../gql/index.ts';
import { AlertDocument } from './alert.ts';
import { AlertsList } from './alerts-list.tsx';
import classes from './budgets.module.css';

const BudgetAlertsDocument = graphql(`
  query BudgetAlerts($budgetId: ID!) {
    budgetAlerts(first: 50, filter: { budgetId: $budgetId }) {
      totalCount
      edges {
        node {
          ...AlertItem
        }
      }
    }
  }
`);

const context = { additionalTypenames: ['BudgetAlert', 'Budget'], requestPolicy: 'cache-and-network' as const };

/** What a budget has told, latest first. */
export function BudgetAlerts({ budgetId }: { budgetId: string }) {
  const [opened, setOpened] = useState('');
  const [{ data }] = useQuery({ query: BudgetAlertsDocument, variables: { budgetId }, context });
  const alerts = readFragment(
    AlertDocument,
    (data?.budgetAlerts.edges ?? []).map(({ node }) => node),
  );
  if (!data) return null;
  const { totalCount } = data.budgetAlerts;
  return (
    <section className={classes.section} aria-labelledby="alerts">
      <Title order={2} fz="md" id="alerts">
        Alerts
      </Title>
      {totalCount === 0 ? (
        <Text fz="sm" c="dimmed">
          None so far.
        </Text>
      ) : (
        <AlertsList label="Alerts of this budget" alerts={alerts} opened={opened} onOpen={setOpened} />
      )}
      {totalCount > alerts.length ? (
        <Text fz="sm" c="dimmed" mt="xs">
          The latest {alerts.length} of {totalCount}.
        </Text>
      ) : null}
    </section>
  );
}
