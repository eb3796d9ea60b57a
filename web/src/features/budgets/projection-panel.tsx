import { useQuery } from 'urql';
import { FactsSkeleton } from '../../components/facts-skeleton.tsx';
import { Loaded } from '../../components/loaded.tsx';
import type { BudgetMetric, BudgetScope } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { ProjectionByDay } from './projection-by-day.tsx';
import { ProjectionEffects } from './projection-effects.tsx';
import { ProjectionFigures } from './projection-figures.tsx';
import { ProjectionScheduled } from './projection-scheduled.tsx';
import { subjectInput } from './subject-fields.tsx';

const ProjectionPanelDocument = graphql(`
  query ProjectionPanel($month: Date!, $scope: BudgetSubjectInput, $metric: BudgetMetric!, $scenario: ID) {
    projection(month: $month, scope: $scope, metric: $metric, scenario: $scenario) {
      ...ProjectionFigures_projection
      ...ProjectionByDay_projection
      ...ProjectionEffects_projection
      ...ProjectionScheduled_projection
    }
  }
`);

const context = {
  additionalTypenames: ['Budget', 'ProjectionScenario', 'DeletedScenario', 'CostEntry', 'PaidSubscription'],
};

interface ProjectionPanelProps {
  /** Its first day. */
  month: string;
  /** Absent: everything for administrators, oneself for members. */
  subject?: { scope: BudgetScope; id: string };
  metric?: BudgetMetric;
  /** Id; empty: none. */
  scenario?: string;
}

/** How a month is expected to end: figures, the chart and its table, and what is still to be charged. */
export function ProjectionPanel({ month, subject, metric = 'COST', scenario = '' }: ProjectionPanelProps) {
  const query = useQuery({
    query: ProjectionPanelDocument,
    variables: {
      month,
      scope: subject ? subjectInput(subject) : null,
      metric,
      scenario: scenario || null,
    },
    context,
  });
  return (
    <Loaded query={query} skeleton={<FactsSkeleton />}>
      {({ projection }) => (
        <>
          <ProjectionFigures projection={projection} />
          <ProjectionByDay projection={projection} />
          <ProjectionEffects projection={projection} />
          <ProjectionScheduled projection={projection} />
        </>
      )}
    </Loaded>
  );
}
