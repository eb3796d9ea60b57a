import type { ColDef, SuppressKeyboardEventParams } from 'ag-grid-community';
import type { RefObject } from 'react';
import { CellEditor } from './cell-editor.tsx';
import { type CellDraft, draftKey, type EditableColumn } from './editable-column.ts';
import classes from './editable-grid.module.css';
import { EntryCell } from './entry-row.tsx';
import type { GridSort } from './grid-column.ts';

interface EntryMarker {
  isNewEntry: true;
}

export type GridRow<Row> = Row | EntryMarker;

export const ENTRY_ROW: EntryMarker[] = [{ isNewEntry: true }];

export function isEntry<Row extends object>(row: GridRow<Row>): row is EntryMarker {
  return 'isNewEntry' in row;
}

/** What cells look up when they are drawn; kept in a ref so that columns stay as they are. */
export interface EditableGridState<Row> {
  drafts: ReadonlyMap<string, CellDraft>;
  getRowId: (row: Row) => string;
  lockOf: (row: Row) => string | null;
}

const CHOOSING_KEYS = ['Enter', 'ArrowDown', 'ArrowUp', 'Escape'];

export function toColDefs<Row extends object>(
  columns: readonly EditableColumn<Row>[],
  sort: GridSort,
  state: RefObject<EditableGridState<Row>>,
): ColDef<GridRow<Row>, string>[] {
  return columns.map((column) => toColDef(column, sort, state));
}

function toColDef<Row extends object>(
  column: EditableColumn<Row>,
  sort: GridSort,
  state: RefObject<EditableGridState<Row>>,
): ColDef<GridRow<Row>, string> {
  const { id, title, value, detail, width, isNumeric, isSortable, pin, input, editText, render, placeholder } = column;
  const rowOf = (data: GridRow<Row> | undefined): Row | null => (data && !isEntry(data) ? data : null);
  const draftOf = (row: Row) => state.current.drafts.get(draftKey(state.current.getRowId(row), id));
  const textOf = (data: GridRow<Row> | undefined, of: (row: Row) => string) => {
    const row = rowOf(data);
    return row ? of(row) : '';
  };
  const editable = (data: GridRow<Row> | undefined) => {
    const row = rowOf(data);
    return row !== null && state.current.lockOf(row) === null && (editText?.(row) ?? null) !== null;
  };
  return {
    colId: id,
    headerName: title,
    width,
    sortable: isSortable ?? false,
    ...(sort.column === id ? { sort: sort.isDescending ? ('desc' as const) : ('asc' as const) } : {}),
    ...(pin ? { pinned: pin, lockPinned: true, suppressMovable: true, headerClass: classes.silent ?? '' } : {}),
    ...(isNumeric ? { type: 'rightAligned' } : {}),
    cellClass: ({ data }) => {
      const row = rowOf(data);
      return [
        ...(isNumeric ? ['ag-right-aligned-cell', 'numeric'] : []),
        ...(data && isEntry(data) && input ? [classes.entry ?? ''] : []),
        ...(render ? [classes.rendered ?? ''] : []),
        ...(row && draftOf(row) ? [classes.refused ?? ''] : []),
        ...(row && input && !editable(row) ? [classes.fixed ?? ''] : []),
      ];
    },
    valueGetter: ({ data }) => textOf(data, (row) => draftOf(row)?.text ?? editText?.(row) ?? value(row)),
    valueFormatter: ({ data }) => textOf(data, (row) => draftOf(row)?.text ?? value(row)),
    tooltipValueGetter: ({ data }) =>
      textOf(data, (row) => draftOf(row)?.message ?? detail?.(row) ?? (input ? (state.current.lockOf(row) ?? '') : '')),
    ...(input
      ? {
          editable: ({ data }) => editable(data),
          cellEditor: CellEditor,
          cellEditorParams: { label: title, options: input },
        }
      : {}),
    cellRendererSelector: ({ data, node }) => {
      if (node.rowPinned === 'top')
        return input
          ? {
              component: EntryCell,
              params: { columnId: id, title, options: input, placeholder: placeholder ?? title },
            }
          : undefined;
      const row = rowOf(data);
      return render && row ? { component: () => render(row) } : undefined;
    },
    suppressKeyboardEvent: ({ node, editing, event }: SuppressKeyboardEventParams<GridRow<Row>>) =>
      node.rowPinned === 'top' || (editing && input?.kind === 'choice' && CHOOSING_KEYS.includes(event.key)),
  };
}
