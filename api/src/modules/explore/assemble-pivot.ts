import { type DimensionLabels, specialLabel } from './dimension-labels.ts';
import { OTHER } from './dimensions.ts';
import { type Base, measureText, measureValue } from './measures.ts';
import type { PivotColumn } from './order-columns.ts';
import { rowComparator } from './order-rows.ts';
import { type Compared, columnId, type PivotNode, type PivotTree } from './pivot-cells.ts';
import type { PivotRequest } from './pivot-input.ts';

export interface PivotHeader {
  key: string[];
  labels: string[];
}
export interface PivotRow {
  key: string[];
  labels: string[];
  /** Per column each measure, then each measure over all columns. */
  values: (string | null)[];
  /** The same of the range compared with. */
  previous: (string | null)[] | null;
  /** Part of the row's own range is metered usage without a price, whose cost is unknown. */
  hasUnpriced: boolean;
}
export interface PivotTable {
  columns: PivotHeader[];
  rows: PivotRow[];
  other: PivotRow | null;
  totals: PivotRow;
}

export interface AssembleContext {
  request: PivotRequest;
  bases: readonly Base[];
  labels: DimensionLabels;
  columns: readonly PivotColumn[];
  /** Stored keys of the outermost rows to return, in order. */
  shown: readonly string[];
  hasOther: boolean;
  /** Of the column rows are ordered by. */
  orderColumnId: string | undefined;
}

/** Lays the tree of figures out as rows in order; sums nothing. */
export function assemblePivot(tree: PivotTree, context: AssembleContext): PivotTable {
  const { request, labels, columns, shown } = context;
  const outermost = new Map(tree.outermost.map((node) => [node.path[0], node]));
  return {
    columns: columns.map(({ path }) => headerOf(path, request.columns, labels)),
    rows: shown.flatMap((raw) => {
      const node = outermost.get(raw);
      return node ? flatten(node, context) : [];
    }),
    other: context.hasOther ? { key: [OTHER], labels: [specialLabel(OTHER)], ...figures(tree.other, context) } : null,
    totals: { key: [], labels: [], ...figures(tree.totals, context) },
  };
}

function headerOf(path: readonly string[], dimensions: PivotRequest['rows'], labels: DimensionLabels): PivotHeader {
  const pairs = dimensions.flatMap((dimension, index) => {
    const raw = path[index];
    return raw === undefined ? [] : [{ dimension, raw }];
  });
  return {
    key: pairs.map(({ dimension, raw }) => labels.key(dimension, raw)),
    labels: pairs.map(({ dimension, raw }) => labels.label(dimension, raw)),
  };
}

function flatten(node: PivotNode, context: AssembleContext): PivotRow[] {
  const { request } = context;
  const isLeaf = node.path.length === request.rows.length;
  const own =
    isLeaf || request.subtotals
      ? [{ ...headerOf(node.path, request.rows, context.labels), ...figures(node, context) }]
      : [];
  return [...own, ...orderedChildren(node, context).flatMap((child) => flatten(child, context))];
}

function orderedChildren(node: PivotNode, { request, bases, labels, orderColumnId }: AssembleContext): PivotNode[] {
  const dimension = request.rows[node.path.length];
  if (!dimension) return [];
  const compare = rowComparator(dimension, { orderBy: request.orderBy, measures: request.measures, bases, labels });
  return node.children
    .map((child) => ({
      child,
      raw: child.path.at(-1) ?? '',
      ordering: orderColumnId === undefined ? child.total : child.cells.get(orderColumnId),
    }))
    .toSorted(compare)
    .map(({ child }) => child);
}

function figures(node: PivotNode, { request, bases, columns }: AssembleContext): Omit<PivotRow, 'key' | 'labels'> {
  const cells = [...columns.map(({ path }) => node.cells.get(columnId(path))), node.total];
  const texts = (side: keyof Compared) =>
    cells.flatMap((cell) =>
      request.measures.map((measure) => measureText(measure, measureValue(measure, bases, cell?.[side]))),
    );
  const hasUnpriced = (node.total.current?.[bases.indexOf('unpricedQuantity')] ?? 0n) !== 0n;
  return { values: texts('current'), previous: request.compareTo ? texts('previous') : null, hasUnpriced };
}
