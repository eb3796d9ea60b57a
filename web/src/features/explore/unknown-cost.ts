import { isZero } from '../../lib/decimal.ts';
import { type FigureColumn, valueIndex } from './cell-figures.ts';
import type { PivotView } from './explore-search.ts';
import { measures } from './measures.ts';
import type { Pivot, PivotRow } from './pivot-query.ts';

/**
 * Whether an amount of zero stands for usage that nothing prices, so that it must not read as $0: the whole row costs
 * an unknown amount, or the column is of a model without a price.
 */
export function isCostUnknown(pivot: Pivot, view: PivotView, row: PivotRow, column: FigureColumn): boolean {
  if (!row.hasUnpriced || measures[column.measure].kind !== 'MONEY') return false;
  const isNothing = (place: FigureColumn) => {
    const value = row.values[valueIndex(pivot, view, place)] ?? null;
    return value === null || isZero(value);
  };
  if (!isNothing(column)) return false;
  return isNothing({ ...column, columnIndex: null }) || isOfUnpricedModel(pivot, view, column);
}

function isOfUnpricedModel(pivot: Pivot, view: PivotView, { columnIndex }: FigureColumn): boolean {
  const header = columnIndex === null ? undefined : pivot.columns[columnIndex];
  const model = header?.key[view.columns.indexOf('MODEL')];
  return pivot.unpriced?.models.some(({ key }) => key === model) ?? false;
}
