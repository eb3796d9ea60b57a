import { PlainTable } from '../../components/plain-table.tsx';
import { TimeChart } from '../../components/time-chart.tsx';
import type { ProjectionByDay_ProjectionFragment } from '../../gql/graphql.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { addDecimals, isZero } from '../../lib/decimal.ts';
import { formatDay, formatMonth } from '../../lib/format.ts';
import { amountText, axisText, BudgetAmount } from './budget-amount.tsx';
import classes from './budgets.module.css';

const ProjectionByDayFragment = graphql(`
  fragment ProjectionByDay_projection on Projection {
    month
    currency
    metric
    confidence
    previousMonth
    planned
    days {
      date
      actual
      expected
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
`);

type Projection = ProjectionByDay_ProjectionFragment;

interface ProjectionByDayProps {
  projection: FragmentType<typeof ProjectionByDayFragment>;
}

/** The month day by day, added up: a chart, and the same as a table. */
export function ProjectionByDay({ projection: masked }: ProjectionByDayProps) {
  const projection = readFragment(ProjectionByDayFragment, masked);
  const { days } = projection;
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
        <DayTable projection={projection} />
      </div>
    </div>
  );
}

function DayTable({ projection }: { projection: Projection }) {
  return (
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
      {projection.days.map(({ date, actual, expected, total }) => (
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
