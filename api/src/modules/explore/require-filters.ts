import type { DayRange } from '../../lib/calendar.ts';
import { InvalidInputError } from '../../lib/errors.ts';
import { searchText } from '../../lib/search-text.ts';
import type { DimensionFilter } from './pivot-input.ts';
import { requireHourlyRange } from './require-hourly-range.ts';

const MAX_FILTERS = 50;
/** Over all filters: every outermost row of the largest pivot may be left out, which opens its `other`, and some more. */
const MAX_VALUES = 12_000;
const MAX_VALUE_LENGTH = 1_000;

/**
 * Filters that can be resolved in bounded time.
 * @throws InvalidInputError | TooManyCellsError naming the field, before anything is read
 */
export function requireFilters(filters: readonly DimensionFilter[], range: DayRange): readonly DimensionFilter[] {
  if (filters.length > MAX_FILTERS) {
    const remedy = `Send at most ${MAX_FILTERS}; one filter takes many values.`;
    throw new InvalidInputError('filters', filters.length, `${filters.length} filters are too many.`, remedy);
  }
  let count = 0;
  for (const [index, filter] of filters.entries()) {
    for (const list of ['in', 'notIn'] as const) {
      const values = filter[list] ?? [];
      const field = `filters[${index}].${list}`;
      count += values.length;
      if (count > MAX_VALUES) throw tooManyValues(field, count);
      const long = values.find((value) => value.length > MAX_VALUE_LENGTH);
      if (long !== undefined) throw tooLong(field, long);
    }
    searchText(filter.search, `filters[${index}].search`);
  }
  requireHourlyRange(
    range,
    filters.map(({ dimension }) => dimension),
  );
  return filters;
}

function tooManyValues(field: string, count: number): InvalidInputError {
  const problem = `${count} values in the filters up to here are too many.`;
  return new InvalidInputError(field, count, problem, `Name at most ${MAX_VALUES} in all, or use a coarser dimension.`);
}

function tooLong(field: string, value: string): InvalidInputError {
  const problem = `a value of ${value.length} characters is none.`;
  return new InvalidInputError(field, `${value.slice(0, 50)}…`, problem, 'Copy a key from an answer.');
}
