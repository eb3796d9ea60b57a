import type { BillingInterval, RecurringCostRowFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';

export const RecurringCostDocument = graphql(`
  fragment RecurringCostRow on RecurringCost {
    id
    description
    vendor {
      id
      name
    }
    interval
    currency
    amount
    startsOn
    endsOn
    skipped
    nextDate
    unpostedDates
    lines {
      amount
      category
      glAccount {
        id
        code
        name
      }
      member {
        id
        name
      }
      team {
        id
        name
      }
      agent {
        id
        name
      }
      project {
        id
        name
      }
    }
  }
`);

export type RecurringCost = RecurringCostRowFragment;

export const intervalLabels: Readonly<Record<BillingInterval, string>> = {
  WEEKLY: 'Weekly',
  MONTHLY: 'Monthly',
  QUARTERLY: 'Quarterly',
  YEARLY: 'Yearly',
};
