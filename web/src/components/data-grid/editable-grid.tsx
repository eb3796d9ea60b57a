import {
  CellStyleModule,
  ColumnApiModule,
  ColumnAutoSizeModule,
  CustomEditorModule,
  type GridApi,
  InfiniteRowModelModule,
  PinnedRowModule,
  RenderApiModule,
  RowApiModule,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
  TooltipModule,
} from 'ag-grid-community';
import { AgGridProvider, AgGridReact } from 'ag-grid-react';
import { useEffect, useMemo, useRef } from 'react';
import type { CellDraft, EditableColumn } from './editable-column.ts';
import classes from './editable-grid.module.css';
import { type EditableGridState, ENTRY_ROW, type GridRow, isEntry, toColDefs } from './editable-grid-columns.tsx';
import { type EntryRow, EntryRowContext } from './entry-row.tsx';
import { gridTheme } from './grid-theme.ts';
import { type BlocksProps, useBlocks } from './use-blocks.ts';

const modules = [
  ...[InfiniteRowModelModule, PinnedRowModule, CellStyleModule, ColumnAutoSizeModule, TooltipModule],
  ...[CustomEditorModule, RenderApiModule, RowApiModule, RowSelectionModule, RowStyleModule, ScrollApiModule],
  ColumnApiModule,
];

interface EditableGridProps<Row> extends BlocksProps<Row> {
  label: string;
  columns: readonly EditableColumn<Row>[];
  getRowId: (row: Row) => string;
  /** Another number: rows are read again where they stand. */
  revision: number;
  entry: EntryRow;
  /** Refused texts, by {@link draftKey}. */
  drafts: ReadonlyMap<string, CellDraft>;
  /** Answers the row as it is now, or null when the text was refused and became a draft. */
  onEdit: (row: Row, columnId: string, text: string) => Promise<Row | null>;
  /** Why a row cannot be selected or changed; null: it can. */
  lockOf: (row: Row) => string | null;
  isStruck: (row: Row) => boolean;
  onSelection: (rows: Row[]) => void;
  /** Said where rows would stand. */
  noRows: string;
}

/** Thousands of rows that are typed into like a spreadsheet, with a row for new ones at the top. */
export function EditableGrid<Row extends object>(props: EditableGridProps<Row>) {
  const { label, columns, getRowId, entry, drafts, onEdit, lockOf, isStruck, onSelection, revision, sort, noRows } =
    props;
  const api = useRef<GridApi<GridRow<Row>>>(null);
  const state = useRef<EditableGridState<Row>>({ drafts, getRowId, lockOf });
  state.current = { drafts, getRowId, lockOf };
  const definitions = useMemo(() => toColDefs(columns, sort, state), [columns, sort]);
  const { datasource, onSortChanged } = useBlocks<Row>(props);

  useEffect(() => api.current?.refreshCells({ force: true }), [drafts, lockOf]);
  useEffect(() => {
    if (revision > 0) api.current?.refreshInfiniteCache();
  }, [revision]);
  const entryInGrid = useMemo(
    () => ({ ...entry, show: (columnId: string) => api.current?.ensureColumnVisible(columnId) }),
    [entry],
  );
  return (
    <section className={classes.frame} aria-label={label}>
      <EntryRowContext value={entryInGrid}>
        <AgGridProvider modules={modules}>
          <AgGridReact<GridRow<Row>>
            theme={gridTheme}
            rowModelType="infinite"
            columnDefs={definitions}
            datasource={datasource}
            cacheBlockSize={200}
            maxConcurrentDatasourceRequests={2}
            blockLoadDebounceMillis={60}
            infiniteInitialRowCount={1}
            getRowId={({ data }) => (isEntry(data) ? 'entry' : getRowId(data))}
            pinnedTopRowData={ENTRY_ROW}
            onGridReady={(event) => {
              api.current = event.api;
            }}
            onSortChanged={onSortChanged}
            sortingOrder={['desc', 'asc']}
            suppressMultiSort
            readOnlyEdit
            enterNavigatesVerticallyAfterEdit
            stopEditingWhenCellsLoseFocus
            suppressColumnVirtualisation
            onCellEditRequest={({ data, node, column, newValue }) => {
              if (isEntry(data)) return;
              void onEdit(data, column.getColId(), newValue ?? '').then((row) => {
                if (row) node.setData(row);
              });
            }}
            rowSelection={{
              mode: 'multiRow',
              headerCheckbox: false,
              enableClickSelection: false,
              hideDisabledCheckboxes: true,
              isRowSelectable: ({ data }) => data !== undefined && !isEntry(data) && lockOf(data) === null,
            }}
            selectionColumnDef={{ pinned: 'left', width: 40, headerName: 'Select', headerClass: classes.silent ?? '' }}
            onSelectionChanged={(event) =>
              onSelection(event.api.getSelectedRows().filter((row): row is Row => !isEntry(row)))
            }
            getRowClass={({ data }) =>
              data !== undefined && !isEntry(data) && isStruck(data) ? classes.struck : undefined
            }
            overlayNoRowsTemplate={`<span>${noRows}</span>`}
            tooltipShowDelay={300}
            ensureDomOrder
          />
        </AgGridProvider>
      </EntryRowContext>
    </section>
  );
}
