import { compareKeys, compareLabels, type DimensionLabels } from './dimension-labels.ts';
import { type Dimension, isPeriod, specialKey, UNATTRIBUTED } from './dimensions.ts';
import { type Base, type Measure, measureValue } from './measures.ts';
import type { Compared } from './pivot-cells.ts';
import type { PivotOrder } from './pivot-input.ts';

/** What rows of one parent are compared by. */
export interface OrderedRow {
  /** Stored key of the row within its parent. */
  raw: string;
  /** The figure rows are ordered by: the row's total, or its cell in the column asked for. */
  ordering: Compared | undefined;
}

export interface RowOrder {
  orderBy: PivotOrder | undefined;
  measures: readonly Measure[];
  bases: readonly Base[];
  labels: DimensionLabels;
}

export function isUnattributed(dimension: Dimension, raw: string): boolean {
  return specialKey(dimension, raw) === UNATTRIBUTED;
}

/**
 * Order of rows within their parent: by the measure asked for, by label, or by default periods in time and others by
 * the first measure, largest first. Ties by key; null last in either direction; Unattributed after all others.
 */
export function rowComparator(dimension: Dimension, order: RowOrder): (left: OrderedRow, right: OrderedRow) => number {
  const compare = comparatorOf(dimension, order);
  return (left, right) =>
    Number(isUnattributed(dimension, left.raw)) - Number(isUnattributed(dimension, right.raw)) ||
    compare(left, right) ||
    compareKeys(order.labels.key(dimension, left.raw), order.labels.key(dimension, right.raw));
}

function comparatorOf(dimension: Dimension, { orderBy, measures, bases, labels }: RowOrder) {
  const measure = orderBy ? orderBy.measure : isPeriod(dimension) ? undefined : measures[0];
  if (measure) {
    const sign = orderBy?.direction === 'asc' ? 1 : -1;
    const figure = ({ ordering }: OrderedRow) => measureValue(measure, bases, ordering?.current);
    return (left: OrderedRow, right: OrderedRow) => compareFigures(figure(left), figure(right), sign);
  }
  const sign = orderBy?.direction === 'desc' ? -1 : 1;
  if (isPeriod(dimension)) {
    return (left: OrderedRow, right: OrderedRow) => sign * (Number(left.raw) - Number(right.raw));
  }
  return (left: OrderedRow, right: OrderedRow) =>
    sign * compareLabels(labels.label(dimension, left.raw), labels.label(dimension, right.raw));
}

/** Null after every number, whichever the direction. */
export function compareFigures(left: bigint | null, right: bigint | null, sign: number): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  return left === right ? 0 : left < right ? -sign : sign;
}
