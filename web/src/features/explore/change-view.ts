import { isPeriodDimension } from '../../components/dimension-filter/dimensions.ts';
import type { Dimension, Measure } from '../../gql/graphql.ts';
import { MAX_COLUMNS, MAX_ROWS, type PivotView, type ViewFilter, type ViewSort } from './explore-search.ts';

export type Axis = 'rows' | 'columns';
export type Well = Axis | 'measures';

const most: Record<Well, number> = { rows: MAX_ROWS, columns: MAX_COLUMNS, measures: 16 };

/** Puts a dimension onto an axis at a place, taking it off the other; a full axis gives its last one away. */
export function placeDimension(view: PivotView, dimension: Dimension, axis: Axis, at?: number): PivotView {
  const index = at ?? view[axis].filter((other) => other !== dimension).length;
  const without = (list: readonly Dimension[]) => list.filter((other) => other !== dimension);
  const placed = without(view[axis]).toSpliced(index, 0, dimension).slice(0, most[axis]);
  const other = axis === 'rows' ? 'columns' : 'rows';
  return settled({ ...view, [other]: without(view[other]), [axis]: placed }, view);
}

export function placeMeasure(view: PivotView, measure: Measure, at = view.measures.length): PivotView {
  const measures = view.measures.filter((other) => other !== measure).toSpliced(at, 0, measure);
  return settled({ ...view, measures }, view);
}

/** The last measure stays: a pivot without figures says nothing. */
export function removeField(view: PivotView, well: Well, field: string): PivotView {
  if (well === 'measures' && view.measures.length === 1) return view;
  const keep = (list: readonly string[]) => list.filter((other) => other !== field);
  return settled({ ...view, [well]: keep(view[well]) }, view);
}

export function swapAxes(view: PivotView): PivotView {
  return settled({ ...view, rows: view.columns.slice(0, MAX_ROWS), columns: view.rows.slice(0, MAX_COLUMNS) }, view);
}

/** What the change makes meaningless goes: open rows of other dimensions, an order by a column that is gone. */
function settled(view: PivotView, before: PivotView): PivotView {
  const sameRows = same(view.rows, before.rows);
  const kept = view.rows.findIndex((dimension, index) => dimension !== before.rows[index]);
  const depth = kept === -1 ? view.rows.length : kept;
  return {
    ...view,
    heatmap: view.heatmap.filter((measure) => view.measures.includes(measure)),
    sort: settledSort(view, before),
    level: Math.min(view.level, Math.max(0, view.rows.length - 1)),
    toggled: sameRows
      ? view.toggled
      : view.toggled.filter((key) => key.length <= Math.min(depth, view.rows.length - 1)),
  };
}

function settledSort(view: PivotView, before: PivotView): ViewSort | null {
  const { sort } = view;
  if (!sort) return null;
  if (sort.measure && !view.measures.includes(sort.measure)) return null;
  if (!sort.column || same(view.columns, before.columns)) return sort;
  return { measure: sort.measure, direction: sort.direction };
}

function same(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((item, index) => item === right[index]);
}

/** Other days have other columns: an order by a day or month that may be gone falls back to the total. */
export function changePeriod(view: PivotView, period: string): PivotView {
  const isByPeriod = view.sort?.column !== undefined && view.columns.some(isPeriodDimension);
  const sort = isByPeriod && view.sort ? { measure: view.sort.measure, direction: view.sort.direction } : view.sort;
  return { ...view, period, sort };
}

/** What a heading sorts by; first the natural direction (figures: largest first, labels: A first), then the other. */
export function toggleSort(view: PivotView, by: Pick<ViewSort, 'measure' | 'column'>): PivotView {
  const current = effectiveSort(view);
  const isSame = current.measure === by.measure && same(current.column ?? [], by.column ?? []);
  const natural = by.measure ? 'DESC' : 'ASC';
  const direction = isSame ? (current.direction === 'DESC' ? 'ASC' : 'DESC') : natural;
  return { ...view, sort: { ...by, direction } };
}

/** The order the outermost rows are in, named or not. */
export function effectiveSort(view: PivotView): ViewSort {
  if (view.sort) return view.sort;
  return isPeriodDimension(view.rows[0]) ? { direction: 'ASC' } : { measure: view.measures[0], direction: 'DESC' };
}

export function isOpen(view: Pick<PivotView, 'level' | 'toggled'>, key: readonly string[]): boolean {
  return key.length <= view.level !== view.toggled.some((other) => same(other, key));
}

export function setOpen(view: PivotView, key: readonly string[], open: boolean): PivotView {
  if (isOpen(view, key) === open) return view;
  const rest = view.toggled.filter((other) => !same(other, key));
  return { ...view, toggled: rest.length < view.toggled.length ? rest : [...rest, [...key]] };
}

/** Opens every row down to a level: 0 folds all. */
export function openLevel(view: PivotView, level: number): PivotView {
  return { ...view, level: Math.max(0, Math.min(level, view.rows.length - 1)), toggled: [] };
}

/** How many row dimensions must be read to show what is open. */
export function openDepth(view: PivotView): number {
  if (view.rows.length === 0) return 0;
  const opened = view.toggled.filter((key) => isOpen(view, key)).map((key) => key.length);
  return Math.min(view.rows.length, 1 + Math.max(view.level, 0, ...opened));
}

/** Narrows to one value, or leaves it out, in the one filter a dimension has. */
export function filterTo(view: PivotView, dimension: Dimension, key: string, isExcluded: boolean): PivotView {
  const index = view.filters.findIndex((filter) => filter.dimension === dimension);
  const filter = changedFilter(view.filters[index] ?? { dimension }, key, isExcluded);
  return { ...view, filters: index === -1 ? [...view.filters, filter] : view.filters.with(index, filter) };
}

function changedFilter(filter: ViewFilter, key: string, isExcluded: boolean): ViewFilter {
  if (!isExcluded) return { dimension: filter.dimension, in: [key] };
  if (filter.in) return { ...filter, in: filter.in.filter((other) => other !== key) };
  return { ...filter, notIn: [...new Set([...(filter.notIn ?? []), key])] };
}
