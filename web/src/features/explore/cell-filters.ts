import { OTHER } from '../../components/dimension-filter/dimensions.ts';
import type { PivotView, ViewFilter } from './explore-search.ts';

export interface CellAddress {
  /** Key of the row; empty: the totals. */
  row: readonly string[];
  /** Key of the column; empty: the row's total. */
  column: readonly string[];
}

/**
 * The filters that hold for exactly the usage behind a cell, beside the range: those of the view, one for each key of its
 * row and column; of the row "Other", all outermost rows that are shown are left out.
 * @param outermost keys of the outermost rows the pivot shows
 */
export function cellFilters(
  view: Pick<PivotView, 'rows' | 'columns' | 'filters'>,
  cell: CellAddress,
  outermost: readonly string[],
): ViewFilter[] {
  const ofColumn = pinned(view.columns, cell.column);
  if (cell.row[0] !== OTHER) return [...view.filters, ...pinned(view.rows, cell.row), ...ofColumn];
  const [dimension] = view.rows;
  const rest = dimension ? [{ dimension, notIn: [...outermost] }] : [];
  return [...view.filters, ...rest, ...ofColumn];
}

function pinned(dimensions: PivotView['rows'], key: readonly string[]): ViewFilter[] {
  return dimensions.flatMap((dimension, index) => {
    const value = key[index];
    return value === undefined ? [] : [{ dimension, in: [value] }];
  });
}
