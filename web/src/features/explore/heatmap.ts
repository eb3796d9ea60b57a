import { UNATTRIBUTED } from '../../components/dimension-filter/dimensions.ts';
import type { Measure } from '../../gql/graphql.ts';
import { approximate } from '../../lib/decimal.ts';
import { type FigureColumn, valueIndex } from './cell-figures.ts';
import type { PivotView } from './explore-search.ts';
import type { Pivot, PivotRow } from './pivot-query.ts';

/** −1 to 1: how strongly a cell is coloured among its like; null: not at all. */
export type Heat = (row: PivotRow, column: FigureColumn) => number | null;

/**
 * One scale per measure and level of rows, so that opening a row recolours nothing. Totals of rows and columns are left
 * out, unless the total is the only column; so is what belongs to nobody, which often outweighs all others. Square roots
 * keep small figures apart where one is very large.
 */
export function heatOf(pivot: Pivot, view: PivotView): Heat {
  if (view.heatmap.length === 0) return () => null;
  const largest = new Map<string, number>();
  const colours = (column: FigureColumn) =>
    view.heatmap.includes(column.measure) && (column.columnIndex !== null || pivot.columns.length === 0);
  const scale = (measure: Measure, row: PivotRow) => `${measure} ${row.key.length}`;
  const places = pivot.columns.length === 0 ? [null] : pivot.columns.map((_, index) => index);
  for (const row of pivot.rows) {
    if (isUnattributed(row)) continue;
    for (const measure of view.heatmap) {
      for (const columnIndex of places) {
        const value = row.values[valueIndex(pivot, view, { measure, columnIndex })];
        if (!value) continue;
        const size = Math.abs(approximate(value));
        const name = scale(measure, row);
        if (size > (largest.get(name) ?? 0)) largest.set(name, size);
      }
    }
  }
  return (row, column) => {
    const value = row.values[valueIndex(pivot, view, column)];
    if (!value || row === pivot.totals || row === pivot.other || isUnattributed(row) || !colours(column)) return null;
    const most = largest.get(scale(column.measure, row));
    if (!most) return null;
    const figure = approximate(value);
    return Math.sign(figure) * Math.sqrt(Math.abs(figure) / most);
  };
}

function isUnattributed({ key }: PivotRow): boolean {
  return key.at(-1) === UNATTRIBUTED;
}
