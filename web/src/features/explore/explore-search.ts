import { z } from 'zod';
import { chosenFilters, dimensionKeys as keys } from '../../components/dimension-filter/chosen-filter.ts';
import { isDimension } from '../../components/dimension-filter/dimensions.ts';
import type { Measure } from '../../gql/graphql.ts';
import { periodSearch } from '../../lib/period.ts';
import { isMeasure } from './measures.ts';

export const MAX_ROWS = 4;
export const MAX_COLUMNS = 3;
export const DEFAULT_FIRST = 100;
export const FIRST_STEPS = [25, 100, 250, 1000, 2500, 10_000] as const;

/** Unknown and repeated names are left out; what is then left counts. */
function listOf<Name extends string>(
  isName: (text: unknown) => text is Name,
  { least = 0, most }: { least?: number; most: number },
  fallback: readonly Name[],
) {
  return z
    .array(z.unknown())
    .transform((items) => [...new Set(items.filter(isName))].slice(0, most))
    .refine((items) => items.length >= least)
    .default([...fallback])
    .catch([...fallback]);
}

const sort = z.object({
  /** Absent: by label. */
  measure: z.custom<Measure>(isMeasure).optional().catch(undefined),
  /** Key of a pivoted column; absent: the total. */
  column: keys.optional().catch(undefined),
  direction: z.enum(['ASC', 'DESC']),
});

/** The whole state of the pivot: what the URL of Explore holds, and what a saved view keeps. */
export const exploreSearch = z.object({
  rows: listOf(isDimension, { most: MAX_ROWS }, ['MEMBER']),
  columns: listOf(isDimension, { most: MAX_COLUMNS }, ['MODEL']),
  measures: listOf(isMeasure, { least: 1, most: 16 }, ['SPEND']),
  filters: chosenFilters,
  /** Null: periods in time, others by the first measure, largest first. */
  sort: sort.nullable().default(null).catch(null),
  period: periodSearch,
  compareTo: z.enum(['PREVIOUS_PERIOD', 'PREVIOUS_YEAR']).nullable().default(null).catch(null),
  dayBasis: z.enum(['REPORTING', 'BILLING']).default('REPORTING').catch('REPORTING'),
  showAs: z.enum(['VALUE', 'ROW', 'COLUMN', 'TOTAL']).default('VALUE').catch('VALUE'),
  /** Measures coloured by size. */
  heatmap: listOf(isMeasure, { most: 16 }, []),
  /** Levels of rows that are open by themselves; 0: all are folded. */
  level: z.number().int().min(0).max(MAX_ROWS).default(0).catch(0),
  /** Rows that are not as their level says. */
  toggled: z.array(keys).max(2000).default([]).catch([]),
  first: z.number().int().min(1).max(10_000).default(DEFAULT_FIRST).catch(DEFAULT_FIRST),
});

export type PivotView = z.output<typeof exploreSearch>;
export type ViewFilter = PivotView['filters'][number];
export type ViewSort = NonNullable<PivotView['sort']>;

/** Left out of the URL while they hold. */
export const exploreDefaults: PivotView = exploreSearch.parse({});

/** The cell whose rows are open: the drill-down's URL holds the pivot it came from, so that it leads back. */
export const usageRowsSearch = exploreSearch.extend({
  /** Keys of the cell's row, outermost first; fewer than the rows: a subtotal; none: the total. */
  row: keys.default([]).catch([]),
  /** Keys of the cell's column; none: the row's total. */
  column: keys.default([]).catch([]),
  measure: z.custom<Measure>(isMeasure).default('SPEND').catch('SPEND'),
  /** How the rows are sorted, as the grid writes it: `spend`, `-hour`. */
  order: z.string().max(60).default('').catch(''),
  /** Empty: usage, or entries where there is no usage. */
  tab: z.enum(['', 'usage', 'entries']).default('').catch(''),
});

export type UsageRowsSearch = z.output<typeof usageRowsSearch>;

export const usageRowsDefaults: UsageRowsSearch = usageRowsSearch.parse({});
