import { Title } from '@mantine/core';
import { PlainTable } from '../../components/plain-table.tsx';
import { TimeChart } from '../../components/time-chart.tsx';
import type { BurnDown_BudgetFragment } from '../../gql/graphql.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { divideDecimals, multiplyDecimals } from '../../lib/decimal.ts';
import { formatDay } from '../../lib/format.ts';
import { amountText, axisText, BudgetAmount } from './budget-amount.tsx';
import classes from './budgets.module.css';
import { type BurnDownSeries, burnDownSeries } from './burn-down-series.ts';

const BurnDownFragment = graphql(`
  fragment BurnDown_budget on Budget {
    name
    metric
    currency
    thresholds
    currentWindow {
      from
      until
      limit
      days {
        day
        spent
        total
      }
      projected {
        expected
        low
        high
        days {
          day
          expected
        }
      }
    }
  }
`);

interface BurnDownProps {
  budget: FragmentType<typeof BurnDownFragment>;
}

/** What is left of the limit day by day, what is expected to be left, and the same as a table. */
export function BurnDown({ budget: masked }: BurnDownProps) {
  const budget = readFragment(BurnDownFragment, masked);
  const { name, thresholds, currentWindow } = budget;
  if (!currentWindow || currentWindow.days.length === 0) return null;
  const series = burnDownSeries(currentWindow);
  if (series.days.length < 2) return null;
  const spentOn = new Map(currentWindow.days.map(({ day, spent }) => [day, spent]));
  const hasBand = series.low.some((value) => value !== null);
  const hasExpected = series.expected.some((value) => value !== null);
  return (
    <section className={classes.section} aria-labelledby="burn-down">
      <Title order={2} fz="md" id="burn-down">
        What is left of the limit
      </Title>
      <div className={classes.columns}>
        <TimeChart
          label={`What is left of ${name} by day; the table beside it has the figures.`}
          points={['Start', ...series.days.map(formatDay)]}
          lines={[
            { name: 'Left', tone: 'actual', values: series.left },
            ...(hasExpected ? [{ name: 'Expected', tone: 'expected' as const, values: series.expected }] : []),
            { name: 'Even share', tone: 'even', values: series.even },
          ]}
          {...(hasBand ? { band: { name: 'Four of five outcomes', low: series.low, high: series.high } } : {})}
          marks={marksOf(thresholds, currentWindow.limit)}
          formatAxis={(value) => axisText(budget, value)}
          exact={(index) => <Exact budget={budget} series={series} index={index} />}
        />
        <div className={classes.scroller}>
          <PlainTable
            label="What is left by day"
            headings={[
              'Day',
              { right: 'Spent' },
              { right: 'Left' },
              ...(hasExpected ? [{ right: 'Expected left' }] : []),
            ]}
          >
            {series.days.map((day, index) => (
              <tr key={day}>
                <td className="numeric">{formatDay(day)}</td>
                <td data-align="right">
                  <BudgetAmount unit={budget} amount={spentOn.get(day) ?? null} />
                </td>
                <td data-align="right">
                  <BudgetAmount unit={budget} amount={series.left[index + 1] ?? null} />
                </td>
                {hasExpected ? (
                  <td data-align="right">
                    <BudgetAmount unit={budget} amount={series.expected[index + 1] ?? null} />
                  </td>
                ) : null}
              </tr>
            ))}
          </PlainTable>
        </div>
      </div>
    </section>
  );
}

/** Each threshold where so much is left; 100 percent is nothing left. */
function marksOf(thresholds: readonly number[], limit: string) {
  return [...new Set([...thresholds, 100])].map((threshold) => ({
    label: `${threshold}%`,
    value: divideDecimals(multiplyDecimals(limit, String(100 - threshold)), '100', 9) ?? '0',
    isLimit: threshold === 100,
  }));
}

interface ExactProps {
  budget: BurnDown_BudgetFragment;
  series: BurnDownSeries;
  index: number;
}

function Exact({ budget, series, index }: ExactProps) {
  const rows = [
    ['Left', series.left[index]],
    ['Expected left', series.expected[index]],
    ['Even share', series.even[index]],
  ] as const;
  return (
    <>
      {formatDay(series.days[index - 1] ?? '')}
      {rows.map(([label, value]) =>
        value ? (
          <span key={label} style={{ display: 'block' }}>
            {label} {amountText(budget, value)}
          </span>
        ) : null,
      )}
    </>
  );
}
