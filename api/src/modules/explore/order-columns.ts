import { compareKeys, compareLabels, type DimensionLabels } from './dimension-labels.ts';
import { type Dimension, isPeriod } from './dimensions.ts';
import { type Base, type Measure, measureValue } from './measures.ts';
import { compareFigures, isUnattributed } from './order-rows.ts';
import { type Compared, columnId } from './pivot-cells.ts';

export interface PivotColumn {
  /** Stored keys. */
  path: readonly string[];
}

/**
 * Columns side by side as nested headers: at each level periods in time, others by the first measure over everything
 * below that header, largest first, then by label; Unattributed last.
 */
export function orderColumns(
  columns: readonly PivotColumn[],
  dimensions: readonly Dimension[],
  context: {
    measures: readonly Measure[];
    bases: readonly Base[];
    labels: DimensionLabels;
    headerTotals: HeaderTotals;
  },
): PivotColumn[] {
  const { measures, bases, labels, headerTotals } = context;
  const [measure = 'SPEND'] = measures;
  const figure = (path: readonly string[]) => measureValue(measure, bases, headerTotals.get(columnId(path))?.current);
  const compareAt = (level: number, left: PivotColumn, right: PivotColumn): number => {
    const dimension = dimensions[level];
    const [leftRaw, rightRaw] = [left.path[level], right.path[level]];
    if (!dimension || leftRaw === undefined || rightRaw === undefined) return 0;
    if (leftRaw === rightRaw) return compareAt(level + 1, left, right);
    if (isPeriod(dimension)) return Number(leftRaw) - Number(rightRaw);
    return (
      Number(isUnattributed(dimension, leftRaw)) - Number(isUnattributed(dimension, rightRaw)) ||
      compareFigures(figure(left.path.slice(0, level + 1)), figure(right.path.slice(0, level + 1)), -1) ||
      compareLabels(labels.label(dimension, leftRaw), labels.label(dimension, rightRaw)) ||
      compareKeys(labels.key(dimension, leftRaw), labels.key(dimension, rightRaw))
    );
  };
  return columns.toSorted((left, right) => compareAt(0, left, right));
}

/** Totals by `columnId` of each leading part of a column's keys. */
export type HeaderTotals = ReadonlyMap<string, Compared>;
