import { Figures } from '../../components/figures.tsx';
import { Money } from '../../components/money.tsx';
import { sumDecimals } from '../../lib/decimal.ts';
import { monthlyCost, type Priced, yearlyCost } from './interval-words.ts';
import type { SubscriptionFields } from './subscriptions-table.tsx';

const running = ['ACTIVE', 'CANCELLED'];

interface InCurrency {
  currency: string;
  priced: Priced[];
}

/** Fixed prices by currency: without rates two currencies are no sum. */
function byCurrency(rows: readonly SubscriptionFields[]): InCurrency[] {
  const found = new Map<string, Priced[]>();
  for (const row of rows) found.set(row.currency, [...(found.get(row.currency) ?? []), row]);
  return [...found].map(([currency, priced]) => ({ currency, priced }));
}

/** What the subscriptions shown cost per month and year while nothing changes. */
export function RunRate({ rows }: { rows: readonly SubscriptionFields[] }) {
  const costing = rows.filter(({ status }) => running.includes(status));
  const totals = byCurrency(costing.filter(({ isVariable }) => !isVariable));
  const variableCount = costing.filter(({ isVariable }) => isVariable).length;
  const seatCount = costing.reduce((sum, { seats }) => sum + seats, 0);
  const ending = costing.filter(({ status }) => status === 'CANCELLED');
  const trials = rows.filter(({ status }) => status === 'TRIAL').length;
  const notes = [
    ending.length > 0 ? `${ending.length} of them ending` : '',
    variableCount > 0 ? `${variableCount} with varying amounts not counted` : '',
    trials > 0 ? `${trials} on trial not counted` : '',
  ].filter(Boolean);
  return (
    <Figures
      figures={[
        {
          label: 'Monthly run-rate',
          value: <Totals totals={totals} of={monthlyCost} />,
          note: notes.join(', ') || 'A week counts as 1/52 of a year',
        },
        {
          label: 'Per year',
          value: <Totals totals={totals} of={(priced) => sumDecimals(priced.map(yearlyCost))} />,
        },
        { label: 'Seats', value: <span className="numeric">{seatCount}</span>, note: `${costing.length} running` },
      ]}
    />
  );
}

function Totals({ totals, of }: { totals: readonly InCurrency[]; of: (priced: Priced[]) => string }) {
  if (totals.length === 0) return <Money amount="0" />;
  return totals.map(({ currency, priced }, index) => (
    <span key={currency}>
      {index > 0 ? ' + ' : ''}
      <Money amount={of(priced)} currency={currency} />
    </span>
  ));
}
