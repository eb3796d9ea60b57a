import { useCallback, useMemo } from 'react';
import { useClient } from 'urql';
import { DataGrid } from '../../components/data-grid/data-grid.tsx';
import type { GridSort } from '../../components/data-grid/grid-column.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import type { CostEntryFilter } from '../../gql/graphql.ts';
import type { DecimalText } from '../../lib/decimal.ts';
import { formatMoney, formatQuantity } from '../../lib/format.ts';
import { useViewer } from '../../lib/viewer.tsx';
import { entryColumns, entrySortOf, fetchCellEntries } from './entry-rows.ts';

interface EntryRowsProps {
  filter: CostEntryFilter;
  order: string;
  totalCount: number;
  /** Of the lines that the cell counts, in the reporting currency. */
  total: DecimalText;
  onSort: (sort: GridSort) => void;
  onError: (error: Error) => void;
}

/** The cost entries that a cell counts beside usage. */
export function EntryRows({ filter, order, totalCount, total, onSort, onError }: EntryRowsProps) {
  const { currency } = useViewer();
  const client = useClient();
  const sort = useMemo(() => entrySortOf(order), [order]);
  const columns = useMemo(() => entryColumns(currency), [currency]);
  const fetchRows = useCallback(
    (block: { offset: number; count: number; sort: GridSort }) => fetchCellEntries(client, filter, block),
    [client, filter],
  );
  const totals = useMemo(
    () => ({
      date: `${formatQuantity(String(totalCount))} ${totalCount === 1 ? 'entry' : 'entries'}`,
      reportingAmount: formatMoney(total, currency),
      description: 'Total of the lines in the cell',
    }),
    [totalCount, total, currency],
  );
  if (totalCount === 0)
    return (
      <EmptyState title="No cost entry is behind this cell">
        Subscriptions, recurring and single costs would stand here.
      </EmptyState>
    );
  return (
    <DataGrid
      label="Cost entries"
      columns={columns}
      getRowId={({ id }) => id}
      fetchRows={fetchRows}
      totals={totals}
      sort={sort}
      onSort={onSort}
      onError={onError}
    />
  );
}
