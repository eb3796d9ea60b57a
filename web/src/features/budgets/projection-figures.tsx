import { Text } from '@mantine/core';
import { Figures } from '../../components/figures.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { amountText, BudgetAmount } from './budget-amount.tsx';

const ProjectionFiguresFragment = graphql(`
  fragment ProjectionFigures_projection on Projection {
    currency
    metric
    confidence
    actual
    scheduled
    forecast
    expected
    expectedWithoutScenario
    low
    high
    runRate
    previousMonth
    previousMonthToDate
    planned
    plannedLeft
    budget {
      id
      name
    }
    scenarioEffects {
      name
    }
  }
`);

const confidenceWords = {
  MEASURED: 'Four of five months end',
  LOW: 'Little history: four of five months end',
  NONE: 'Too little history to say how sure that is',
} as const;

interface ProjectionFiguresProps {
  projection: FragmentType<typeof ProjectionFiguresFragment>;
}

/** How the month is expected to end, in a few numbers. */
export function ProjectionFigures({ projection: masked }: ProjectionFiguresProps) {
  const projection = readFragment(ProjectionFiguresFragment, masked);
  const { actual, scheduled, forecast, expected, expectedWithoutScenario, low, high, confidence, metric } = projection;
  const { planned, plannedLeft, budget, runRate, previousMonth, previousMonthToDate, scenarioEffects } = projection;
  const amount = (value: string | null) => <BudgetAmount unit={projection} amount={value} />;
  return (
    <>
      <Figures
        figures={[
          {
            label: 'Expected at the end',
            value: amount(expected),
            note:
              low === null || high === null || confidence === 'NONE' ? (
                confidenceWords.NONE
              ) : (
                <>
                  {confidenceWords[confidence]} between {amount(low)} and {amount(high)}
                </>
              ),
          },
          ...(scenarioEffects.length > 0
            ? [{ label: 'Without the scenario', value: amount(expectedWithoutScenario) }]
            : []),
          { label: 'So far', value: amount(actual) },
          ...(metric === 'COST'
            ? [{ label: 'Still to be charged', value: amount(scheduled), note: 'Fixed cost' }]
            : []),
          { label: 'Expected of usage', value: amount(forecast) },
          ...(planned === null
            ? []
            : [
                {
                  label: 'Planned',
                  value: amount(planned),
                  note: (
                    <>
                      {budget ? (
                        <TextLink to="/budgets/$budgetId" params={{ budgetId: budget.id }} fz="xs" underline="always">
                          {budget.name}
                        </TextLink>
                      ) : null}{' '}
                      {plannedLeft?.startsWith('-') ? 'Too much: ' : 'Left over: '}
                      {amount(plannedLeft === null ? null : plannedLeft.replace('-', ''))}
                    </>
                  ),
                },
              ]),
          {
            label: 'Month before',
            value: amount(previousMonth),
            note: <>{amount(previousMonthToDate)} of it by the same day</>,
          },
        ]}
      />
      {runRate === null ? null : (
        <Text fz="xs" c="dimmed" mb="md">
          For comparison, the average of the days so far would end at {amountText(projection, runRate)}.
        </Text>
      )}
    </>
  );
}
