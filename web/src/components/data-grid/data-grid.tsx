import {
  CellStyleModule,
  type ColDef,
  ColumnAutoSizeModule,
  InfiniteRowModelModule,
  PinnedRowModule,
  TooltipModule,
} from 'ag-grid-community';
import { AgGridProvider, AgGridReact } from 'ag-grid-react';
import { useMemo } from 'react';
import classes from './data-grid.module.css';
import type { GridColumn, GridSort } from './grid-column.ts';
import { gridTheme } from './grid-theme.ts';
import { type BlocksProps, useBlocks } from './use-blocks.ts';

const modules = [InfiniteRowModelModule, PinnedRowModule, CellStyleModule, ColumnAutoSizeModule, TooltipModule];

interface DataGridProps<Row> extends BlocksProps<Row> {
  label: string;
  columns: readonly GridColumn<Row>[];
  getRowId: (row: Row) => string;
  /** Pinned at the bottom, in place of a row; by column id. */
  totals: Readonly<Record<string, string>>;
}

const BLOCK = 200;

interface TotalsRow {
  totals: Readonly<Record<string, string>>;
}

function isTotals<Row extends object>(data: Row | TotalsRow): data is TotalsRow {
  return 'totals' in data;
}

/** Thousands of rows that are fetched as they come into view; the one binding of AG Grid. */
export function DataGrid<Row extends object>(props: DataGridProps<Row>) {
  const { label, columns, getRowId, totals, sort } = props;
  const definitions = useMemo(
    () => columns.map((column) => toDefinition(column, sort)),
    // The grid keeps its own sort once it is made; only a change from outside remakes the columns.
    [columns, sort],
  );
  const { datasource, onSortChanged } = useBlocks<Row>(props);
  const pinned = useMemo(() => [{ totals }], [totals]);
  return (
    <section className={classes.frame} aria-label={label}>
      <AgGridProvider modules={modules}>
        <AgGridReact<Row | TotalsRow>
          theme={gridTheme}
          rowModelType="infinite"
          columnDefs={definitions}
          datasource={datasource}
          cacheBlockSize={BLOCK}
          maxConcurrentDatasourceRequests={2}
          blockLoadDebounceMillis={60}
          infiniteInitialRowCount={1}
          getRowId={({ data }) => (isTotals(data) ? 'totals' : getRowId(data))}
          pinnedBottomRowData={pinned}
          onSortChanged={onSortChanged}
          sortingOrder={['desc', 'asc']}
          suppressMultiSort
          suppressMovableColumns={false}
          tooltipShowDelay={300}
          enableCellTextSelection
          ensureDomOrder
        />
      </AgGridProvider>
    </section>
  );
}

function toDefinition<Row extends object>(column: GridColumn<Row>, sort: GridSort): ColDef<Row | TotalsRow, string> {
  const { id, title, value, detail, width, isNumeric, isSortable, isPinned } = column;
  const text = (data: Row | TotalsRow | undefined, of: (row: Row) => string) =>
    data === undefined ? '' : isTotals(data) ? (data.totals[id] ?? '') : of(data);
  return {
    colId: id,
    headerName: title,
    width,
    sortable: isSortable ?? false,
    ...(sort.column === id ? { sort: sort.isDescending ? 'desc' : 'asc' } : {}),
    ...(isPinned ? { pinned: 'left' } : {}),
    ...(isNumeric ? { type: 'rightAligned', cellClass: 'ag-right-aligned-cell numeric' } : {}),
    valueGetter: ({ data }) => text(data, value),
    ...(detail ? { tooltipValueGetter: ({ data }) => text(data, detail) } : {}),
  };
}
