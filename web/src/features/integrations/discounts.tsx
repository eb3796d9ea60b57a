import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { ErrorState } from '../../components/error-state.tsx';
import { FactsSkeleton } from '../../components/facts-skeleton.tsx';
import { graphql } from '../../gql/index.ts';
import { addDays } from '../../lib/day.ts';
import { formatDay, formatDayRange, formatPercent } from '../../lib/format.ts';
import classes from './connection-settings.module.css';
import { SetDiscountDialog } from './set-discount-dialog.tsx';

const DiscountsQuery = graphql(`
  query Discounts($connectionId: ID!) {
    negotiatedDiscounts(connectionId: $connectionId, first: 100) {
      edges {
        node {
          id
          rate
          from
          until
        }
      }
    }
  }
`);

const context = { additionalTypenames: ['NegotiatedDiscount'] };

/** What the vendor takes off the list price of this account, by day. */
export function Discounts({ connectionId }: { connectionId: string }) {
  const [{ data, error }, load] = useQuery({ query: DiscountsQuery, variables: { connectionId }, context });
  const [isAdding, setAdding] = useState(false);
  if (error) return <ErrorState error={error} onRetry={() => load({ requestPolicy: 'network-only' })} />;
  if (!data) return <FactsSkeleton />;
  const discounts = data.negotiatedDiscounts.edges.map(({ node }) => node);
  return (
    <>
      <Text c="dimmed" fz="sm" mb="xs">
        Taken off the list price where the vendor states no charge of its own. Usage priced before takes a new discount
        by re-pricing, under Prices.
      </Text>
      {discounts.length > 0 ? (
        <ul className={classes.discounts}>
          {discounts.map(({ id, rate, from, until }) => (
            <li key={id}>
              <span className="numeric">{formatPercent(rate, 4)} off</span>
              <span>{until ? formatDayRange(from, addDays(until, -1)) : `from ${formatDay(from)} on`}</span>
            </li>
          ))}
        </ul>
      ) : (
        <Text fz="sm" mb="md">
          None: usage is priced at the list price.
        </Text>
      )}
      <Button variant="default" onClick={() => setAdding(true)}>
        Set a discount…
      </Button>
      {isAdding ? <SetDiscountDialog connectionId={connectionId} onClose={() => setAdding(false)} /> : null}
    </>
  );
}
