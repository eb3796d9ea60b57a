import type { TreeColumn, TreeSort } from '../../components/pivot-table/tree-grid.ts';
import { type FigureColumn, figureColumns } from './cell-figures.ts';
import { effectiveSort } from './change-view.ts';
import { dayLabel } from './day-label.ts';
import type { PivotView } from './explore-search.ts';
import { isIncompletePeriod } from './incomplete-periods.ts';
import { measures } from './measures.ts';
import type { Pivot, PivotHeader } from './pivot-query.ts';
import { nodeId } from './pivot-tree.ts';

export interface PivotColumn extends TreeColumn, FigureColumn {
  /** Null: the total. */
  header: PivotHeader | null;
}

/** The pivot's columns, totals last: dimension values over measures; with one measure the values are the columns. */
export function pivotColumns(pivot: Pivot, view: PivotView, incompleteDay: string | null): PivotColumn[] {
  const hasManyMeasures = view.measures.length > 1;
  return figureColumns(pivot, view).map(({ measure, columnIndex }) => {
    const header = columnIndex === null ? null : (pivot.columns[columnIndex] ?? null);
    const definition = measures[measure];
    const isTotal = header === null && pivot.columns.length > 0;
    const path = header ? headerPath(header, view) : isTotal ? [{ id: 'total', label: 'Total' }] : [];
    const own = hasManyMeasures || path.length === 0 ? definition.label : (path.at(-1)?.label ?? '');
    return {
      id: nodeId([measure, ...(header?.key ?? [])]),
      label: own,
      groups: groupsOf(path, view, hasManyMeasures),
      isTotal,
      isIncomplete: incompleteDay !== null && isIncompleteHeader(header, view, incompleteDay),
      note: [definition.explanation, definition.isAdditive ? '' : 'Totals are computed from the usage, not added up']
        .filter(Boolean)
        .join('. '),
      isAdditive: definition.isAdditive,
      measure,
      columnIndex,
      header,
    };
  });
}

type Step = { id: string; label: string };

function headerPath(header: PivotHeader, view: PivotView): Step[] {
  return header.labels.map((label, index) => ({
    id: nodeId(header.key.slice(0, index + 1)),
    label: view.columns[index] === 'DAY' ? dayLabel(label) : label,
  }));
}

/** Headings above; all columns have equally many, so that totals stand as high as the others. */
function groupsOf(path: Step[], view: PivotView, hasManyMeasures: boolean): Step[] {
  const depth = Math.max(0, view.columns.length - (hasManyMeasures ? 0 : 1));
  if (path.length === view.columns.length) return path.slice(0, depth);
  return hasManyMeasures ? path : [];
}

function isIncompleteHeader(header: PivotHeader | null, view: PivotView, day: string): boolean {
  return header?.key.some((key, index) => isIncompletePeriod(view.columns[index], key, day)) ?? false;
}

/** Where the order shows in the table; a column that is not there shows none. */
export function treeSort(columns: readonly PivotColumn[], view: PivotView): TreeSort {
  const sort = effectiveSort(view);
  const direction = sort.direction === 'ASC' ? 'ascending' : 'descending';
  if (!sort.measure) return { column: 0, direction };
  const key = nodeId(sort.column ?? []);
  const at = columns.findIndex(({ measure, header }) => measure === sort.measure && nodeId(header?.key ?? []) === key);
  return { column: at === -1 ? -1 : at + 1, direction };
}
