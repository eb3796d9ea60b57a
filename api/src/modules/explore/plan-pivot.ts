import { addMonths, type DayRange, startOfMonth } from '../../lib/calendar.ts';
import { comparisonRange } from './comparison-range.ts';
import { amortizedSource, cashSource, closedBooksSource, openBooksSource } from './cost-sources.ts';
import { type Dimension, dimensionDefinition, type PeriodUnit, type StoredPeriod } from './dimensions.ts';
import { coarsestSource, type DayBasis, type FactSource, usageSources } from './fact-sources.ts';
import type { LedgerState } from './ledger-state.sql.ts';
import { type Base, basesOf } from './measures.ts';
import type { AxisEntry, PeriodAxes, PeriodAxis, Ranges } from './period-axis.ts';
import type { PivotRequest } from './pivot-input.ts';

/** One stretch of days read from one table. */
export interface Read {
  source: FactSource;
  /** The column the stretch is cut by: whole months of a month table, else days. */
  by: 'day' | 'month';
  range: DayRange;
}

/** Facts that count: ids (or names) in, or not in, a list. */
export type FactFilter =
  | { kind: 'VALUE'; dimension: Dimension; values: readonly string[]; isNegated: boolean }
  /** Of the range at `rangeIndex`; keys were matched on the axis, which aligns both ranges. */
  | { kind: 'STORED'; stored: StoredPeriod; valuesByRange: readonly (readonly string[])[]; isNegated: boolean };

/** What to read and how to group it; labels, order and layout come later. */
export interface PivotPlan {
  rows: readonly Dimension[];
  columns: readonly Dimension[];
  bases: readonly Base[];
  dayBasis: DayBasis;
  filters: readonly FactFilter[];
  /** Only this member's rows. */
  memberId: number | undefined;
  reads: readonly (readonly Read[])[];
  axes: ReadonlyMap<Dimension, PeriodAxis>;
  /** The column that facts are grouped by for each period dimension. */
  stored: ReadonlyMap<Dimension, StoredPeriod>;
}

export interface PlanContext {
  /** Over the ranges of the request, by the calendar it is read by. */
  axisOf: PeriodAxes;
  filters: readonly FactFilter[];
  memberId: number | undefined;
  ledger: LedgerState;
}

/** Every dimension that the request groups or filters by. */
export function dimensionsOf({ rows, columns, filters }: PivotRequest): Dimension[] {
  return [...rows, ...columns, ...filters.map(({ dimension }) => dimension)];
}

export function pivotRanges({ range, compareTo }: Pick<PivotRequest, 'range' | 'compareTo'>): Ranges {
  return [range, compareTo && comparisonRange(range, compareTo)];
}

/** Chooses tables and groupings; reads nothing. */
export function planPivot(request: PivotRequest, { axisOf, filters, memberId, ledger }: PlanContext): PivotPlan {
  const { rows, columns, measures, dayBasis } = request;
  const ranges = pivotRanges(request);
  const dimensions = [...rows, ...columns];
  const measured = basesOf(measures);
  const bases: Base[] = [...measured, 'unattributedSpend', 'unpricedQuantity'];
  const needed = [...dimensions, ...filters.map(dimensionNeededBy)];
  const reads = ranges.flatMap((range) =>
    range ? [[...usageReads(range, needed, bases, ledger), ...costReads(range, measured, ledger)]] : [],
  );
  const stored = storedPeriods(dimensions, reads.flat());
  const axes = new Map<Dimension, PeriodAxis>();
  for (const [dimension, column] of stored) {
    axes.set(dimension, axisOf(unitOf(dimension), column));
  }
  return { rows, columns, bases, dayBasis, filters, memberId, reads, axes, stored };
}

const coarsestOfStored = { hour: 'HOUR', day: 'DAY', month: 'MONTH' } as const;

function dimensionNeededBy(filter: FactFilter): Dimension {
  return filter.kind === 'VALUE' ? filter.dimension : coarsestOfStored[filter.stored];
}

function usageReads(
  range: DayRange,
  dimensions: readonly Dimension[],
  bases: readonly Base[],
  ledger: LedgerState,
): Read[] {
  const sources = usageSources(ledger);
  const source = coarsestSource(sources, { dimensions, bases });
  if (source !== sources.month) return [{ source, by: 'day', range }];
  const from = range.from === startOfMonth(range.from) ? range.from : addMonths(startOfMonth(range.from), 1);
  const until = startOfMonth(range.until);
  if (from >= until) return [{ source: sources.day, by: 'day', range }];
  const reads: Read[] = [
    { source: sources.day, by: 'day', range: { from: range.from, until: from } },
    { source: sources.month, by: 'month', range: { from, until } },
    { source: sources.day, by: 'day', range: { from: until, until: range.until } },
  ];
  return reads.filter((read) => read.range.from < read.range.until);
}

/** Entries and booked months stand beside usage where the measures ask for what they hold. */
function costReads(
  range: DayRange,
  bases: readonly Base[],
  { hasEntries, hasBooked, closedMonths }: LedgerState,
): Read[] {
  const sources = [
    ...(hasEntries ? [cashSource, amortizedSource, openBooksSource(closedMonths)] : []),
    ...(hasBooked ? [closedBooksSource] : []),
  ];
  return sources
    .filter((source) => bases.some((base) => base in source.sums))
    .map((source): Read => ({ source, by: 'day', range }));
}

function storedPeriods(dimensions: readonly Dimension[], reads: readonly Read[]): Map<Dimension, StoredPeriod> {
  const hasMonth = reads.every(({ source }) => source.storesMonth);
  const stored = new Map<Dimension, StoredPeriod>();
  for (const dimension of dimensions) {
    const definition = dimensionDefinition(dimension);
    if (definition.kind !== 'PERIOD') continue;
    stored.set(dimension, definition.stored === 'month' && !hasMonth ? 'day' : definition.stored);
  }
  return stored;
}

function unitOf(dimension: Dimension): PeriodUnit {
  const definition = dimensionDefinition(dimension);
  if (definition.kind !== 'PERIOD') throw new Error(`${dimension} is no period`);
  return definition.unit;
}

/** Entries of all axes derived from one stored column, side by side: stored value → ordinal of each dimension. */
export function storedCalendar(plan: PivotPlan, stored: StoredPeriod) {
  const dimensions = [...plan.axes.keys()].filter((dimension) => plan.stored.get(dimension) === stored);
  const [first = [], ...others] = dimensions.map((dimension) => plan.axes.get(dimension)?.entries ?? []);
  return {
    dimensions,
    rangeIndexes: first.map((entry) => entry.rangeIndex),
    stored: first.map((entry) => entry.stored),
    ordinals: [first, ...others].map((entries: readonly AxisEntry[]) => entries.map((entry) => entry.ordinal)),
  };
}

/** Values that a dimension is assumed to have; several together are assumed to be sparse. */
const ASSUMED_VALUES = 100;
const ASSUMED_COMBINATIONS = 10_000;

/** A rough number of leaf cells, from the calendar and without looking. */
export function likelyLeafCount({ rows, columns, axes, reads }: PivotPlan): number {
  const periods = [...axes.values()].reduce((product, axis) => product * axis.keys.size, reads.length);
  const others = rows.length + columns.length - axes.size;
  return periods * Math.min(ASSUMED_COMBINATIONS, ASSUMED_VALUES ** others);
}

/** Whether each stored period of a range has a place of its own, so that mapping merges no rows. */
export function placesAreDistinct(plan: PivotPlan): boolean {
  return [...new Set(plan.stored.values())].every((stored) => {
    const { rangeIndexes, ordinals } = storedCalendar(plan, stored);
    const places = rangeIndexes.map((rangeIndex, row) => [rangeIndex, ...ordinals.map((column) => column[row])].join());
    return new Set(places).size === places.length;
  });
}
