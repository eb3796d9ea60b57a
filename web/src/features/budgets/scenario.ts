import type { ScenarioItemFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';

export const ScenarioDocument = graphql(`
  fragment ScenarioItem on ProjectionScenario {
    id
    name
    notes
    isShared
    canChange
    ownerName
    changes {
      name
      kind
      value
      from
      until
      interval
      subject {
        id
        name
        scope
      }
    }
  }
`);

export type Scenario = ScenarioItemFragment;
