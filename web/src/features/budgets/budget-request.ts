import type { BudgetRequestRowFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';

/** Somebody asks for a higher limit. */
export const BudgetRequestDocument = graphql(`
  fragment BudgetRequestRow on BudgetRequest {
    id
    status
    limit
    reason
    grantedLimit
    createdAt
    decidedAt
    decisionNote
    decidedBy {
      id
      name
    }
    member {
      id
      name
    }
    budget {
      id
      name
      metric
      currency
      limit
    }
  }
`);

export type BudgetRequestRow = BudgetRequestRowFragment;
