import { Text } from '@mantine/core';
import { Money } from '../../components/money.tsx';
import type { BillingInterval } from '../../gql/graphql.ts';
import { formatDay, formatMoney } from '../../lib/format.ts';
import { perInterval } from './interval-words.ts';

interface PriceProps {
  amount: string;
  currency: string;
  interval: BillingInterval;
  isVariable: boolean;
}

/** Per seat and interval. */
export function Price({ amount, currency, interval, isVariable }: PriceProps) {
  if (isVariable) return <span>Varies {perInterval[interval]}</span>;
  return (
    <span className="numeric">
      <Money amount={amount} currency={currency} />{' '}
      <Text span c="dimmed" fz="xs">
        {perInterval[interval]}
      </Text>
    </span>
  );
}

interface NextRenewalProps {
  renewal: { date: string; amount: string | null } | null;
  currency: string;
}

/** When it charges next, and what. */
export function NextRenewal({ renewal, currency }: NextRenewalProps) {
  if (!renewal) return <span>–</span>;
  const { date, amount } = renewal;
  return <span title={amount ? formatMoney(amount, currency) : 'Entered when it is billed'}>{formatDay(date)}</span>;
}
