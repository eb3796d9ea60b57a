import type { PivotRequest } from './pivot-input.ts';
import type { PivotOutline } from './pivot-outline.ts';
import { OUTLINE_LIMIT } from './run-pivot.sql.ts';
import { MAX_CELLS, TooManyCellsError } from './too-many-cells-error.ts';

/** @throws TooManyCellsError when there are more outermost rows or columns than can be told apart */
export function requireFittingOutline({ rows, columns }: PivotRequest, outline: PivotOutline): void {
  if (outline.rows.size > MAX_CELLS || outline.below.size >= OUTLINE_LIMIT) {
    throw new TooManyCellsError(
      'rows',
      rows[0],
      `${rows[0]} has more than ${MAX_CELLS} values in this range.`,
      'Shorten the range, add a filter, or use a coarser dimension.',
    );
  }
  if (outline.columns.length > MAX_CELLS) {
    throw new TooManyCellsError(
      'columns',
      columns.join(', '),
      `${columns.join(' × ')} has more than ${MAX_CELLS} columns in this range.`,
      'Shorten the range, add a filter, or use a coarser dimension.',
    );
  }
}

/** @throws TooManyCellsError when the rows to return make more cells than an answer may have */
export function requireFittingRows(request: PivotRequest, outline: PivotOutline, shown: readonly string[]): void {
  const rowCount =
    request.rows.length > 1 ? shown.reduce((sum, raw) => sum + (outline.below.get(raw) ?? 0), 0) : shown.length;
  const columnCount = Math.max(1, outline.columns.length);
  const cells = rowCount * columnCount * request.measures.length;
  if (cells <= MAX_CELLS) return;
  throw new TooManyCellsError(
    outline.columns.length > rowCount ? 'columns' : 'rows',
    outline.columns.length > rowCount ? request.columns.join(', ') : request.rows.join(', '),
    `${rowCount} rows × ${columnCount} columns × ${request.measures.length} measures are ${cells} cells; at most ${MAX_CELLS} are returned.`,
    'Lower first, shorten the range, add a filter, or use a coarser dimension.',
  );
}
