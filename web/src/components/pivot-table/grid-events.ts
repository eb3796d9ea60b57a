import type { KeyboardEvent, MouseEvent, PointerEvent } from 'react';
import { type GridAction, gridAction } from './grid-keys.ts';
import type { PivotTableInstance, PivotTableRow } from './pivot-table-features.ts';
import type { CellSelection } from './selection.ts';
import type { GridPosition, TreeRow } from './tree-grid.ts';
import { positionOf, type useGridFocus } from './use-grid-focus.ts';

/** What a grid does on behalf of the page that shows it. */
export interface GridActions {
  onSort: (column: number) => void;
  onToggle: (row: TreeRow, open: boolean) => void;
  /** Shows what is behind a cell. */
  onOpen: (row: TreeRow, column: number) => void;
  onMenu: (row: TreeRow, column: number, at: { x: number; y: number }) => void;
  /** Null: the whole table. */
  onCopy: (selection: CellSelection | null) => void;
}

interface GridHost extends GridActions {
  table: PivotTableInstance;
  focus: ReturnType<typeof useGridFocus>;
  /** Rows as they stand, the totals last. */
  shown: readonly TreeRow[];
  tableRows: readonly PivotTableRow[];
  /** Label column first. */
  columnIds: readonly string[];
  /** Rows that fit the window. */
  pageSize: number;
}

/** Handlers of the whole grid; cells say where they are by `data-row` and `data-column`. */
export function gridEvents(host: GridHost) {
  const { table, focus, shown, tableRows, columnIds } = host;
  const copy = () => {
    const { selection } = focus;
    if (!selection) return host.onCopy(null);
    const { firstRow, lastRow, firstColumn, lastColumn } = selection;
    const columnNumbers = Array.from({ length: lastColumn - firstColumn + 1 }, (_, index) => firstColumn + index);
    host.onCopy({ rows: shown.slice(firstRow, lastRow + 1), columns: columnNumbers });
  };
  const perform = (action: GridAction, at: GridPosition) => {
    const row = shown[at.row];
    if (action.type === 'MOVE') focus.moveTo(action.to, { isExtending: action.isExtending });
    else if (action.type === 'SELECT_ALL') focus.selectAll();
    else if (action.type === 'COPY') copy();
    else if (action.type === 'SORT') host.onSort(at.column);
    else if (action.type === 'RESIZE') resize(table, columnIds[at.column], action.by);
    else if (row && action.type === 'FOLD') host.onToggle(row, action.open);
    else if (row && action.type === 'OPEN') host.onOpen(row, at.column);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = positionOf(event.target);
    if (!at || event.altKey) return;
    const parent = tableRows[at.row]?.getParentRow();
    const row = shown[at.row];
    const action = gridAction(
      { key: event.key, shiftKey: event.shiftKey, isCommand: event.ctrlKey || event.metaKey },
      at,
      {
        rowCount: shown.length,
        columnCount: columnIds.length,
        pageSize: host.pageSize,
        row: row ? { ...row, parent: parent ? shown.findIndex(({ id }) => id === parent.id) : null } : null,
      },
    );
    if (!action) return;
    event.preventDefault();
    perform(action, at);
  };

  const onClick = (event: MouseEvent) => {
    const at = positionOf(event.target);
    if (!at || isGrip(event.target)) return;
    const row = shown[at.row];
    if (!row) return host.onSort(at.column);
    if (isTwist(event.target)) {
      return host.onToggle(row, !row.isExpanded);
    }
    const isTouch = event.nativeEvent instanceof PointerEvent && event.nativeEvent.pointerType === 'touch';
    if (!isTouch) return;
    focus.moveTo(at, { isScrolling: false });
    host.onMenu(row, at.column, { x: event.clientX, y: event.clientY });
  };
  const onDoubleClick = (event: MouseEvent) => {
    const at = positionOf(event.target);
    const row = at && shown[at.row];
    if (!at || !row || isTwist(event.target)) return;
    if (at.column === 0 && row.isExpandable) host.onToggle(row, !row.isExpanded);
    else host.onOpen(row, at.column);
  };
  const onContextMenu = (event: MouseEvent) => {
    const at = positionOf(event.target);
    const row = at && shown[at.row];
    if (!at || !row || !(event.target instanceof Element)) return;
    event.preventDefault();
    const { left, bottom } = event.target.getBoundingClientRect();
    const isByKey = event.clientX === 0 && event.clientY === 0;
    host.onMenu(row, at.column, isByKey ? { x: left + 16, y: bottom } : { x: event.clientX, y: event.clientY });
  };
  const onPointer = (event: PointerEvent) => {
    const at = positionOf(event.target);
    const isDragging = event.type === 'pointerover';
    if (!at || event.pointerType !== 'mouse' || isGrip(event.target) || (isDragging && event.buttons !== 1)) return;
    if (table.state.columnResizing.isResizingColumn !== false) return;
    if (event.button > 0 || (isDragging && at.row < 0)) return;
    focus.moveTo(at, { isExtending: isDragging || event.shiftKey, isScrolling: false });
  };
  return { onKeyDown, onClick, onDoubleClick, onContextMenu, onPointerDown: onPointer, onPointerOver: onPointer };
}

function resize(table: PivotTableInstance, columnId: string | undefined, by: number): void {
  const column = columnId === undefined ? undefined : table.getColumn(columnId);
  if (!column) return;
  table.setColumnSizing((sizes) => ({ ...sizes, [column.id]: Math.max(64, column.getSize() + by) }));
}

function isGrip(target: EventTarget): boolean {
  return target instanceof Element && target.closest('[data-grip]') !== null;
}

function isTwist(target: EventTarget): boolean {
  return target instanceof Element && target.closest('[data-twist]') !== null;
}
