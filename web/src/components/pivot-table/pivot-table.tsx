import { useElementSize, useMergedRef } from '@mantine/hooks';
import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
} from 'react';
import { CellTip } from './cell-tip.tsx';
import { type GridAction, gridAction } from './grid-keys.ts';
import { PivotRow } from './pivot-cells.tsx';
import { PivotHead } from './pivot-head.tsx';
import classes from './pivot-table.module.css';
import { type PivotTableInstance, usePivotTable } from './pivot-table-features.ts';
import { selectedColumns } from './selection.ts';
import type { GridPlace, GridPosition, TreeCell, TreeColumn, TreeRow, TreeSort } from './tree-grid.ts';
import { positionOf, useGridFocus } from './use-grid-focus.ts';
import { useGridWindow } from './use-grid-window.ts';

const GROUP_HEIGHT = 28;
/** Two lines, or three where a name is long. */
const HEADING_HEIGHTS = [40, 54] as const;
const LONG_NAME = 24;
const WIDEST_COLUMN = 168;
/** Headings are drawn anew after so many pixels, not with every one. */
const HEAD_STEP = 200;

// ARIA in HTML lets a table be a treegrid; its rows and cells follow by themselves.
const treegrid = { role: 'treegrid', 'aria-multiselectable': true } as const;

export interface CellSelection {
  rows: readonly TreeRow[];
  /** 0 is the label column. */
  columns: readonly number[];
}

interface PivotTableProps {
  label: string;
  /** What the rows are: "Team › Member". */
  corner: string;
  columns: readonly TreeColumn[];
  rows: readonly TreeRow[];
  totals: TreeRow;
  /** Must keep its identity while what it returns stays the same. Column 1 is the first of `columns`. */
  cellOf: (row: TreeRow, column: number) => TreeCell;
  sort: TreeSort;
  isComparing: boolean;
  /** Wider rows for a thumb, a narrow first column, nothing pinned at the end. */
  isPhone: boolean;
  /** Figures of other days or dimensions are on their way. */
  isBusy: boolean;
  place: GridPlace | null;
  onPlace: (place: GridPlace) => void;
  onSort: (column: number) => void;
  onToggle: (row: TreeRow, open: boolean) => void;
  /** Shows what is behind a cell. */
  onOpen: (row: TreeRow, column: number) => void;
  onMenu: (row: TreeRow, column: number, at: { x: number; y: number }) => void;
  /** Null: the whole table. */
  onCopy: (selection: CellSelection | null) => void;
}

/** A tree of figures: pinned labels, heading and totals, only what is in view drawn, wholly usable by keyboard. */
export function PivotTable(props: PivotTableProps) {
  const { label, corner, columns, rows, totals, cellOf, sort, isComparing, isPhone, isBusy, place } = props;
  const scrollRef = useRef<HTMLDivElement>(null);
  const { ref: sizeRef, width: viewWidth, height: viewHeight } = useElementSize();
  const rowHeight = isPhone ? (isComparing ? 48 : 40) : isComparing ? 44 : 32;

  const labelSize = isPhone ? 132 : 248;
  const leastSize = isComparing ? 132 : 100;
  const fitting = columns.length > 0 ? Math.floor((viewWidth - labelSize - 2) / columns.length) : leastSize;
  const columnSize = Math.max(leastSize, Math.min(WIDEST_COLUMN, fitting));
  const { table, placed } = usePivotTable({ rows, columns, labelSize, columnSize });
  const tableRows = table.getRowModel().rows;
  const shown = useMemo(() => [...tableRows.map(({ original }) => original), totals], [tableRows, totals]);
  const rowIds = useMemo(() => shown.map(({ id }) => id), [shown]);
  const columnIds = useMemo(() => ['label', ...columns.map(({ id }) => id)], [columns]);
  const headRowCount = table.getCenterHeaderGroups().length;
  const headingHeight = HEADING_HEIGHTS[columns.some(({ label }) => label.length > LONG_NAME) ? 1 : 0];
  const headHeights = useMemo(
    () => [...Array.from({ length: headRowCount - 1 }, () => GROUP_HEIGHT), headingHeight],
    [headRowCount, headingHeight],
  );
  const headHeight = headHeights.reduce((sum, height) => sum + height, 0);

  const activeRef = useRef<GridPosition>({ row: 0, column: 0 });
  const grid = useGridWindow({
    scrollRef,
    rowCount: tableRows.length,
    rowHeight,
    headHeight,
    columnSizes: placed.center.map(({ size }) => size),
    labelSize: placed.labelSize,
    endSize: isPhone ? 0 : placed.endSize,
    active: () => activeRef.current,
  });
  const focus = useGridFocus({
    scrollRef,
    rowIds,
    columnIds,
    place,
    scrollTo: ({ row, column }) => {
      if (row >= 0 && row < tableRows.length) grid.rows.scrollToIndex(row);
      if (column > 0 && column <= placed.center.length) grid.columns.scrollToIndex(column - 1);
    },
  });
  activeRef.current = focus.active;
  usePlace(scrollRef, place, props.onPlace, focus.focusPlace);

  const columnItems = grid.columns.getVirtualItems();
  const inView = columnItems.map(({ index }) => index).join();
  const center = useMemo(
    () => (inView === '' ? [] : inView.split(',').flatMap((index) => placed.center[Number(index)] ?? [])),
    [inView, placed.center],
  );

  const copy = () => {
    const { selection } = focus;
    if (!selection) return props.onCopy(null);
    const { firstRow, lastRow, firstColumn, lastColumn } = selection;
    const columnNumbers = Array.from({ length: lastColumn - firstColumn + 1 }, (_, index) => firstColumn + index);
    props.onCopy({ rows: shown.slice(firstRow, lastRow + 1), columns: columnNumbers });
  };
  const perform = (action: GridAction, at: GridPosition) => {
    const row = shown[at.row];
    if (action.type === 'MOVE') focus.moveTo(action.to, { isExtending: action.isExtending });
    else if (action.type === 'SELECT_ALL') focus.selectAll();
    else if (action.type === 'COPY') copy();
    else if (action.type === 'SORT') props.onSort(at.column);
    else if (action.type === 'RESIZE') resize(table, columnIds[at.column], action.by);
    else if (row && action.type === 'FOLD') props.onToggle(row, action.open);
    else if (row && action.type === 'OPEN') props.onOpen(row, at.column);
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
        pageSize: Math.max(1, Math.floor((viewHeight - headHeight) / rowHeight) - 2),
        row: row ? { ...row, parent: parent ? rowIds.indexOf(parent.id) : null } : null,
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
    if (!row) return props.onSort(at.column);
    if (event.target instanceof Element && event.target.closest('[data-twist]')) {
      return props.onToggle(row, !row.isExpanded);
    }
    const isTouch = event.nativeEvent instanceof PointerEvent && event.nativeEvent.pointerType === 'touch';
    if (!isTouch) return;
    focus.moveTo(at, { isScrolling: false });
    props.onMenu(row, at.column, { x: event.clientX, y: event.clientY });
  };
  const onDoubleClick = (event: MouseEvent) => {
    const at = positionOf(event.target);
    const row = at && shown[at.row];
    if (!at || !row || (event.target instanceof Element && event.target.closest('[data-twist]'))) return;
    if (at.column === 0 && row.isExpandable) props.onToggle(row, !row.isExpanded);
    else props.onOpen(row, at.column);
  };
  const onContextMenu = (event: MouseEvent) => {
    const at = positionOf(event.target);
    const row = at && shown[at.row];
    if (!at || !row || !(event.target instanceof Element)) return;
    event.preventDefault();
    const { left, bottom } = event.target.getBoundingClientRect();
    const isByKey = event.clientX === 0 && event.clientY === 0;
    props.onMenu(row, at.column, isByKey ? { x: left + 16, y: bottom } : { x: event.clientX, y: event.clientY });
  };
  const onPointer = (event: PointerEvent) => {
    const at = positionOf(event.target);
    const isDragging = event.type === 'pointerover';
    if (!at || event.pointerType !== 'mouse' || isGrip(event.target) || (isDragging && event.buttons !== 1)) return;
    if (event.button > 0 || (isDragging && at.row < 0)) return;
    focus.moveTo(at, { isExtending: isDragging || event.shiftKey, isScrolling: false });
  };

  const { width, end } = placed;
  const rowProps = { width, labelSize: placed.labelSize, center, end, cellOf };
  const rowAt = (index: number, top?: number) => {
    const row = shown[index];
    if (!row) return null;
    return (
      <PivotRow
        key={row.id}
        {...rowProps}
        row={row}
        index={index}
        {...(top === undefined ? {} : { top })}
        ariaRowIndex={headRowCount + index + 1}
        activeColumn={focus.active.row === index ? focus.active.column : null}
        selected={selectedColumns(focus.selection, index)}
      />
    );
  };
  const sizes = { '--label-size': `${placed.labelSize}px`, '--center-size': `${placed.centerSize}px` };
  const viewFrom = (Math.floor((scrollRef.current?.scrollLeft ?? 0) / HEAD_STEP) - 1) * HEAD_STEP;
  return (
    <>
      <div
        ref={useMergedRef(scrollRef, sizeRef)}
        className={classes.scroll}
        style={sizes as CSSProperties}
        data-comparing={isComparing || undefined}
        data-flat={rows.every(({ isExpandable }) => !isExpandable) || undefined}
        data-busy={isBusy || undefined}
      >
        <table
          {...treegrid}
          aria-label={label}
          aria-rowcount={headRowCount + shown.length}
          aria-colcount={columnIds.length}
          aria-busy={isBusy}
          className={classes.table}
          style={{ width }}
          onKeyDown={onKeyDown}
          onClick={onClick}
          onDoubleClick={onDoubleClick}
          onContextMenu={onContextMenu}
          onPointerDown={onPointer}
          onPointerOver={onPointer}
          onFocus={() => focus.onFocusChange(true)}
          onBlur={(event) => event.relatedTarget && focus.onFocusChange(false)}
        >
          <PivotHead
            table={table}
            placed={placed}
            corner={corner}
            heights={headHeights}
            viewFrom={viewFrom}
            viewTo={viewFrom + viewWidth + 4 * HEAD_STEP}
            sort={sort}
            activeColumn={focus.active.row === -1 ? focus.active.column : null}
          />
          <tbody className={classes.body} style={{ height: tableRows.length * rowHeight, width }}>
            {grid.rows.getVirtualItems().map(({ index }) => rowAt(index, index * rowHeight))}
          </tbody>
          <tfoot className={classes.foot} style={{ width }}>
            {rowAt(shown.length - 1)}
          </tfoot>
        </table>
      </div>
      <CellTip scrollRef={scrollRef} />
    </>
  );
}

function resize(table: PivotTableInstance, columnId: string | undefined, by: number): void {
  const column = columnId === undefined ? undefined : table.getColumn(columnId);
  if (!column) return;
  table.setColumnSizing((sizes) => ({ ...sizes, [column.id]: Math.max(64, column.getSize() + by) }));
}

function isGrip(target: EventTarget): boolean {
  return target instanceof Element && target.closest('[data-grip]') !== null;
}

/** Puts the scroll position back at first sight, and reports it when the table is left. */
function usePlace(
  scrollRef: RefObject<HTMLDivElement | null>,
  place: GridPlace | null,
  onPlace: (place: GridPlace) => void,
  focusPlace: () => Pick<GridPlace, 'rowId' | 'columnId'>,
) {
  const latest = useRef({ onPlace, focusPlace });
  useEffect(() => {
    latest.current = { onPlace, focusPlace };
  });
  const first = useRef(place);
  useLayoutEffect(() => {
    const scroll = scrollRef.current;
    if (!scroll) return;
    if (first.current) scroll.scrollTo(first.current.left, first.current.top);
    return () => {
      const { scrollTop: top, scrollLeft: left } = scroll;
      const hasFocus = scroll.contains(document.activeElement);
      latest.current.onPlace({ top, left, hasFocus, ...latest.current.focusPlace() });
    };
  }, [scrollRef]);
}
