import { Skeleton } from '@mantine/core';
import { useQuery } from 'urql';
import { Breakdown } from '../../components/breakdown.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { Figures } from '../../components/figures.tsx';
import { Money } from '../../components/money.tsx';
import { Quantity } from '../../components/quantity.tsx';
import type { DimensionFilter } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { type PeriodText, resolvePeriod } from '../../lib/period.ts';
import { useToday, useViewer } from '../../lib/viewer.tsx';
import { toDayRows, toRows } from './pivot-rows.ts';
import classes from './spend-summary.module.css';

const SpendSummaryQuery = graphql(`
  query SpendSummary($from: Date!, $until: Date!, $filters: [DimensionFilter!]!) {
    byDay: pivot(
      input: { from: $from, until: $until, filters: $filters, rows: [DAY], measures: [SPEND, TOTAL_TOKENS], first: 4000 }
    ) {
      incompleteFrom
      rows {
        key
        labels
        values
        hasUnpriced
      }
    }
    byModel: pivot(
      input: {
        from: $from
        until: $until
        filters: $filters
        rows: [MODEL]
        measures: [SPEND, TOTAL_TOKENS, LIST_VALUE, REQUESTS]
        first: 50
      }
    ) {
      rows {
        key
        labels
        values
        hasUnpriced
      }
      other {
        key
        labels
        values
        hasUnpriced
      }
      totals {
        values
        hasUnpriced
      }
    }
  }
`);

interface SpendSummaryProps {
  /** Whose spend: a member, team, agent or project. Without filters all that the viewer may see. */
  filters: DimensionFilter[];
  period: PeriodText;
}

/** Totals, models and days of one owner. */
export function SpendSummary({ filters, period }: SpendSummaryProps) {
  const { zone } = useViewer();
  const days = resolvePeriod(period, useToday());
  const [{ data, error }, retry] = useQuery({ query: SpendSummaryQuery, variables: { ...days, filters } });
  if (error) return <ErrorState error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (!data) return <Skeleton height={240} aria-label="Loading" role="status" />;
  const { byDay, byModel } = data;
  if (byModel.rows.length === 0) return <EmptyState title="No usage in these days">Choose a longer period.</EmptyState>;
  const [spend = null, tokens = null, listValue = null, requests = null] = byModel.totals.values;
  return (
    <>
      <Figures
        figures={[
          {
            label: 'Spend',
            value: <Money amount={spend} />,
            ...(byModel.totals.hasUnpriced ? { note: 'Without the usage that has no price yet' } : {}),
          },
          { label: 'List value', value: <Money amount={listValue} />, note: 'At list prices; no part of spend' },
          { label: 'Tokens', value: <Quantity quantity={tokens} unit="tokens" /> },
          { label: 'Requests', value: <Quantity quantity={requests} unit="requests" /> },
        ]}
      />
      <div className={classes.columns}>
        <Breakdown
          title="By model"
          heading="Model"
          rows={toRows(byModel.other ? [...byModel.rows, byModel.other] : byModel.rows)}
        />
        <Breakdown title="By day" heading={`Day, ${zone}`} rows={toDayRows(byDay.rows, byDay.incompleteFrom, zone)} />
      </div>
    </>
  );
}
