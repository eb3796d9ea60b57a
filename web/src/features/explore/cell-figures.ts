import type { Measure } from '../../gql/graphql.ts';
import { type DecimalText, divideDecimals, isZero, subtractDecimals } from '../../lib/decimal.ts';
import type { PivotView } from './explore-search.ts';
import { measures } from './measures.ts';
import type { Pivot, PivotRow } from './pivot-query.ts';
import { isCostUnknown } from './unknown-cost.ts';

/** Digits of a share: `0.12345678` is 12.345678 %. */
const SHARE_DIGITS = 8;

/** A column of figures: one measure of one pivoted column, or of the total. */
export interface FigureColumn {
  measure: Measure;
  /** Null: the row's total. */
  columnIndex: number | null;
}

export interface CellFigure {
  /** As the API sent it; null: a ratio over nothing. */
  value: DecimalText | null;
  /** The value is nothing because no price is known, not because nothing is owed. */
  isUnknown: boolean;
  /** Of the whole chosen by "show as", where the measure adds up; null: shown plain, or a share of nothing. */
  share: DecimalText | null;
  isShare: boolean;
  change: CellChange | null;
}

export interface CellChange {
  previous: DecimalText | null;
  /** Of the value, or of the share when shares are shown. */
  difference: DecimalText | null;
  /** Relative to the previous value; null: there was none. */
  ratio: DecimalText | null;
}

export function figureColumns(pivot: Pick<Pivot, 'columns'>, view: Pick<PivotView, 'measures'>): FigureColumn[] {
  const places = [...pivot.columns.map((_, index): number | null => index), null];
  return places.flatMap((columnIndex) => view.measures.map((measure) => ({ measure, columnIndex })));
}

export function valueIndex(
  pivot: Pick<Pivot, 'columns'>,
  view: Pick<PivotView, 'measures'>,
  column: FigureColumn,
): number {
  return (column.columnIndex ?? pivot.columns.length) * view.measures.length + view.measures.indexOf(column.measure);
}

/** One cell's figures, computed from exact decimals: subtotals and totals like any other cell. */
export function cellFigure(pivot: Pivot, view: PivotView, row: PivotRow, column: FigureColumn): CellFigure {
  const value = row.values[valueIndex(pivot, view, column)] ?? null;
  const isShare = view.showAs !== 'VALUE' && measures[column.measure].isAdditive;
  const share = isShare ? shareOf(pivot, view, row, column, 'values') : null;
  return {
    value,
    isUnknown: isCostUnknown(pivot, view, row, column),
    share,
    isShare,
    change: row.previous ? changeOf(pivot, view, row, column, { value, share, isShare }) : null,
  };
}

function shareOf(
  pivot: Pivot,
  view: PivotView,
  row: PivotRow,
  column: FigureColumn,
  side: 'values' | 'previous',
): DecimalText | null {
  const part = row[side]?.[valueIndex(pivot, view, column)];
  const wholeRow = view.showAs === 'ROW' ? row : pivot.totals;
  const wholeColumn = view.showAs === 'COLUMN' ? column : { ...column, columnIndex: null };
  const whole = wholeRow[side]?.[valueIndex(pivot, view, wholeColumn)];
  return part && whole ? divideDecimals(part, whole, SHARE_DIGITS) : null;
}

function changeOf(
  pivot: Pivot,
  view: PivotView,
  row: PivotRow,
  column: FigureColumn,
  { value, share, isShare }: Pick<CellFigure, 'value' | 'share' | 'isShare'>,
): CellChange {
  const previous = row.previous?.[valueIndex(pivot, view, column)] ?? null;
  if (isShare) {
    const before = shareOf(pivot, view, row, column, 'previous');
    return { previous, difference: share && before ? subtractDecimals(share, before) : null, ratio: null };
  }
  if (value === null || previous === null) return { previous, difference: null, ratio: null };
  const difference = subtractDecimals(value, previous);
  const size = previous.replace(/^-/, '');
  return { previous, difference, ratio: isZero(previous) ? null : divideDecimals(difference, size, SHARE_DIGITS) };
}
