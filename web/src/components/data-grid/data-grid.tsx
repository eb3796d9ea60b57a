import {
  CellStyleModule,
  type ColDef,
  ColumnAutoSizeModule,
  type IDatasource,
  InfiniteRowModelModule,
  PinnedRowModule,
  type SortChangedEvent,
  TooltipModule,
  themeQuartz,
} from 'ag-grid-community';
import { AgGridProvider, AgGridReact } from 'ag-grid-react';
import { useMemo } from 'react';
import classes from './data-grid.module.css';

const modules = [InfiniteRowModelModule, PinnedRowModule, CellStyleModule, ColumnAutoSizeModule, TooltipModule];

/** The kit's colours flow in by its variables, so that the scheme needs no second theme. */
const theme = themeQuartz.withParams({
  backgroundColor: 'var(--mantine-color-body)',
  foregroundColor: 'var(--mantine-color-text)',
  borderColor: 'var(--outlay-line)',
  chromeBackgroundColor: 'var(--mantine-color-body)',
  headerBackgroundColor: 'var(--mantine-color-body)',
  headerTextColor: 'var(--mantine-color-dimmed)',
  headerFontSize: 12,
  headerFontWeight: 600,
  headerHeight: 36,
  rowHeight: 32,
  fontFamily: 'inherit',
  fontSize: 13,
  accentColor: 'var(--mantine-color-pine-6)',
  rowHoverColor: 'var(--outlay-hover)',
  oddRowBackgroundColor: 'var(--mantine-color-body)',
  wrapperBorderRadius: 7,
  cellHorizontalPadding: 10,
  browserColorScheme: 'inherit',
});

export interface GridColumn<Row> {
  id: string;
  title: string;
  value: (row: Row) => string;
  /** Said on hover where the value is short for it. */
  detail?: (row: Row) => string;
  width: number;
  isNumeric?: boolean;
  isSortable?: boolean;
  isPinned?: boolean;
}

export interface GridSort {
  column: string;
  isDescending: boolean;
}

interface DataGridProps<Row> {
  label: string;
  columns: readonly GridColumn<Row>[];
  getRowId: (row: Row) => string;
  /** One block of rows in the order asked for. */
  fetchRows: (block: { offset: number; count: number; sort: GridSort }) => Promise<{ rows: Row[]; rowCount: number }>;
  /** Pinned at the bottom, in place of a row; by column id. */
  totals: Readonly<Record<string, string>>;
  sort: GridSort;
  onSort: (sort: GridSort) => void;
  onError: (error: Error) => void;
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
  const { label, columns, getRowId, fetchRows, totals, sort, onSort, onError } = props;
  const definitions = useMemo(
    () => columns.map((column) => toDefinition(column, sort)),
    // The grid keeps its own sort once it is made; only a change from outside remakes the columns.
    [columns, sort],
  );
  const datasource = useMemo<IDatasource>(
    () => ({
      getRows({ startRow, endRow, sortModel, successCallback, failCallback }) {
        const [first] = sortModel;
        const asked = first ? { column: first.colId, isDescending: first.sort === 'desc' } : sort;
        fetchRows({ offset: startRow, count: endRow - startRow, sort: asked }).then(
          ({ rows, rowCount }) => successCallback(rows, rowCount),
          (error: unknown) => {
            onError(error instanceof Error ? error : new Error(String(error)));
            failCallback();
          },
        );
      },
    }),
    [fetchRows, sort, onError],
  );
  const pinned = useMemo(() => [{ totals }], [totals]);
  const onSortChanged = ({ api }: SortChangedEvent<Row | TotalsRow>) => {
    const sorted = api.getColumnState().find((column) => column.sort);
    if (sorted) onSort({ column: sorted.colId, isDescending: sorted.sort === 'desc' });
  };
  return (
    <section className={classes.frame} aria-label={label}>
      <AgGridProvider modules={modules}>
        <AgGridReact<Row | TotalsRow>
          theme={theme}
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
