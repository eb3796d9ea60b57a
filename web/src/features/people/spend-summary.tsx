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
    byKind: pivot(
      input: { from: $from, until: $until, filters: $filters, rows: [COST_KIND], measures: [SPEND, AMORTIZED_SPEND] }
    ) {
      rows {
        key
        values
      }
    }
  }
`);

/** A subscription that was changed meanwhile is in these figures too. */
const context = { additionalTypenames: ['PaidSubscription', 'SubscriptionChange', 'CostEntry'] };

interface SpendSummaryProps {
  /** Whose spend: a member, team, agent or project. Without filters all that the viewer may see. */
  filters: DimensionFilter[];
  period: PeriodText;
}

/** Totals, models and days of one owner. */
export function SpendSummary({ filters, period }: SpendSummaryProps) {
  const { zone } = useViewer();
  const days = resolvePeriod(period, useToday());
  const [{ data, error }, retry] = useQuery({
    query: SpendSummaryQuery,
    variables: { ...days, filters },
    context,
  });
  if (error) return <ErrorState error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (!data) return <Skeleton height={240} aria-label="Loading" role="status" />;
  const { byDay, byModel, byKind } = data;
  if (byModel.rows.length === 0)
    return <EmptyState title="No usage and no cost in these days">Choose a longer period.</EmptyState>;
  const [spend = null, tokens = null, listValue = null, requests = null] = byModel.totals.values;
  const [fixed = null, spread = null] = byKind.rows.find(({ key }) => key[0] === 'FIXED')?.values ?? [];
  const [variable = null] = byKind.rows.find(({ key }) => key[0] === 'VARIABLE')?.values ?? [];
  return (
    <>
      <Figures
        figures={[
          {
            label: 'Spend',
            value: <Money amount={spend} />,
            ...(byModel.totals.hasUnpriced ? { note: 'Without the usage that has no price yet' } : {}),
          },
          ...(fixed === null
            ? []
            : [
                {
                  label: 'Fixed',
                  value: <Money amount={fixed} />,
                  note: (
                    <>
                      Subscriptions and the like; <Money amount={spread} /> spread over the days paid for
                    </>
                  ),
                },
                { label: 'Variable', value: <Money amount={variable ?? '0'} />, note: 'Usage that is billed' },
              ]),
          { label: 'List value', value: <Money amount={listValue} />, note: 'At list prices; no part of spend' },
          { label: 'Tokens', value: <Quantity quantity={tokens} unit="tokens" /> },
          { label: 'Requests', value: <Quantity quantity={requests} unit="requests" /> },
        ]}
      />
      <div className={classes.columns}>
        <Breakdown
          title="By model"
          heading="Model"
          rows={toRows(byModel.other ? [...byModel.rows, byModel.other] : byModel.rows).map((row) =>
            row.key === 'NONE' ? { ...row, label: 'Fixed cost, of no model' } : row,
          )}
        />
        <Breakdown title="By day" heading={`Day, ${zone}`} rows={toDayRows(byDay.rows, byDay.incompleteFrom, zone)} />
      </div>
    </>
  );
}
