import type { DayRange } from '../../lib/calendar.ts';
import { factConditions } from '../explore/fact-conditions.sql.ts';
import { type DayBasis, usageSources } from '../explore/fact-sources.ts';
import { ledgerState } from '../explore/ledger-state.sql.ts';
import { periodAxes } from '../explore/period-axis.ts';
import { type DimensionFilter, parseRange } from '../explore/pivot-input.ts';
import { reportingSettings } from '../explore/reporting-settings.sql.ts';
import { requireFilters } from '../explore/require-filters.ts';
import { resolveFilters } from '../explore/resolve-filters.ts';
import type { Queryable } from '../explore/run-pivot.sql.ts';
import type { SqlParameters } from '../explore/sql-parameters.ts';

/** The rows behind a pivot, or behind one of its cells: the same range, basis and filters. */
export interface UsageBucketFilter extends DayRange {
  dayBasis?: DayBasis | null | undefined;
  filters?: readonly DimensionFilter[] | null | undefined;
}

/** Builds the WHERE of counted rows anew for each statement, with its own parameters. */
export type UsageCondition = (parameters: SqlParameters) => string;

/** @throws InvalidInputError naming the field of `filter` */
export async function usageCondition(
  client: Queryable,
  filter: UsageBucketFilter,
  memberId: number | undefined,
): Promise<UsageCondition> {
  const range = parseRange(filter);
  const wanted = requireFilters(filter.filters ?? [], range);
  const dayBasis = filter.dayBasis ?? 'REPORTING';
  const { zone } = await reportingSettings(client);
  const axisOf = periodAxes([range], dayBasis === 'BILLING' ? 'UTC' : zone);
  const filters = await resolveFilters(client, wanted, { axisOf, memberId });
  const { raw } = usageSources(
    await ledgerState(
      client,
      wanted.map(({ dimension }) => dimension),
    ),
  );
  return (parameters) => factConditions(raw, 'day', range, 0, { filters, memberId, dayBasis }, parameters);
}
