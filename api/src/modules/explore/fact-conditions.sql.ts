import type { DayRange } from '../../lib/calendar.ts';
import { dimensionDefinition } from './dimensions.ts';
import type { DayBasis, FactSource } from './fact-sources.ts';
import type { FactFilter } from './plan-pivot.ts';
import type { SqlParameters } from './sql-parameters.ts';

export interface FactScope {
  filters: readonly FactFilter[];
  /** Only this member's rows. */
  memberId: number | undefined;
  dayBasis: DayBasis;
}

/** The WHERE of one read: range, caller's scope, filters. */
export function factConditions(
  source: FactSource,
  by: 'day' | 'month',
  range: DayRange,
  rangeIndex: number,
  { filters, memberId, dayBasis }: FactScope,
  parameters: SqlParameters,
): string {
  const column = source.stored[dayBasis][by];
  return [
    `${column} >= ${parameters.add(range.from, 'date')}`,
    `${column} < ${parameters.add(range.until, 'date')}`,
    ...(source.within ?? []).map(
      ([bounded, comparison, end]) => `${bounded} ${comparison} ${parameters.add(range[end], 'date')}`,
    ),
    ...(memberId === undefined ? [] : [`${source.dimensions.MEMBER} = ${parameters.add(memberId, 'int')}`]),
    ...filters.map((filter) => filterCondition(source, filter, rangeIndex, dayBasis, parameters)),
  ].join(' AND ');
}

function filterCondition(
  source: FactSource,
  filter: FactFilter,
  rangeIndex: number,
  dayBasis: DayBasis,
  parameters: SqlParameters,
): string {
  const compare = filter.isNegated ? '<> ALL' : '= ANY';
  if (filter.kind === 'STORED') {
    const values = parameters.add(
      filter.valuesByRange[rangeIndex] ?? [],
      filter.stored === 'hour' ? 'timestamptz[]' : 'date[]',
    );
    return `${source.stored[dayBasis][filter.stored]} ${compare} (${values})`;
  }
  const isEntity = dimensionDefinition(filter.dimension).kind === 'ENTITY';
  const values = isEntity
    ? parameters.add(filter.values.map(Number), 'int[]')
    : parameters.add(filter.values, 'text[]');
  return `${source.dimensions[filter.dimension]} ${compare} (${values})`;
}
