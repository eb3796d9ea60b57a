import { Skeleton, Text, Title } from '@mantine/core';
import { useQuery } from 'urql';
import { ErrorState } from '../../components/error-state.tsx';
import { Money } from '../../components/money.tsx';
import { MonthChart } from '../../components/month-chart.tsx';
import { PlainTable } from '../../components/plain-table.tsx';
import { graphql } from '../../gql/index.ts';
import { formatMonth } from '../../lib/format.ts';
import classes from './by-month.module.css';
import { confidenceLabels, ratioText } from './payoff-words.ts';
import { ReplayTable } from './replay-table.tsx';

const SubscriptionPayoffQuery = graphql(`
  query SubscriptionPayoff($id: ID!) {
    subscription(id: $id) {
      id
      payoff(months: 12) {
        currency
        months {
          month
          isComplete
          seats
          price
          listValue
          ratio
          confidence
          activeMemberCount
          idleSeats
        }
      }
      planReplay(months: 3) {
        ...ReplayTable_replay
      }
    }
  }
`);

const context = { additionalTypenames: ['PaidSubscription', 'SubscriptionChange'] };

/** List value of the included usage against the price of the month, and the same usage on other plans. */
export function SubscriptionPayoff({ subscriptionId }: { subscriptionId: string }) {
  const [{ data, error }, retry] = useQuery({
    query: SubscriptionPayoffQuery,
    variables: { id: subscriptionId },
    context,
  });
  if (error) return <ErrorState error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (!data) return <Skeleton height={220} aria-label="Loading" role="status" />;
  const { payoff, planReplay } = data.subscription ?? {};
  if (!payoff || payoff.months.length === 0) return null;
  const { months, currency } = payoff;
  return (
    <section className={classes.section}>
      <Title order={2} fz="md">
        Does it pay off?
      </Title>
      <Text fz="sm" c="dimmed" mb="md">
        What the included usage would have cost at list price, over the price of the month. Above 1× it pays off.
      </Text>
      <div className={classes.columns}>
        <MonthChart
          label="Price and list value of usage by month; the table beside it has the figures."
          series={['Price, spread over its days', 'List value of usage']}
          months={months.map(({ month, price, listValue }) => ({ month, values: [price, listValue] }))}
          currency={currency}
        />
        <PlainTable
          label="Payoff by month"
          headings={[
            'Month',
            { right: 'Price' },
            { right: 'List value' },
            { right: 'Payoff' },
            { right: 'Idle seats' },
            'Evidence',
          ]}
        >
          {months.toReversed().map((month) => (
            <tr key={month.month}>
              <td className={classes.name}>
                {formatMonth(month.month)}
                {month.isComplete ? '' : <span className={classes.note}>so far</span>}
              </td>
              <td data-align="right">
                <Money amount={month.price} currency={currency} />
              </td>
              <td data-align="right">
                <Money amount={month.listValue} currency={currency} />
              </td>
              <td data-align="right" className="numeric">
                {ratioText(month.ratio)}
              </td>
              <td data-align="right" className="numeric">
                {month.idleSeats === null ? '–' : `${month.idleSeats} of ${month.seats}`}
              </td>
              <td>{confidenceLabels[month.confidence]}</td>
            </tr>
          ))}
        </PlainTable>
      </div>
      {planReplay ? <ReplayTable replay={planReplay} /> : null}
    </section>
  );
}
