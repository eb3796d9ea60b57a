import type { ReactNode } from 'react';
import type { GridColumn } from './grid-column.ts';

export interface CellChoice {
  value: string;
  label: string;
  /** Heading it stands under. */
  group?: string;
}

export type CellInputKind = 'text' | 'day' | 'amount' | 'choice';

/** How a cell is typed into. */
export interface CellInputOptions {
  kind: CellInputKind;
  choices?: readonly CellChoice[];
  /** What may be typed besides, offered while typing. */
  suggestions?: readonly string[];
}

export interface EditableColumn<Row> extends GridColumn<Row> {
  input?: CellInputOptions;
  /** What the editor begins with; null: this cell of this row cannot be changed. Without it none can. */
  editText?: (row: Row) => string | null;
  /** Said in the empty cell of the row for new entries. */
  placeholder?: string;
  /** In place of the text. */
  render?: (row: Row) => ReactNode;
  pin?: 'left' | 'right';
}

/** What was typed into a cell and refused: kept until it is corrected or given up. */
export interface CellDraft {
  text: string;
  message: string;
}

/** Of a cell among the refused ones. */
export function draftKey(rowId: string, columnId: string): string {
  return `${rowId} ${columnId}`;
}
