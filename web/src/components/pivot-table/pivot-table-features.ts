import {
  type ColumnDef,
  columnPinningFeature,
  columnResizingFeature,
  columnSizingFeature,
  createColumnHelper,
  createExpandedRowModel,
  type Header,
  metaHelper,
  type ReactTable,
  type Row,
  rowExpandingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useMemo, useState } from 'react';
import type { TreeColumn, TreeRow } from './tree-grid.ts';

interface ColumnMeta {
  /** Place in the grid; 0 is the label column. */
  index: number;
  column?: TreeColumn;
}

const features = tableFeatures({
  columnPinningFeature,
  columnSizingFeature,
  columnResizingFeature,
  rowExpandingFeature,
  expandedRowModel: createExpandedRowModel(),
  columnMeta: metaHelper<ColumnMeta>(),
});

export type PivotFeatures = typeof features;
export type PivotTableInstance = ReactTable<PivotFeatures, TreeRow>;
export type PivotTableRow = Row<PivotFeatures, TreeRow>;
export type PivotTableHeader = Header<PivotFeatures, TreeRow, unknown>;

const helper = createColumnHelper<PivotFeatures, TreeRow>();
export const LABEL_COLUMN = 'label';

type Definition = ColumnDef<PivotFeatures, TreeRow, unknown>;

/** Nests neighbouring columns under the headings they share, from `depth` inwards. */
function nested(columns: readonly { column: TreeColumn; index: number }[], size: number, depth = 0): Definition[] {
  const definitions: Definition[] = [];
  for (let start = 0; start < columns.length; ) {
    const first = columns[start];
    if (!first) break;
    const group = first.column.groups[depth];
    if (!group) {
      definitions.push(helper.display({ id: first.column.id, size, meta: first }));
      start += 1;
      continue;
    }
    const rest = columns.slice(start);
    const end = rest.findIndex(({ column }) => column.groups[depth]?.id !== group.id);
    const members = end === -1 ? rest : rest.slice(0, end);
    definitions.push(
      helper.group({ id: `group ${group.id}`, header: group.label, columns: nested(members, size, depth + 1) }),
    );
    start += members.length;
  }
  return definitions;
}

interface PivotTableOptions {
  rows: readonly TreeRow[];
  columns: readonly TreeColumn[];
  labelSize: number;
  columnSize: number;
}

/** The one binding of TanStack Table for trees of figures: the server sorts and adds up, the table lays out. */
export function usePivotTable({ rows, columns, labelSize, columnSize }: PivotTableOptions): {
  table: PivotTableInstance;
  placed: PlacedColumns;
} {
  const definitions = useMemo(
    () => [
      helper.display({ id: LABEL_COLUMN, size: labelSize, minSize: 96, meta: { index: 0 } }),
      ...nested(
        columns.map((column, index) => ({ column, index: index + 1 })),
        columnSize,
      ),
    ],
    [columns, labelSize, columnSize],
  );
  const [columnSizing, setColumnSizing] = useState<Record<string, number>>({});
  const pinning = useMemo(
    () => ({ start: [LABEL_COLUMN], end: columns.filter(({ isTotal }) => isTotal).map(({ id }) => id) }),
    [columns],
  );
  const expanded = useMemo(() => expandedIds(rows), [rows]);
  const table = useTable<PivotFeatures, TreeRow>({
    features,
    data: rows,
    columns: definitions,
    getRowId: ({ id }) => id,
    getSubRows: ({ children }) => children,
    getRowCanExpand: ({ original }) => original.isExpandable,
    defaultColumn: { minSize: 64, maxSize: 640 },
    columnResizeMode: 'onChange',
    autoResetExpanded: false,
    state: { columnPinning: pinning, columnSizing, expanded },
    onColumnSizingChange: setColumnSizing,
  });
  const placed = useMemo(
    () => placeColumns(columns, columnSizing[LABEL_COLUMN] ?? labelSize, (id) => columnSizing[id] ?? columnSize),
    [columns, columnSizing, labelSize, columnSize],
  );
  return { table, placed };
}

/** A column where it stands: `start` from the left edge of the table, or its place in the pinned end. */
export interface PlacedColumn {
  index: number;
  column: TreeColumn;
  size: number;
  start?: number;
  end?: { fromRight: number };
}

export interface PlacedColumns {
  center: readonly PlacedColumn[];
  end: readonly PlacedColumn[];
  labelSize: number;
  centerSize: number;
  endSize: number;
  width: number;
}

/** Keeps its identity while nothing is resized, so that rows in view need not be drawn again. */
function placeColumns(
  columns: readonly TreeColumn[],
  labelSize: number,
  sizeOf: (id: string) => number,
): PlacedColumns {
  const sized = columns.map((column, at) => ({ index: at + 1, column, size: sizeOf(column.id) }));
  const sum = (list: readonly { size: number }[]) => list.reduce((total, { size }) => total + size, 0);
  const scrolling = sized.filter(({ column }) => !column.isTotal);
  const pinned = sized.filter(({ column }) => column.isTotal);
  const centerSize = sum(scrolling);
  const endSize = sum(pinned);
  const center = scrolling.map((placed, at) => ({ ...placed, start: labelSize + sum(scrolling.slice(0, at)) }));
  const end = pinned.map((placed, at) => ({
    ...placed,
    end: { fromRight: sum(pinned.slice(at + 1)) },
  }));
  return { center, end, labelSize, centerSize, endSize, width: labelSize + centerSize + endSize };
}

function expandedIds(rows: readonly TreeRow[]): Record<string, boolean> {
  const ids: Record<string, boolean> = {};
  const visit = (row: TreeRow) => {
    if (row.isExpanded) ids[row.id] = true;
    row.children.forEach(visit);
  };
  rows.forEach(visit);
  return ids;
}
