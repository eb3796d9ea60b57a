import { firstIncompleteDay } from './incomplete-periods.ts';
import { type PivotColumn, pivotColumns } from './pivot-columns.ts';
import { type PivotTreeRow, pivotRows, totalsRow } from './pivot-rows.ts';
import type { ShownPivot } from './use-pivot.ts';

/** A pivot as rows and columns to draw, copy and export. */
export interface PivotModel {
  rows: PivotTreeRow[];
  totals: PivotTreeRow;
  columns: PivotColumn[];
  byId: ReadonlyMap<string, PivotTreeRow>;
}

/** @param zone whose days the pivot is read by */
export function pivotModel({ pivot, view }: ShownPivot, zone: string): PivotModel {
  const incompleteDay = pivot.incompleteFrom && firstIncompleteDay(pivot.incompleteFrom, zone);
  const rows = pivotRows(pivot, view, incompleteDay);
  const totals = totalsRow(pivot);
  const byId = new Map<string, PivotTreeRow>();
  const index = (row: PivotTreeRow) => {
    byId.set(row.id, row);
    row.children.forEach(index);
  };
  [...rows, totals].forEach(index);
  return { rows, totals, columns: pivotColumns(pivot, view, incompleteDay), byId };
}
