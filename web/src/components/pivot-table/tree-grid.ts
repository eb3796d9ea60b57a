/** A column of figures. Column 0 of the grid is the one of row labels; these follow it. */
export interface TreeColumn {
  id: string;
  label: string;
  /** Headings above it, outermost first; neighbours with the same id share one. */
  groups: readonly { id: string; label: string }[];
  /** Stands at the end, pinned. */
  isTotal: boolean;
  isIncomplete: boolean;
  /** What the column is, on hover. */
  note: string;
  /** Its total is not the sum of its parts. */
  isAdditive: boolean;
}

export interface TreeRow {
  id: string;
  label: string;
  /** 1: outermost. */
  level: number;
  /** Place among its siblings, from 1. */
  position: number;
  siblingCount: number;
  isExpandable: boolean;
  isExpanded: boolean;
  kind: 'PLAIN' | 'UNATTRIBUTED' | 'OTHER' | 'TOTAL';
  isIncomplete: boolean;
  /** What is missing from its figures; null: nothing. */
  caveat: string | null;
  children: readonly TreeRow[];
}

export interface TreeCell {
  text: string;
  /** Instead of the text where a column is too narrow for its longest one. */
  compact: string;
  /** Smaller, below the text. */
  second: string;
  /** −1 to 1; null: not coloured. */
  heat: number | null;
  /** Nothing or zero: kept in the background. */
  isQuiet: boolean;
  /** Everything the cell says, for hover, focus and screen readers. */
  description: string;
}

export interface TreeSort {
  /** 0: by label. */
  column: number;
  direction: 'ascending' | 'descending';
}

/** Row −1 is the heading; the last one the totals. */
export interface GridPosition {
  row: number;
  column: number;
}

/** What a person was looking at, so that coming back finds it. */
export interface GridPlace {
  top: number;
  left: number;
  /** Null: the heading. */
  rowId: string | null;
  columnId: string | null;
  hasFocus: boolean;
}
