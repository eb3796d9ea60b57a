import { useMemo } from 'react';
import { useQuery } from 'urql';
import type { BillingInterval, PlanChoicesQuery } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';

const PlanChoices = graphql(`
  query PlanChoices {
    plans(first: 500) {
      edges {
        node {
          code
          name
          vendorCode
          vendorName
          minSeats
          isForTeams
          asOf
          prices {
            interval
            currency
            amount
            from
          }
        }
      }
    }
  }
`);

export type PlanChoice = PlanChoicesQuery['plans']['edges'][number]['node'];
type PlanPrice = PlanChoice['prices'][number];

/** The plan catalogue; null until it has arrived. */
export function usePlans(): PlanChoice[] | null {
  const [{ data }] = useQuery({ query: PlanChoices });
  return useMemo(() => data?.plans.edges.map(({ node }) => node) ?? null, [data]);
}

/** The list price of one interval on a day: the latest that holds by then. */
export function listPriceOn(plan: PlanChoice, interval: BillingInterval, day: string): PlanPrice | undefined {
  return plan.prices
    .filter((price) => price.interval === interval && (price.from ?? '') <= day)
    .toSorted((a, b) => ((a.from ?? '') < (b.from ?? '') ? 1 : -1))[0];
}
