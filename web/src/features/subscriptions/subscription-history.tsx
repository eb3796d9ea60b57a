import { Title } from '@mantine/core';
import { Money } from '../../components/money.tsx';
import { PlainTable } from '../../components/plain-table.tsx';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { formatDay } from '../../lib/format.ts';
import classes from './by-month.module.css';
import { Price } from './subscription-cells.tsx';

const HistoryFragment = graphql(`
  fragment SubscriptionHistory_subscription on PaidSubscription {
    name
    currency
    interval
    isVariable
    prices {
      from
      seats
      amount
      plan {
        name
      }
    }
    owners {
      from
      member {
        name
      }
      team {
        name
      }
    }
    charges {
      billingDate
      amount
    }
  }
`);

/** Prices and owners of all times, and the dates that cost something else; newest first. */
export function SubscriptionHistory({ subscription }: { subscription: FragmentType<typeof HistoryFragment> }) {
  const { name, currency, interval, isVariable, prices, owners, charges } = readFragment(HistoryFragment, subscription);
  return (
    <div className={`${classes.section} ${classes.columns}`}>
      <section>
        <Title order={2} fz="md">
          Plan and price
        </Title>
        <PlainTable label="Prices" headings={['From', 'Plan', { right: 'Seats' }, { right: 'Price per seat' }]}>
          {prices.toReversed().map(({ from, seats, amount, plan }) => (
            <tr key={from}>
              <td>{formatDay(from)}</td>
              <td>{plan?.name ?? name}</td>
              <td data-align="right">{seats}</td>
              <td data-align="right">
                <Price amount={amount} currency={currency} interval={interval} isVariable={isVariable} />
              </td>
            </tr>
          ))}
        </PlainTable>
      </section>
      <section>
        <Title order={2} fz="md">
          Owners
        </Title>
        <PlainTable label="Owners" headings={['From', 'Owner']}>
          {owners.toReversed().map(({ from, member, team }) => (
            <tr key={from}>
              <td>{formatDay(from)}</td>
              <td>{member?.name ?? `${team?.name} (team)`}</td>
            </tr>
          ))}
        </PlainTable>
      </section>
      {charges.length > 0 ? (
        <section>
          <Title order={2} fz="md">
            Amounts entered
          </Title>
          <PlainTable label="Amounts entered" headings={['Billing date', { right: 'All seats' }]}>
            {charges.toReversed().map(({ billingDate, amount }) => (
              <tr key={billingDate}>
                <td>{formatDay(billingDate)}</td>
                <td data-align="right">
                  <Money amount={amount} currency={currency} />
                </td>
              </tr>
            ))}
          </PlainTable>
        </section>
      ) : null}
    </div>
  );
}
