import { SegmentedControl, Skeleton, Title } from '@mantine/core';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { Money } from '../../components/money.tsx';
import { PlainTable } from '../../components/plain-table.tsx';
import { TextLink } from '../../components/text-link.tsx';
import type { RenewalKind, RenewalsPageQuery } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { addMonths } from '../../lib/day.ts';
import { sumDecimals } from '../../lib/decimal.ts';
import { formatDay, formatMoney, formatMonth } from '../../lib/format.ts';
import { useToday, useViewer } from '../../lib/viewer.tsx';
import { CalendarLink } from './calendar-link.tsx';
import classes from './renewals-page.module.css';
import { SubscriptionsFrame } from './subscriptions-frame.tsx';
import type { RenewalsSearch } from './subscriptions-search.ts';

const RenewalsPageDocument = graphql(`
  query RenewalsPage($from: Date!, $until: Date!) {
    renewals(from: $from, until: $until) {
      date
      kind
      name
      amount
      currency
      subscription {
        id
        member {
          name
        }
        team {
          name
        }
      }
    }
  }
`);

const kindLabels = {
  RENEWAL: 'Renews',
  TRIAL_END: 'Trial ends',
  CANCELLATION_DEADLINE: 'Last day to cancel',
  END: 'Ends',
} as const satisfies Record<RenewalKind, string>;

type Renewal = RenewalsPageQuery['renewals'][number];
const context = { additionalTypenames: ['PaidSubscription', 'SubscriptionChange', 'Renewal'] };

interface RenewalsPageProps {
  search: RenewalsSearch;
  onSearch: (change: Partial<RenewalsSearch>) => void;
}

/** What renews, ends or must be cancelled in the coming months. */
export function RenewalsPage({ search, onSearch }: RenewalsPageProps) {
  const { isAdmin } = useViewer();
  const today = useToday();
  const until = addMonths(`${today.slice(0, 7)}-01`, search.months);
  const [{ data, error }, retry] = useQuery({
    query: RenewalsPageDocument,
    variables: { from: today, until },
    context,
  });
  const months = useMemo(() => Map.groupBy(data?.renewals ?? [], ({ date }) => date.slice(0, 7)), [data]);
  return (
    <SubscriptionsFrame actions={<CalendarLink />}>
      <SegmentedControl
        size="xs"
        mb="md"
        aria-label="How far ahead"
        value={String(search.months)}
        onChange={(months) => onSearch({ months: Number(months) === 12 ? 12 : 3 })}
        data={[
          { value: '3', label: 'Next 3 months' },
          { value: '12', label: 'Next 12 months' },
        ]}
      />
      {error ? <ErrorState error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} /> : null}
      {!error && !data ? <Skeleton height={240} aria-label="Loading" role="status" /> : null}
      {!error && data && months.size === 0 ? (
        <EmptyState title={`Nothing renews before ${formatMonth(until)}`}>
          Renewals, ends of trials and last days to cancel of {isAdmin ? 'all' : 'your'} subscriptions show up here.
        </EmptyState>
      ) : null}
      {[...months].map(([month, renewals]) => (
        <Month key={month} month={month} renewals={renewals} hasOwner={isAdmin} />
      ))}
    </SubscriptionsFrame>
  );
}

interface MonthProps {
  month: string;
  renewals: Renewal[];
  hasOwner: boolean;
}

function Month({ month, renewals, hasOwner }: MonthProps) {
  const label = formatMonth(`${month}-01`);
  return (
    <section className={classes.month} data-owned={hasOwner}>
      <header className={classes.head}>
        <Title order={2} fz="md">
          {label}
        </Title>
        <span className="numeric">{chargedText(renewals)}</span>
      </header>
      <PlainTable
        label={`Renewals of ${label}`}
        headings={['Day', 'What', 'Subscription', ...(hasOwner ? ['Owner'] : []), { right: 'Amount' }]}
      >
        {renewals.map(({ date, kind, name, amount, currency, subscription }) => (
          <tr key={`${subscription.id} ${kind} ${date}`} data-kind={kind} className={classes.renewal}>
            <td className={classes.day}>{formatDay(date)}</td>
            <td>{kindLabels[kind]}</td>
            <td>
              <TextLink to="/subscriptions/$subscriptionId" params={{ subscriptionId: subscription.id }}>
                {name}
              </TextLink>
            </td>
            {hasOwner ? <td>{subscription.member?.name ?? subscription.team?.name}</td> : null}
            <td data-align="right">
              <Money amount={amount} currency={currency} />
            </td>
          </tr>
        ))}
      </PlainTable>
    </section>
  );
}

/** What a month charges, by currency; a deadline names the same charge again, so it does not count. */
function chargedText(renewals: readonly Renewal[]): string {
  const charges = renewals.filter(
    ({ kind, amount }) => amount !== null && (kind === 'RENEWAL' || kind === 'TRIAL_END'),
  );
  const byCurrency = Map.groupBy(charges, ({ currency }) => currency);
  return [...byCurrency]
    .map(([currency, own]) => formatMoney(sumDecimals(own.map(({ amount }) => amount ?? '0')), currency))
    .join(' + ');
}
