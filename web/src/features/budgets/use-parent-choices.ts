import { useMemo } from 'react';
import { useQuery } from 'urql';
import type { BudgetMetric, BudgetPeriod } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';

const ParentChoices = graphql(`
  query ParentChoices($metric: BudgetMetric!, $period: BudgetPeriod!) {
    budgets(first: 500, filter: { isArchived: false, metrics: [$metric], periods: [$period] }) {
      edges {
        node {
          id
          name
        }
      }
    }
  }
`);

const context = { additionalTypenames: ['Budget'] };

interface ParentChoicesArgs {
  metric: BudgetMetric;
  period: BudgetPeriod;
  /** Left out of its own parents. */
  budgetId: string | null;
}

/** Budgets whose limit another one of that period and metric can share. */
export function useParentChoices({ metric, period, budgetId }: ParentChoicesArgs): { value: string; label: string }[] {
  const [{ data }] = useQuery({ query: ParentChoices, variables: { metric, period }, context });
  return useMemo(
    () =>
      (data?.budgets.edges ?? [])
        .filter(({ node }) => node.id !== budgetId)
        .map(({ node: { id, name } }) => ({ value: id, label: name })),
    [data, budgetId],
  );
}
