import { useElementSize, useMergedRef } from '@mantine/hooks';
import { type CSSProperties, useMemo, useRef } from 'react';
import { CellTip } from './cell-tip.tsx';
import { type GridActions, gridEvents } from './grid-events.ts';
import { narrowColumns } from './narrow-columns.ts';
import { PivotRow } from './pivot-cells.tsx';
import { PivotHead } from './pivot-head.tsx';
import classes from './pivot-table.module.css';
import { usePivotTable } from './pivot-table-features.ts';
import { selectedColumns } from './selection.ts';
import type { GridPlace, GridPosition, TreeCell, TreeColumn, TreeRow, TreeSort } from './tree-grid.ts';
import { useGridFocus } from './use-grid-focus.ts';
import { useGridPlace } from './use-grid-place.ts';
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

interface PivotTableProps extends GridActions {
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
}

/** A tree of figures: pinned labels, heading and totals, only what is in view drawn, wholly usable by keyboard. */
export function PivotTable(props: PivotTableProps) {
  const { label, corner, columns, rows, totals, cellOf, sort, isComparing, isPhone, isBusy, place } = props;
  const scrollRef = useRef<HTMLDivElement>(null);
  const { ref: sizeRef, width: viewWidth, height: viewHeight } = useElementSize();
  const rowHeight = isPhone ? (isComparing ? 48 : 40) : isComparing ? 44 : 32;

  const labelSize = isPhone ? 132 : 248;
  const leastSize = isComparing ? 148 : 108;
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
  useGridPlace(scrollRef, place, props.onPlace, focus.focusPlace);

  const columnItems = grid.columns.getVirtualItems();
  const inView = columnItems.map(({ index }) => index).join();
  const center = useMemo(
    () => (inView === '' ? [] : inView.split(',').flatMap((index) => placed.center[Number(index)] ?? [])),
    [inView, placed.center],
  );

  const { width, end } = placed;
  const narrow = useMemo(
    () => narrowColumns([...center, ...end], { rows, totals }, cellOf),
    [center, end, rows, totals, cellOf],
  );
  const events = gridEvents({
    ...props,
    table,
    focus,
    shown,
    tableRows,
    columnIds,
    pageSize: Math.max(1, Math.floor((viewHeight - headHeight) / rowHeight) - 2),
  });

  const rowProps = { width, labelSize: placed.labelSize, center, end, cellOf, narrow };
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
          {...events}
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
