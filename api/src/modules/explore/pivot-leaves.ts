import type { BaseValues } from './measures.ts';
import { add, columnId, comparedAt, emptyNode, nodeAt, type PivotNode, type PivotTree } from './pivot-cells.ts';
import { emptyOutline, type PivotOutline } from './pivot-outline.ts';

/** One row of `leavesStatement`. Only sums may be added up here; distinct counts need the rows underneath. */
export interface Leaf {
  period: number;
  rowKeys: readonly string[];
  columnKeys: readonly string[];
  bases: BaseValues;
}

/** What `outlineStatement` would say of the leaves. */
export function outlineOfLeaves(leaves: readonly Leaf[], orderPath: readonly string[] | undefined): PivotOutline {
  const outline = emptyOutline();
  const orderId = orderPath && columnId(orderPath);
  const rowIds = new Set<string>();
  for (const { period, rowKeys, columnKeys, bases } of leaves) {
    const id = columnId(columnKeys);
    if (columnKeys.length > 0 && !outline.headers.has(id)) outline.columns.push([...columnKeys]);
    for (const index of columnKeys.keys()) {
      add(comparedAt(outline.headers, columnId(columnKeys.slice(0, index + 1))), period, bases);
    }
    const [outermost] = rowKeys;
    if (outermost === undefined) continue;
    add(comparedAt(outline.rows, outermost), period, bases);
    if (id === orderId) add(comparedAt(outline.orderCells, outermost), period, bases);
    const rowId = columnId(rowKeys);
    if (!rowIds.has(rowId)) outline.below.set(outermost, (outline.below.get(outermost) ?? 0) + 1);
    rowIds.add(rowId);
  }
  return outline;
}

/** What `levelsStatement` would say of the leaves. */
export function treeOfLeaves(leaves: readonly Leaf[], shown: readonly string[]): PivotTree {
  const totals = emptyNode([]);
  const other = emptyNode([]);
  const nodes = new Map<string, PivotNode>([[columnId([]), totals]]);
  const isShown = new Set(shown);
  for (const leaf of leaves) {
    addLeaf(totals, leaf);
    const [outermost] = leaf.rowKeys;
    if (outermost === undefined) continue;
    if (!isShown.has(outermost)) addLeaf(other, leaf);
    else for (const index of leaf.rowKeys.keys()) addLeaf(nodeAt(nodes, leaf.rowKeys.slice(0, index + 1)), leaf);
  }
  return { totals, other, outermost: totals.children };
}

function addLeaf({ total, cells }: PivotNode, { period, columnKeys, bases }: Leaf): void {
  add(total, period, bases);
  if (columnKeys.length > 0) add(comparedAt(cells, columnId(columnKeys)), period, bases);
}
