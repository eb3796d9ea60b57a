import type { BudgetRowFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';

/** All that lists and forms show of a budget; mutations answer with it. */
export const BudgetDocument = graphql(`
  fragment BudgetRow on Budget {
    id
    version
    name
    subject {
      id
      name
      scope
    }
    period
    metric
    currency
    limit
    isHard
    thresholds
    alertsOnProjection
    carriesOver
    validFrom
    validUntil
    notes
    archivedAt
    parent {
      id
      name
    }
    allocation {
      allocated
      unallocated
      isOverAllocated
    }
    currentWindow {
      from
      until
      startsAt
      endsAt
      daysLeft
      limit
      carriedOver
      spent
      left
      percent
      state
      link
      projected {
        expected
        low
        high
      }
    }
  }
`);

export type BudgetRow = BudgetRowFragment;
export type BudgetWindowRow = NonNullable<BudgetRow['currentWindow']>;
