import { useQuery } from 'urql';
import { ListSkeleton } from '../../components/data-table/list-skeleton.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Money } from '../../components/money.tsx';
import { PlainTable } from '../../components/plain-table.tsx';
import { StatusDot } from '../../components/status-dot.tsx';
import type { PeriodsPageQuery } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { formatMonth } from '../../lib/format.ts';
import { useToday } from '../../lib/viewer.tsx';
import { LedgerFrame } from './ledger-frame.tsx';
import { PeriodDetail } from './period-detail.tsx';
import classes from './periods-page.module.css';
import type { PeriodsSearch } from './periods-search.ts';
import { RangeExports } from './range-exports.tsx';

const PeriodsPageDocument = graphql(`
  query PeriodsPage {
    accountingPeriods(first: 120) {
      edges {
        cursor
        node {
          id
          month
          status
          bookedSpend
          adjustmentSpend
        }
      }
    }
  }
`);

const context = { additionalTypenames: ['AccountingPeriod', 'CostEntry'] };
const statusWords = { OPEN: 'Open', CLOSED: 'Closed' } as const;

type Edge = PeriodsPageQuery['accountingPeriods']['edges'][number];

/** The oldest open month that is over, after the last closed one, which is closed next; else the latest. */
function nextToClose(edges: readonly Edge[], today: string): number {
  const lastClosed = edges.findIndex(({ node }) => node.status === 'CLOSED');
  const later = lastClosed === -1 ? edges : edges.slice(0, lastClosed);
  return Math.max(
    later.findLastIndex(({ node }) => node.month.slice(0, 7) < today.slice(0, 7)),
    0,
  );
}

interface PeriodsPageProps {
  search: PeriodsSearch;
  onSearch: (change: Partial<PeriodsSearch>) => void;
}

/** Months of the books: closing them, and what finance takes from them. */
export function PeriodsPage({ search, onSearch }: PeriodsPageProps) {
  const today = useToday();
  const query = useQuery({ query: PeriodsPageDocument, context });
  return (
    <LedgerFrame>
      <Loaded query={query} skeleton={<ListSkeleton />}>
        {({ accountingPeriods: { edges } }) => {
          if (edges.length === 0)
            return (
              <EmptyState title="No month has a cost yet">
                Months appear here once usage is synced or a cost is entered.
              </EmptyState>
            );
          const asked = edges.findIndex(({ node }) => node.month === search.month);
          const place = asked === -1 ? nextToClose(edges, today) : asked;
          const chosen = edges[place]?.node.month;
          const lastClosed = edges.find(({ node }) => node.status === 'CLOSED')?.node.month;
          return (
            <div className={classes.body}>
              <PlainTable label="Months" headings={['Month', 'Status', { right: 'Booked' }, { right: 'Adjustments' }]}>
                {edges.map(({ node: { id, month, status, bookedSpend, adjustmentSpend } }) => (
                  <tr key={id} data-chosen={month === chosen || undefined}>
                    <td>
                      <button
                        type="button"
                        className={classes.month}
                        aria-pressed={month === chosen}
                        onClick={() => onSearch({ month })}
                      >
                        {formatMonth(month)}
                      </button>
                    </td>
                    <td>
                      <StatusDot tone={status === 'CLOSED' ? 'success' : 'neutral'}>{statusWords[status]}</StatusDot>
                    </td>
                    <td data-align="right">
                      <Money amount={bookedSpend} />
                    </td>
                    <td data-align="right">
                      <Money amount={adjustmentSpend} />
                    </td>
                  </tr>
                ))}
              </PlainTable>
              <PeriodDetail
                key={chosen}
                after={edges[place - 1]?.cursor ?? null}
                isLastClosed={chosen === lastClosed}
                search={search}
                onSearch={onSearch}
              />
            </div>
          );
        }}
      </Loaded>
      <RangeExports range={search.range} onRange={(range) => onSearch({ range })} />
    </LedgerFrame>
  );
}
