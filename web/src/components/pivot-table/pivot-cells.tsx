import { IconAlertTriangle, IconChevronRight } from '@tabler/icons-react';
import { type CSSProperties, memo } from 'react';
import classes from './pivot-cells.module.css';
import type { PlacedColumn } from './pivot-table-features.ts';
import { isSelected } from './selection.ts';
import type { TreeCell, TreeRow } from './tree-grid.ts';

interface PivotRowProps {
  row: TreeRow;
  /** Place in the grid, from 0. */
  index: number;
  /** Of the whole grid, heading rows included, from 1. */
  ariaRowIndex: number;
  top?: number;
  width: number;
  labelSize: number;
  center: readonly PlacedColumn[];
  end: readonly PlacedColumn[];
  cellOf: (row: TreeRow, column: number) => TreeCell;
  /** Columns whose longest figures do not fit in full. */
  narrow: ReadonlySet<number>;
  /** The column that takes the focus in this row; null: another row has it. */
  activeColumn: number | null;
  selected: string;
}

/** One row: its label, the columns in view, the pinned totals. Events are heard by the table. */
export const PivotRow = memo(function PivotRow(props: PivotRowProps) {
  const { row, index, ariaRowIndex, top, width, labelSize, center, end, cellOf, narrow, activeColumn, selected } =
    props;
  const figure = (placed: PlacedColumn) => (
    <Figure
      key={placed.column.id}
      cell={cellOf(row, placed.index)}
      placed={placed}
      row={index}
      isActive={activeColumn === placed.index}
      isSelected={isSelected(selected, placed.index)}
      isNarrow={narrow.has(placed.index)}
    />
  );
  return (
    <tr
      className={classes.row}
      style={{ top, width }}
      aria-rowindex={ariaRowIndex}
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.siblingCount}
      {...(row.isExpandable ? { 'aria-expanded': row.isExpanded } : {})}
      data-expanded={(row.isExpandable && row.isExpanded) || undefined}
      data-kind={row.kind}
      data-placed={top !== undefined || undefined}
      data-incomplete={row.isIncomplete || undefined}
    >
      <th
        scope="row"
        aria-colindex={1}
        className={classes.label}
        style={labelStyle(row.level, labelSize)}
        data-row={index}
        data-column={0}
        {...(isSelected(selected, 0) ? { 'aria-selected': true } : {})}
        data-selected={isSelected(selected, 0) || undefined}
        tabIndex={activeColumn === 0 ? 0 : -1}
        title={row.caveat ? `${row.label}: ${row.caveat}` : row.label}
      >
        <span
          className={classes.twist}
          data-twist={row.isExpandable || undefined}
          data-leaf={!row.isExpandable || undefined}
        >
          <IconChevronRight className={classes.arrow} size={14} stroke={2} aria-hidden />
        </span>
        <span className={classes.labelText}>{row.label}</span>
        {row.caveat ? (
          <IconAlertTriangle className={classes.caveat} size={13} stroke={1.8} role="img" aria-label={row.caveat} />
        ) : null}
      </th>
      {center.map(figure)}
      {end.map(figure)}
    </tr>
  );
});

function labelStyle(level: number, width: number): CSSProperties {
  return { width, '--level': Math.max(1, level) } as CSSProperties;
}

interface FigureProps {
  cell: TreeCell;
  placed: PlacedColumn;
  row: number;
  isActive: boolean;
  isSelected: boolean;
  isNarrow: boolean;
}

function Figure({ cell, placed, row, isActive, isSelected, isNarrow }: FigureProps) {
  const { index, column, size } = placed;
  const heat = cell.heat === null || cell.heat === 0 ? null : cell.heat;
  const style = { ...placement(placed), width: size, ...(heat === null ? {} : { '--heat': Math.abs(heat) }) };
  return (
    <td
      className={`${classes.cell} numeric`}
      style={style as CSSProperties}
      aria-colindex={index + 1}
      aria-description={cell.description}
      {...(isSelected ? { 'aria-selected': true } : {})}
      data-row={row}
      data-column={index}
      data-selected={isSelected || undefined}
      data-pinned={placed.end !== undefined || undefined}
      data-heat={heat === null ? undefined : heat < 0 ? 'below' : 'above'}
      data-incomplete={column.isIncomplete || undefined}
      data-quiet={cell.isQuiet || undefined}
      tabIndex={isActive ? 0 : -1}
    >
      {isNarrow ? cell.compact : cell.text}
      {cell.second ? <span className={classes.second}>{cell.second}</span> : null}
    </td>
  );
}

/** Between the pinned columns at its own place; in the pinned end one after the other, from the right edge. */
export function placement({ start, end }: Pick<PlacedColumn, 'start' | 'end'>): CSSProperties {
  return end ? { right: end.fromRight } : { left: start };
}
