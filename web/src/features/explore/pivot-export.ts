import { dimensionLabels, OTHER } from '../../components/dimension-filter/dimensions.ts';
import type { ExportCell } from '../../components/pivot-table/delimited-text.ts';
import { addDays } from '../../lib/day.ts';
import { type DecimalText, divideDecimals } from '../../lib/decimal.ts';
import { type CellFigure, cellFigure } from './cell-figures.ts';
import type { PivotView } from './explore-search.ts';
import { measures } from './measures.ts';
import type { PivotColumn } from './pivot-columns.ts';
import type { Pivot } from './pivot-query.ts';
import type { PivotTreeRow } from './pivot-rows.ts';

export interface ExportContext {
  pivot: Pivot;
  view: PivotView;
  columns: readonly PivotColumn[];
  /** As shown: folded rows have no children here. */
  rows: readonly PivotTreeRow[];
  totals: PivotTreeRow;
}

export interface ExportHeading {
  organization: string;
  currency: string;
  zone: string;
  range: { from: string; until: string };
  filters: readonly string[];
  exportedAt: Date;
}

const showAsNames = { VALUE: 'Values', ROW: 'Percent of row', COLUMN: 'Percent of column', TOTAL: 'Percent of total' };
const comparisons = { PREVIOUS_PERIOD: 'Previous period', PREVIOUS_YEAR: 'Same days a year before' };

/** Rows that are not folded away, in order, the totals last. */
export function shownRows(rows: readonly PivotTreeRow[], totals: PivotTreeRow): PivotTreeRow[] {
  const flatten = (row: PivotTreeRow): PivotTreeRow[] => [
    row,
    ...(row.isExpanded ? row.children.flatMap(flatten) : []),
  ];
  return [...rows.flatMap(flatten), totals];
}

/** What was asked and how to read it, above the figures. */
export function headingRows(
  { view, pivot }: Pick<ExportContext, 'view' | 'pivot'>,
  about: ExportHeading,
): ExportCell[][] {
  return [
    ['Outlay pivot', about.organization],
    ['First day', about.range.from],
    ['Last day', addDays(about.range.until, -1)],
    ['Days of', view.dayBasis === 'BILLING' ? 'UTC (as vendors bill)' : about.zone],
    ['Currency', about.currency],
    ['Shown as', showAsNames[view.showAs]],
    ...(view.compareTo ? [['Compared with', comparisons[view.compareTo]]] : []),
    ...about.filters.map((filter) => ['Filter', filter]),
    ...(pivot.incompleteFrom ? [['Incomplete from', pivot.incompleteFrom]] : []),
    ...(pivot.unpriced?.models ?? []).map(({ label }) => ['Without a price', label]),
    ['Exported', about.exportedAt.toISOString()],
    [],
  ];
}

/** The table itself: a column per row dimension, then per figure; a column keeps its place in every row. */
export function tableRows({ pivot, view, columns, rows, totals }: ExportContext): ExportCell[][] {
  const labels = view.rows.map((dimension) => dimensionLabels[dimension]);
  const titles = columns.flatMap((column) => figureTitles(column, view));
  const body = shownRows(rows, totals).map((row) => [
    ...rowLabels(row, view),
    ...columns.flatMap((column) => figureCells(column, cellFigure(pivot, view, row.figures, column), view)),
  ]);
  return [[...(labels.length > 0 ? labels : ['']), ...titles], ...body];
}

function rowLabels({ figures, kind, label }: PivotTreeRow, view: PivotView): ExportCell[] {
  const width = Math.max(1, view.rows.length);
  const own = kind === 'TOTAL' ? ['Total'] : figures.key[0] === OTHER ? [label] : figures.labels;
  return Array.from({ length: width }, (_, index) => own[index] ?? '');
}

export function columnTitle(column: PivotColumn, view: PivotView): string {
  const place = column.header ? column.header.labels.join(' / ') : column.isTotal ? 'Total' : '';
  const { label } = measures[column.measure];
  return view.measures.length > 1 || place === '' ? [place, label].filter(Boolean).join(' / ') : place;
}

function figureTitles(column: PivotColumn, view: PivotView): string[] {
  const title = columnTitle(column, view);
  return view.compareTo ? [title, `${title} (before)`, `${title} (difference)`, `${title} (difference %)`] : [title];
}

function figureCells(column: PivotColumn, figure: CellFigure, view: PivotView): ExportCell[] {
  const shown = shownText(column, figure);
  if (!view.compareTo) return [shown];
  const { previous = null, difference = null, ratio = null } = figure.change ?? {};
  return [shown, previous, figure.isShare ? percent(difference) : difference, percent(ratio)];
}

/** Exact, not shortened: shares in percent; nothing where a cost is unknown. */
export function shownText({ measure }: Pick<PivotColumn, 'measure'>, figure: CellFigure): ExportCell {
  if (figure.isUnknown) return null;
  if (figure.isShare) return percent(figure.share);
  return measures[measure].kind === 'SHARE' ? percent(figure.value) : figure.value;
}

function percent(ratio: DecimalText | null): ExportCell {
  return ratio === null ? null : `${divideDecimals(ratio, '0.01', 12)}%`;
}

export function exportFileName({ from, until }: { from: string; until: string }): string {
  return `outlay-pivot_${from}_${addDays(until, -1)}`;
}
