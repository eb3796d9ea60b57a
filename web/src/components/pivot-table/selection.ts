import type { GridPosition, TreeRow } from './tree-grid.ts';

export interface CellSelection {
  rows: readonly TreeRow[];
  /** 0 is the label column. */
  columns: readonly number[];
}

/** A rectangle of cells, bounds included. */
export interface GridSelection {
  firstRow: number;
  lastRow: number;
  firstColumn: number;
  lastColumn: number;
}

/** The cells between where a selection began and the focus; null on the heading. */
export function selectionOf(anchor: GridPosition, focus: GridPosition): GridSelection | null {
  if (anchor.row < 0 || focus.row < 0) return null;
  return {
    firstRow: Math.min(anchor.row, focus.row),
    lastRow: Math.max(anchor.row, focus.row),
    firstColumn: Math.min(anchor.column, focus.column),
    lastColumn: Math.max(anchor.column, focus.column),
  };
}

export function isSingleCell({ firstRow, lastRow, firstColumn, lastColumn }: GridSelection): boolean {
  return firstRow === lastRow && firstColumn === lastColumn;
}

/** The selected columns of a row, as a text that stays equal while they do; empty: none. */
export function selectedColumns(selection: GridSelection | null, row: number): string {
  if (!selection || isSingleCell(selection) || row < selection.firstRow || row > selection.lastRow) return '';
  return `${selection.firstColumn}-${selection.lastColumn}`;
}

export function isSelected(columns: string, column: number): boolean {
  const [first, last] = columns.split('-').map(Number);
  return first !== undefined && last !== undefined && columns !== '' && column >= first && column <= last;
}
