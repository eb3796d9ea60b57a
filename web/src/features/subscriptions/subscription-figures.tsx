import { Figures } from '../../components/figures.tsx';
import { Money } from '../../components/money.tsx';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { formatDay } from '../../lib/format.ts';
import { intervalCost, monthlyCost, perInterval } from './interval-words.ts';
import { Price } from './subscription-cells.tsx';

const FiguresFragment = graphql(`
  fragment SubscriptionFigures_subscription on PaidSubscription {
    interval
    currency
    amount
    seats
    isVariable
    paid
    startedOn
    nextRenewal {
      date
      amount
    }
  }
`);

/** What it costs, when it charges next, what it cost so far. */
export function SubscriptionFigures({ subscription }: { subscription: FragmentType<typeof FiguresFragment> }) {
  const shown = readFragment(FiguresFragment, subscription);
  const { interval, currency, seats, isVariable, paid, startedOn, nextRenewal } = shown;
  const price = seats > 1 ? 'Price per seat' : 'Price';
  const total = seats > 1 ? `${seats} seats` : undefined;
  return (
    <Figures
      figures={[
        { label: price, value: <Price {...shown} />, note: total },
        ...(isVariable || (seats === 1 && interval === 'MONTHLY')
          ? []
          : [
              {
                label: 'Monthly',
                value: <Money amount={monthlyCost([shown])} currency={currency} />,
                note:
                  interval !== 'MONTHLY' ? (
                    <>
                      <Money amount={intervalCost(shown)} currency={currency} /> {perInterval[interval]}
                    </>
                  ) : undefined,
              },
            ]),
        {
          label: 'Next renewal',
          value: nextRenewal ? formatDay(nextRenewal.date) : 'None',
          note: nextRenewal ? (
            nextRenewal.amount ? (
              <Money amount={nextRenewal.amount} currency={currency} />
            ) : (
              'Amount entered then'
            )
          ) : undefined,
        },
        {
          label: 'Booked so far',
          value: <Money amount={paid} currency={currency} />,
          note: `Since ${formatDay(startedOn)}`,
        },
      ]}
    />
  );
}
