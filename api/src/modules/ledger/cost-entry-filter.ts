import type { CostSource } from '@outlay/prisma';
import type { Day } from '../../lib/calendar.ts';
import { searchText } from '../../lib/search-text.ts';
import { cashSource } from '../explore/cost-sources.ts';
import { isPeriod } from '../explore/dimensions.ts';
import { factConditions } from '../explore/fact-conditions.sql.ts';
import { periodAxes } from '../explore/period-axis.ts';
import { type DimensionFilter, parseRange } from '../explore/pivot-input.ts';
import { requireFilters } from '../explore/require-filters.ts';
import { resolveFilters } from '../explore/resolve-filters.ts';
import type { Queryable } from '../explore/run-pivot.sql.ts';
import type { SqlParameters } from '../explore/sql-parameters.ts';

export interface CostEntryFilter {
  from?: Day | null | undefined;
  until?: Day | null | undefined;
  search?: string | null | undefined;
  filters?: readonly DimensionFilter[] | null | undefined;
  sources?: readonly CostSource[] | null | undefined;
  currencies?: readonly string[] | null | undefined;
  isVoided?: boolean | null | undefined;
  isLinked?: boolean | null | undefined;
  importId?: number | null | undefined;
  recurringCostId?: number | null | undefined;
  subscriptionId?: number | null | undefined;
}

/** Conditions on `cost_entry e` with `vendor v`, and on the columns of the view `entry_line`. */
export interface EntryConditions {
  entry(parameters: SqlParameters): string;
  line(parameters: SqlParameters): string;
  /** The only member whose lines the caller may see. */
  memberId: number | undefined;
}

const ALWAYS = { from: '0001-01-01', until: '9999-12-31' };

/** @throws InvalidInputError naming the field of `filter` */
export async function entryConditions(
  client: Queryable,
  filter: CostEntryFilter,
  memberId: number | undefined,
): Promise<EntryConditions> {
  const search = searchText(filter.search, 'filter.search');
  const wanted = filter.filters ?? [];
  const needsRange = wanted.some(({ dimension }) => isPeriod(dimension));
  const open = { from: filter.from ?? ALWAYS.from, until: filter.until ?? ALWAYS.until };
  const range = needsRange || (filter.from && filter.until) ? parseRange(open) : open;
  const axisOf = periodAxes([range], 'UTC');
  const filters = await resolveFilters(client, requireFilters(wanted, range), { axisOf, memberId });
  return {
    memberId,
    line: (parameters) =>
      factConditions(cashSource, 'day', range, 0, { filters, memberId, dayBasis: 'REPORTING' }, parameters),
    entry(parameters) {
      const same = (column: string, value: number | null | undefined) =>
        value ? [`${column} = ${parameters.add(value, 'int')}`] : [];
      const some = (column: string, values: readonly string[] | null | undefined) =>
        values ? [`${column}::text = ANY (${parameters.add(values, 'text[]')})`] : [];
      const isNull = (column: string, is: boolean | null | undefined) =>
        typeof is === 'boolean' ? [`${column} IS ${is ? 'NOT NULL' : 'NULL'}`] : [];
      const conditions = [
        ...some('e.source', filter.sources),
        ...some('e.currency', filter.currencies),
        ...isNull('e.voided_at', filter.isVoided),
        ...isNull('e.connection_id', filter.isLinked),
        ...same('e.import_id', filter.importId),
        ...same('e.recurring_cost_id', filter.recurringCostId),
        ...same('e.subscription_id', filter.subscriptionId),
        ...(search === '' ? [] : [found(parameters.add(`%${escaped(search)}%`, 'text'), memberId, parameters)]),
      ];
      return conditions.join(' AND ') || 'true';
    },
  };
}

function found(text: string, memberId: number | undefined, parameters: SqlParameters): string {
  const own = memberId === undefined ? 'true' : `c.member_id = ${parameters.add(memberId, 'int')}`;
  return `(e.description ILIKE ${text} OR v.name ILIKE ${text}
    OR EXISTS (SELECT FROM entry_line c WHERE c.entry_id = e.id AND c.category ILIKE ${text} AND ${own}))`;
}

const escaped = (text: string) => text.replace(/[\\%_]/g, '\\$&');
