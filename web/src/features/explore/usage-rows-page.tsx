import { Button } from '@mantine/core';
import { IconArrowLeft, IconDownload } from '@tabler/icons-react';
import { useCallback, useMemo, useState } from 'react';
import { useClient, useQuery } from 'urql';
import { DataGrid } from '../../components/data-grid/data-grid.tsx';
import type { GridSort } from '../../components/data-grid/grid-column.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { FactsSkeleton } from '../../components/facts-skeleton.tsx';
import { Page } from '../../components/page.tsx';
import { downloadText, toCsv } from '../../components/pivot-table/delimited-text.ts';
import { addDays } from '../../lib/day.ts';
import { sumDecimals } from '../../lib/decimal.ts';
import { formatMoney, formatQuantity } from '../../lib/format.ts';
import { useViewer } from '../../lib/viewer.tsx';
import { CellSummary } from './cell-summary.tsx';
import { EntryRows } from './entry-rows-grid.tsx';
import classes from './explore-page.module.css';
import type { UsageRowsSearch } from './explore-search.ts';
import { fetchAllUsage, fetchUsageBlock } from './fetch-usage.ts';
import { RowsTabs } from './rows-tabs.tsx';
import { sortOf, usageColumns } from './usage-columns.ts';
import { usageTable } from './usage-export.ts';
import { UsageRowsPageQuery } from './usage-query.ts';
import { useUsageScope } from './usage-scope.ts';

interface UsageRowsPageProps {
  search: UsageRowsSearch;
  onSort: (sort: GridSort) => void;
  onTab: (tab: 'usage' | 'entries') => void;
  /** Leads to the pivot the cell is of. */
  onBack: () => void;
}

/** The usage behind a cell of the pivot, which adds up to it. */
export function UsageRowsPage({ search, onSort, onTab, onBack }: UsageRowsPageProps) {
  const { currency, zone } = useViewer();
  const client = useClient();
  const { scope, error: scopeError } = useUsageScope(search);
  const [{ data, error: pageError }, retry] = useQuery({
    query: UsageRowsPageQuery,
    variables: scope ?? {
      input: { from: '', until: '', rows: [], measures: [] },
      filter: { from: '', until: '' },
      entries: {},
    },
    pause: scope === null,
    requestPolicy: 'cache-and-network',
  });
  const [rowsError, setRowsError] = useState<Error | null>(null);
  const [isExporting, setExporting] = useState(false);
  const filter = scope?.filter ?? null;
  const order = search.order;
  const sort = useMemo(() => sortOf(order), [order]);
  const columns = useMemo(
    () => usageColumns(currency, search.dayBasis === 'BILLING' ? 'UTC' : zone),
    [currency, zone, search.dayBasis],
  );
  const fetchRows = useCallback(
    async (block: { offset: number; count: number; sort: GridSort }) => {
      if (!filter) return { rows: [], rowCount: 0 };
      return fetchUsageBlock(client, filter, block);
    },
    [client, filter],
  );
  const buckets = data?.usageBuckets;
  const hasUsage = !data || data.usageBuckets.totalCount > 0 || data.costEntries.totalCount === 0;
  const tab = search.tab || (hasUsage ? 'usage' : 'entries');
  const totals = useMemo(
    () => ({
      hour: buckets ? `Total of ${formatQuantity(String(buckets.totalCount))} rows` : '',
      spend: buckets ? formatMoney(buckets.totals.spend, currency) : '',
      listValue: buckets ? formatMoney(buckets.totals.listValue, currency) : '',
      totalTokens: buckets ? formatQuantity(buckets.totals.totalTokens) : '',
    }),
    [buckets, currency],
  );
  const download = async () => {
    if (!filter || !buckets) return;
    setExporting(true);
    try {
      const rows = await fetchAllUsage(client, filter, sort);
      const { spend, listValue, totalTokens } = buckets.totals;
      const table = usageTable(rows, { Spend: spend, 'List value': listValue, 'Total tokens': totalTokens });
      downloadText(
        `outlay-usage_${filter.from}_${addDays(filter.until, -1)}.csv`,
        toCsv([['Currency', currency], [], ...table]),
      );
    } catch (error) {
      setRowsError(error instanceof Error ? error : new Error(String(error)));
    } finally {
      setExporting(false);
    }
  };
  const error = scopeError ?? pageError;
  return (
    <div className={classes.page}>
      <Page
        title="Behind the cell"
        above={
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            ml={-8}
            leftSection={<IconArrowLeft size={14} />}
            onClick={onBack}
          >
            Back to the pivot
          </Button>
        }
        actions={
          <Button
            variant="default"
            leftSection={<IconDownload size={16} />}
            loading={isExporting}
            disabled={!buckets || tab === 'entries'}
            onClick={() => void download()}
          >
            Download usage as CSV
          </Button>
        }
      >
        {error ? <ErrorState error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} /> : null}
        {rowsError ? <p role="alert">{rowsError.message}</p> : null}
        {!data && !error ? <FactsSkeleton /> : null}
        {scope && data && !error ? (
          <>
            <CellSummary search={search} scope={scope} data={data} />
            <RowsTabs
              tab={tab}
              usageCount={data.usageBuckets.totalCount}
              entryCount={data.costEntries.totalCount}
              onTab={onTab}
            />
            {tab === 'entries' ? (
              <EntryRows
                filter={scope.entries}
                order={order}
                totalCount={data.costEntries.totalCount}
                total={sumDecimals(data.costEntries.totals.map(({ amount }) => amount))}
                onSort={onSort}
                onError={setRowsError}
              />
            ) : data.usageBuckets.totalCount === 0 ? (
              <EmptyState title="No usage is behind this cell">
                Its figure is zero: nothing was used on these days by what it names.
              </EmptyState>
            ) : (
              <DataGrid
                label="Usage"
                columns={columns}
                getRowId={({ id }) => id}
                fetchRows={fetchRows}
                totals={totals}
                sort={sort}
                onSort={onSort}
                onError={setRowsError}
              />
            )}
          </>
        ) : null}
      </Page>
    </div>
  );
}
