import { Text, Title } from '@mantine/core';
import { useQuery } from 'urql';
import { FactsSkeleton } from '../../components/facts-skeleton.tsx';
import { Figures } from '../../components/figures.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { PlainTable } from '../../components/plain-table.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { TimeChart } from '../../components/time-chart.tsx';
import type { BudgetMetric, BudgetScope, ProjectionPanelQuery } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { addDecimals, isZero } from '../../lib/decimal.ts';
import { formatDay, formatMonth } from '../../lib/format.ts';
import { amountText, axisText, BudgetAmount } from './budget-amount.tsx';
import classes from './budgets.module.css';
import { subjectInput } from './subject-fields.tsx';

const ProjectionPanelDocument = graphql(`
  query ProjectionPanel($month: Date!, $scope: BudgetSubjectInput, $metric: BudgetMetric!, $scenario: ID) {
    projection(month: $month, scope: $scope, metric: $metric, scenario: $scenario) {
      month
      today
      currency
      metric
      confidence
      historyDays
      knownUntil
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
        amount
      }
      scheduledCosts {
        date
        name
        amount
        isEstimated
      }
      days {
        date
        actual
        expected
        planned
        previousMonth
        total {
          actual
          expected
          low
          high
          planned
        }
      }
    }
  }
`);

const context = {
  additionalTypenames: ['Budget', 'ProjectionScenario', 'DeletedScenario', 'CostEntry', 'PaidSubscription'],
};

type Projection = ProjectionPanelQuery['projection'];

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
      {({ projection }) => <Content projection={projection} />}
    </Loaded>
  );
}

function Content({ projection }: { projection: Projection }) {
  const { scenarioEffects, scheduledCosts, days } = projection;
  const lines = [
    { name: 'So far', tone: 'actual' as const, values: ['0', ...days.map(({ total }) => total.actual)] },
    { name: 'Expected', tone: 'expected' as const, values: [null, ...days.map(expectedTotal)] },
    ...(projection.planned === null
      ? []
      : [{ name: 'Planned', tone: 'even' as const, values: ['0', ...days.map(({ total }) => total.planned)] }]),
    ...(isZero(projection.previousMonth)
      ? []
      : [{ name: 'Month before', tone: 'before' as const, values: ['0', ...monthBefore(days)] }]),
  ];
  const hasBand = projection.confidence !== 'NONE' && days.some(({ total }) => total.low !== null);
  return (
    <>
      <ProjectionFigures projection={projection} />
      <div className={classes.columns}>
        <TimeChart
          label={`${formatMonth(projection.month)} by day, added up; the table beside it has the figures.`}
          points={['Start', ...days.map(({ date }) => formatDay(date))]}
          lines={lines}
          {...(hasBand
            ? {
                band: {
                  name: 'Four of five outcomes',
                  low: [null, ...days.map(({ total }) => total.low)],
                  high: [null, ...days.map(({ total }) => total.high)],
                },
              }
            : {})}
          marks={projection.planned === null ? [] : [{ label: 'Budget', value: projection.planned, isLimit: true }]}
          formatAxis={(value) => axisText(projection, value)}
          exact={(index) => <Exact projection={projection} index={index} />}
        />
        <div className={classes.scroller}>
          <PlainTable
            label="The month by day"
            headings={[
              'Day',
              { right: 'Came to' },
              { right: 'Expected' },
              { right: 'Added up' },
              ...(projection.planned === null ? [] : [{ right: 'Planned by then', isHiddenOnPhone: true }]),
            ]}
          >
            {days.map(({ date, actual, expected, total }) => (
              <tr key={date}>
                <td className="numeric">{formatDay(date)}</td>
                <td data-align="right">
                  <BudgetAmount unit={projection} amount={actual} />
                </td>
                <td data-align="right">
                  <BudgetAmount unit={projection} amount={expected} />
                </td>
                <td data-align="right">
                  <BudgetAmount unit={projection} amount={total.expected} />
                </td>
                {projection.planned === null ? null : (
                  <td data-align="right" data-phone="hidden">
                    <BudgetAmount unit={projection} amount={total.planned} />
                  </td>
                )}
              </tr>
            ))}
          </PlainTable>
        </div>
      </div>
      {scenarioEffects.length > 0 ? (
        <section className={classes.section}>
          <Title order={2} fz="md">
            What the scenario changes
          </Title>
          <PlainTable label="What the scenario changes" headings={['Change', { right: 'In this month' }]}>
            {scenarioEffects.map(({ name, amount }) => (
              <tr key={name}>
                <td>{name}</td>
                <td data-align="right">
                  <BudgetAmount unit={projection} amount={amount} />
                </td>
              </tr>
            ))}
          </PlainTable>
        </section>
      ) : null}
      {scheduledCosts.length > 0 ? (
        <section className={classes.section}>
          <Title order={2} fz="md">
            Still to be charged
          </Title>
          <PlainTable label="Still to be charged" headings={['Date', 'What', { right: 'Amount' }]}>
            {scheduledCosts.map(({ date, name, amount, isEstimated }) => (
              <tr key={`${date} ${name} ${amount}`}>
                <td>{formatDay(date)}</td>
                <td>
                  {name}
                  {isEstimated ? <span className={classes.note}>as much as the last time</span> : null}
                  {amount === null ? <span className={classes.note}>not counted: its amount is not known</span> : null}
                </td>
                <td data-align="right">
                  <BudgetAmount unit={projection} amount={amount} />
                </td>
              </tr>
            ))}
          </PlainTable>
        </section>
      ) : null}
    </>
  );
}

/** From the last day that is over on. */
function expectedTotal(
  { total }: Projection['days'][number],
  index: number,
  days: readonly Projection['days'][number][],
) {
  const isAhead = total.actual === null || days[index + 1]?.total.actual === null;
  return isAhead ? total.expected : null;
}

function monthBefore(days: Projection['days']): (string | null)[] {
  let total = '0';
  return days.map(({ previousMonth }) => {
    if (previousMonth === null) return null;
    total = addDecimals(total, previousMonth);
    return total;
  });
}

const confidenceWords = {
  MEASURED: 'Four of five months end',
  LOW: 'Little history: four of five months end',
  NONE: 'Too little history to say how sure that is',
} as const;

function ProjectionFigures({ projection }: { projection: Projection }) {
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

function Exact({ projection, index }: { projection: Projection; index: number }) {
  const day = projection.days[index - 1];
  if (!day) return null;
  const rows = [
    ['So far', day.total.actual],
    ['Expected', day.total.expected],
    ['At least', day.total.low],
    ['At most', day.total.high],
    ['Planned', day.total.planned],
  ] as const;
  return (
    <>
      {formatDay(day.date)}
      {rows.map(([label, value]) =>
        value === null ? null : (
          <span key={label} style={{ display: 'block' }}>
            {label} {amountText(projection, value)}
          </span>
        ),
      )}
    </>
  );
}
