import { addMonths, type Day, type DayRange } from '../../lib/calendar.ts';
import { InvalidInputError } from '../../lib/errors.ts';
import type { Comparison } from './comparison-range.ts';
import type { Dimension } from './dimensions.ts';
import type { DayBasis } from './fact-sources.ts';
import type { Measure } from './measures.ts';
import { requireFilters } from './require-filters.ts';
import { requireHourlyRange } from './require-hourly-range.ts';

export interface DimensionFilter {
  dimension: Dimension;
  in?: readonly string[] | null | undefined;
  notIn?: readonly string[] | null | undefined;
  search?: string | null | undefined;
}

export interface PivotOrder {
  /** Absent: by label. */
  measure?: Measure | null | undefined;
  /** Key of a pivoted column; absent: the row's total. */
  column?: readonly string[] | null | undefined;
  direction?: 'asc' | 'desc' | null | undefined;
}

export interface PivotInput {
  from: Day;
  until: Day;
  rows: readonly Dimension[];
  columns?: readonly Dimension[] | null | undefined;
  measures: readonly Measure[];
  filters?: readonly DimensionFilter[] | null | undefined;
  orderBy?: PivotOrder | null | undefined;
  subtotals?: boolean | null | undefined;
  first?: number | null | undefined;
  offset?: number | null | undefined;
  compareTo?: Comparison | null | undefined;
  dayBasis?: DayBasis | null | undefined;
}

/** A pivot that may be computed: checked, defaults filled in. */
export interface PivotRequest {
  range: DayRange;
  rows: readonly Dimension[];
  columns: readonly Dimension[];
  measures: readonly Measure[];
  filters: readonly DimensionFilter[];
  orderBy: PivotOrder | undefined;
  subtotals: boolean;
  first: number;
  offset: number;
  compareTo: Comparison | undefined;
  dayBasis: DayBasis;
}

const MAX_ROW_DIMENSIONS = 4;
const MAX_COLUMN_DIMENSIONS = 3;
const MAX_FIRST = 10_000;
const MAX_YEARS = 10;

/** @throws InvalidInputError | TooManyCellsError naming the field, before anything is read */
export function parsePivotInput(input: PivotInput): PivotRequest {
  const columns = input.columns ?? [];
  const range = parseRange(input);
  requireDimensions('rows', input.rows, MAX_ROW_DIMENSIONS);
  requireDimensions('columns', columns, MAX_COLUMN_DIMENSIONS);
  const both = columns.find((dimension) => input.rows.includes(dimension));
  if (both) {
    throw new InvalidInputError('columns', both, `${both} is already in rows.`, 'Use a dimension on one axis only.');
  }
  requireMeasures(input);
  requireHourlyRange(range, [...input.rows, ...columns]);
  return {
    range,
    rows: input.rows,
    columns,
    measures: input.measures,
    filters: requireFilters(input.filters ?? [], range),
    orderBy: input.orderBy ?? undefined,
    subtotals: input.subtotals ?? false,
    first: requireInteger('first', input.first ?? 100, 1, MAX_FIRST),
    offset: requireInteger('offset', input.offset ?? 0, 0, Number.MAX_SAFE_INTEGER),
    compareTo: input.compareTo ?? undefined,
    dayBasis: input.dayBasis ?? 'REPORTING',
  };
}

/** @throws InvalidInputError when the range is reversed, empty or longer than ten years */
export function parseRange({ from, until }: DayRange): DayRange {
  if (from >= until) {
    const problem = from === until ? 'the range is empty' : 'the range is reversed';
    throw new InvalidInputError(
      'until',
      until,
      `${problem}: from ${from} until ${until} (exclusive).`,
      'Choose a day after from.',
    );
  }
  if (until > addMonths(from, 12 * MAX_YEARS)) {
    throw new InvalidInputError(
      'until',
      until,
      `the range from ${from} is longer than ${MAX_YEARS} years.`,
      `Choose at most ${addMonths(from, 12 * MAX_YEARS)}.`,
    );
  }
  return { from, until };
}

/** @throws InvalidInputError */
export function requireInteger(field: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  const bounds = most === Number.MAX_SAFE_INTEGER ? `${least} or more` : `from ${least} to ${most}`;
  throw new InvalidInputError(field, value, `${value} is not allowed.`, `Choose a whole number ${bounds}.`);
}

function requireDimensions(field: string, dimensions: readonly Dimension[], most: number): void {
  const repeated = dimensions.find((dimension, index) => dimensions.indexOf(dimension) !== index);
  if (repeated) {
    throw new InvalidInputError(field, repeated, `${repeated} is named twice.`, 'Name each dimension once.');
  }
  if (dimensions.length > most) {
    throw new InvalidInputError(field, dimensions.join(', '), 'too many dimensions.', `Choose at most ${most}.`);
  }
}

function requireMeasures({ measures, orderBy }: PivotInput): void {
  if (measures.length === 0) {
    throw new InvalidInputError('measures', '[]', 'no measure is named.', 'Name at least one, such as SPEND.');
  }
  const repeated = measures.find((measure, index) => measures.indexOf(measure) !== index);
  if (repeated) throw new InvalidInputError('measures', repeated, `${repeated} is named twice.`, 'Name each once.');
  if (orderBy?.measure && !measures.includes(orderBy.measure)) {
    throw new InvalidInputError(
      'orderBy.measure',
      orderBy.measure,
      `${orderBy.measure} is not among the measures.`,
      `Order by one of ${measures.join(', ')}, or add it to measures.`,
    );
  }
}
