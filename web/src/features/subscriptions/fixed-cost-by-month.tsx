import { Skeleton, Title } from '@mantine/core';
import { useQuery } from 'urql';
import { ErrorState } from '../../components/error-state.tsx';
import { Money } from '../../components/money.tsx';
import { MonthChart } from '../../components/month-chart.tsx';
import { PlainTable } from '../../components/plain-table.tsx';
import { graphql } from '../../gql/index.ts';
import { addMonths } from '../../lib/day.ts';
import { formatMonth } from '../../lib/format.ts';
import { useToday, useViewer } from '../../lib/viewer.tsx';
import classes from './by-month.module.css';
import { monthsBetween } from './months-between.ts';

const FixedCostByMonthQuery = graphql(`
  query FixedCostByMonth($from: Date!, $until: Date!, $filters: [DimensionFilter!]!) {
    pivot(
      input: { from: $from, until: $until, filters: $filters, rows: [MONTH], measures: [SPEND, AMORTIZED_SPEND], first: 24 }
    ) {
      rows {
        key
        values
      }
    }
  }
`);

const context = { additionalTypenames: ['PaidSubscription', 'SubscriptionChange'] };
const MONTHS = 12;

/** What one member's subscriptions and other fixed cost came to, the last twelve months. */
export function FixedCostByMonth({ memberId }: { memberId: string }) {
  const { currency } = useViewer();
  const today = useToday();
  const month = `${today.slice(0, 7)}-01`;
  const period = { from: addMonths(month, 1 - MONTHS), until: addMonths(month, 1) };
  const filters = [
    { dimension: 'MEMBER' as const, in: [memberId] },
    { dimension: 'COST_KIND' as const, in: ['FIXED'] },
  ];
  const [{ data, error }, retry] = useQuery({
    query: FixedCostByMonthQuery,
    variables: { ...period, filters },
    context,
  });
  if (error) return <ErrorState error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (!data) return <Skeleton height={180} mt="xl" aria-label="Loading" role="status" />;
  const found = new Map(data.pivot.rows.map(({ key, values }) => [key[0] ?? '', values]));
  const months = monthsBetween(period)
    .map((day) => ({ month: day, values: found.get(day.slice(0, 7)) ?? ['0', '0'] }))
    .slice(-MONTHS);
  const first = months.findIndex(({ values }) => values.some((value) => value !== null && value !== '0'));
  const shown = first === -1 ? [] : months.slice(first);
  if (shown.length === 0) return null;
  return (
    <section className={classes.section}>
      <Title order={2} fz="md">
        Fixed cost by month
      </Title>
      <div className={classes.columns}>
        <MonthChart
          label="Fixed cost by month; the table beside it has the figures."
          series={['Charged', 'Spread over the days paid for']}
          months={shown}
          currency={currency}
        />
        <PlainTable
          label="Fixed cost by month"
          headings={['Month', { right: 'Charged' }, { right: 'Spread over the days paid for' }]}
        >
          {shown.toReversed().map(({ month: day, values: [charged = null, spread = null] }) => (
            <tr key={day}>
              <td>{formatMonth(day)}</td>
              <td data-align="right">
                <Money amount={charged} />
              </td>
              <td data-align="right">
                <Money amount={spread} />
              </td>
            </tr>
          ))}
        </PlainTable>
      </div>
    </section>
  );
}
