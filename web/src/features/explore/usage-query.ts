import type { UsageRowsQuery as UsageRowsData } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';

/** The cell by the pivot, and what its rows add up to: two ways to the same figures. */
export const UsageRowsPageQuery = graphql(`
  query UsageRowsPage($input: PivotInput!, $filter: UsageBucketFilter!, $entries: CostEntryFilter!) {
    pivot(input: $input) {
      totals {
        values
      }
    }
    usageBuckets(filter: $filter, first: 1) {
      totalCount
      totals {
        spend
        listValue
        totalTokens
      }
    }
    costEntries(filter: $entries, first: 1) {
      totalCount
      totals {
        amount
      }
    }
  }
`);

export const UsageRowsQuery = graphql(`
  query UsageRows($filter: UsageBucketFilter!, $orderBy: UsageBucketOrder!, $first: Int!, $offset: Int!) {
    usageBuckets(filter: $filter, orderBy: $orderBy, first: $first, offset: $offset) {
      edges {
        node {
          id
          hour
          isDayGrain
          day
          billingDay
          member {
            label
            detail
          }
          team {
            label
          }
          agent {
            label
          }
          project {
            label
          }
          vendor {
            label
          }
          tool {
            label
          }
          model {
            label
          }
          apiKey {
            label
            detail
          }
          session {
            label
          }
          inputTokens
          cacheReadTokens
          cacheWrite5mTokens
          cacheWrite1hTokens
          outputTokens
          totalTokens
          requests
          evidence
          isResidual
          billingKind
          spend
          listValue
        }
      }
    }
  }
`);

export type UsageRow = UsageRowsData['usageBuckets']['edges'][number]['node'];
