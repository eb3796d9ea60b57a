import { UNATTRIBUTED } from '../../components/dimension-filter/dimensions.ts';
import type { TreeRow } from '../../components/pivot-table/tree-grid.ts';
import { isOpen } from './change-view.ts';
import { dayLabel } from './day-label.ts';
import type { PivotView } from './explore-search.ts';
import { isIncompletePeriod } from './incomplete-periods.ts';
import type { Pivot, PivotRow } from './pivot-query.ts';
import { type PivotNode, pivotTree } from './pivot-tree.ts';

export interface PivotTreeRow extends TreeRow {
  figures: PivotRow;
  children: PivotTreeRow[];
}

const TOTAL_ID = 'total';
const OTHER_ID = 'other';

/** The pivot's rows as the table takes them: nested, "Other" last. */
export function pivotRows(pivot: Pivot, view: PivotView, incompleteDay: string | null): PivotTreeRow[] {
  const nodes = pivotTree(pivot.rows);
  const count = nodes.length + (pivot.other ? 1 : 0);
  const toRow = (node: PivotNode, position: number, siblingCount: number): PivotTreeRow => {
    const { key, labels } = node.row;
    const isExpandable = node.level < view.rows.length;
    const dimension = view.rows[node.level - 1];
    const label = labels.at(-1) ?? '';
    return {
      id: node.id,
      figures: node.row,
      label: dimension === 'DAY' ? dayLabel(label) : label,
      level: node.level,
      position,
      siblingCount,
      isExpandable,
      isExpanded: isExpandable && isOpen(view, key),
      kind: key.at(-1) === UNATTRIBUTED ? 'UNATTRIBUTED' : 'PLAIN',
      isIncomplete: incompleteDay !== null && isIncompletePeriod(dimension, key.at(-1), incompleteDay),
      caveat: caveatOf(node.row),
      children: node.children.map((child, index) => toRow(child, index + 1, node.children.length)),
    };
  };
  const rows = nodes.map((node, index) => toRow(node, index + 1, count));
  return pivot.other ? [...rows, otherRow(pivot, pivot.other, count)] : rows;
}

function otherRow({ rowCount, rows }: Pivot, other: PivotRow, count: number): PivotTreeRow {
  const shown = rows.filter(({ key }) => key.length === 1).length;
  return { ...flatRow(OTHER_ID, 'OTHER', `Other (${rowCount - shown})`, other), position: count, siblingCount: count };
}

export function totalsRow(pivot: Pivot): PivotTreeRow {
  return flatRow(TOTAL_ID, 'TOTAL', 'Total', pivot.totals);
}

function flatRow(id: string, kind: TreeRow['kind'], label: string, figures: PivotRow): PivotTreeRow {
  return {
    id,
    kind,
    label,
    figures,
    level: 1,
    position: 1,
    siblingCount: 1,
    isExpandable: false,
    isExpanded: false,
    isIncomplete: false,
    caveat: caveatOf(figures),
    children: [],
  };
}

function caveatOf({ hasUnpriced }: PivotRow): string | null {
  return hasUnpriced ? 'part of it has no price and costs only what was billed' : null;
}
