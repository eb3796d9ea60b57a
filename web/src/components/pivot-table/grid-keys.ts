import type { GridPosition } from './tree-grid.ts';

export interface GridKey {
  key: string;
  shiftKey: boolean;
  /** Control, or Command on a Mac. */
  isCommand: boolean;
}

export interface GridShape {
  /** Rows below the heading, totals included. */
  rowCount: number;
  /** Label column included. */
  columnCount: number;
  /** Rows that fit the window. */
  pageSize: number;
  /** Of the row the focus is on; null on the heading. */
  row: { isExpandable: boolean; isExpanded: boolean; parent: number | null } | null;
}

export type GridAction =
  | { type: 'MOVE'; to: GridPosition; isExtending: boolean }
  | { type: 'FOLD'; open: boolean }
  | { type: 'OPEN' }
  | { type: 'SORT' }
  | { type: 'RESIZE'; by: number }
  | { type: 'COPY' }
  | { type: 'SELECT_ALL' };

const RESIZE_STEP = 16;

/** What a key does where the focus is; null: nothing of ours. */
export function gridAction(event: GridKey, at: GridPosition, shape: GridShape): GridAction | null {
  return commandAction(event, at, shape) ?? foldAction(event, at, shape) ?? moveAction(event, at, shape);
}

function commandAction({ key, shiftKey, isCommand }: GridKey, at: GridPosition, shape: GridShape): GridAction | null {
  if (isCommand) {
    if (key === 'c') return { type: 'COPY' };
    if (key === 'a') return { type: 'SELECT_ALL' };
    return null;
  }
  if (!shape.row) {
    if (key === 's' || key === 'Enter' || key === ' ') return { type: 'SORT' };
    if (shiftKey && key === 'ArrowLeft') return { type: 'RESIZE', by: -RESIZE_STEP };
    if (shiftKey && key === 'ArrowRight') return { type: 'RESIZE', by: RESIZE_STEP };
    return null;
  }
  if (key === 'Enter') return { type: 'OPEN' };
  if (key === ' ' && at.column === 0 && shape.row.isExpandable) return { type: 'FOLD', open: !shape.row.isExpanded };
  return null;
}

function foldAction({ key, shiftKey, isCommand }: GridKey, at: GridPosition, { row }: GridShape): GridAction | null {
  if (!row || isCommand) return null;
  const canOpen = row.isExpandable && !row.isExpanded;
  const canClose = row.isExpandable && row.isExpanded;
  if (key === '+' || key === '=') return canOpen ? { type: 'FOLD', open: true } : null;
  if (key === '-') return canClose ? { type: 'FOLD', open: false } : null;
  if (at.column > 0 || shiftKey) return null;
  if (key === 'ArrowRight' && canOpen) return { type: 'FOLD', open: true };
  if (key !== 'ArrowLeft') return null;
  if (canClose) return { type: 'FOLD', open: false };
  return row.parent === null ? null : { type: 'MOVE', to: { row: row.parent, column: 0 }, isExtending: false };
}

function moveAction({ key, shiftKey, isCommand }: GridKey, at: GridPosition, shape: GridShape): GridAction | null {
  const lastRow = shape.rowCount - 1;
  const lastColumn = shape.columnCount - 1;
  const to = target();
  if (!to) return null;
  const isExtending = shiftKey && at.row >= 0;
  const row = Math.max(isExtending ? 0 : -1, Math.min(lastRow, to.row));
  return { type: 'MOVE', to: { row, column: Math.max(0, Math.min(lastColumn, to.column)) }, isExtending };

  function target(): GridPosition | null {
    const { row, column } = at;
    switch (key) {
      case 'ArrowUp':
        return { row: isCommand ? -1 : row - 1, column };
      case 'ArrowDown':
        return { row: isCommand ? lastRow : row + 1, column };
      case 'ArrowLeft':
        return { row, column: isCommand ? 0 : column - 1 };
      case 'ArrowRight':
        return { row, column: isCommand ? lastColumn : column + 1 };
      case 'Home':
        return isCommand ? { row: 0, column: 0 } : { row, column: 0 };
      case 'End':
        return isCommand ? { row: lastRow, column: lastColumn } : { row, column: lastColumn };
      case 'PageUp':
        return { row: Math.max(0, row - shape.pageSize), column };
      case 'PageDown':
        return { row: row + shape.pageSize, column };
      default:
        return null;
    }
  }
}
