import { Money } from '../../components/money.tsx';
import { Quantity } from '../../components/quantity.tsx';
import type { BudgetMetric } from '../../gql/graphql.ts';
import type { DecimalText } from '../../lib/decimal.ts';
import { formatAxisMoney, formatCompactQuantity, formatMoney, formatQuantity } from '../../lib/format.ts';

/** What a budget's amounts are counted in. */
export interface BudgetUnit {
  metric: BudgetMetric;
  /** Of COST. */
  currency: string | null;
}

interface BudgetAmountProps {
  unit: BudgetUnit;
  amount: DecimalText | null;
}

/** Money, or a count of tokens or requests; exact on hover. */
export function BudgetAmount({ unit: { metric, currency }, amount }: BudgetAmountProps) {
  if (metric === 'COST') return <Money amount={amount} {...(currency ? { currency } : {})} />;
  return <Quantity quantity={amount} unit={metric.toLowerCase()} />;
}

/** The same as text, such as in the name of a chart. */
export function amountText({ metric, currency }: BudgetUnit, amount: DecimalText): string {
  if (metric === 'COST') return formatMoney(amount, currency ?? 'USD');
  return `${formatQuantity(amount)} ${metric.toLowerCase()}`;
}

/** Beside an axis. */
export function axisText({ metric, currency }: BudgetUnit, amount: DecimalText): string {
  return metric === 'COST' ? formatAxisMoney(amount, currency ?? 'USD') : formatCompactQuantity(amount);
}
