import type { AlertItemFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';

/** What is shown of an alert; every change of one answers with it. */
export const AlertDocument = graphql(`
  fragment AlertItem on BudgetAlert {
    id
    title
    severity
    state
    link
    evidence
    raisedAt
    snoozedUntil
    acknowledgedAt
    acknowledgedBy {
      id
      name
    }
    resolvedAt
    resolvedBy {
      id
      name
    }
    resolution
    budget {
      id
      name
      subject {
        id
        scope
      }
    }
    rule {
      id
      name
    }
  }
`);

export type AlertItem = AlertItemFragment;
