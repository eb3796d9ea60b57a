import { useMemo } from 'react';
import { type CombinedError, useQuery } from 'urql';
import { OTHER } from '../../components/dimension-filter/dimensions.ts';
import type { CostEntryFilter, PivotInput, UsageBucketFilter } from '../../gql/graphql.ts';
import { resolvePeriod } from '../../lib/period.ts';
import { useToday } from '../../lib/viewer.tsx';
import { cellFilters } from './cell-filters.ts';
import { cellEntryFilter } from './entry-rows.ts';
import type { UsageRowsSearch, ViewFilter } from './explore-search.ts';
import { PivotQuery, pivotInput } from './pivot-query.ts';

/** Measured beside the cell's own, to tie the rows to the pivot. */
export const tiedMeasures = ['SPEND', 'LIST_VALUE', 'TOTAL_TOKENS'] as const;

export interface UsageScope {
  filter: Omit<UsageBucketFilter, 'filters'> & { filters: ViewFilter[] };
  input: PivotInput;
  entries: CostEntryFilter;
}

/** What the rows behind a cell are asked for by; null while the rows beside "Other" are looked up. */
export function useUsageScope(search: UsageRowsSearch): { scope: UsageScope | null; error: CombinedError | undefined } {
  const today = useToday();
  const isOther = search.row[0] === OTHER;
  const [{ data, error }] = useQuery({
    query: PivotQuery,
    variables: { input: pivotInput(search, today) },
    pause: !isOther,
  });
  const scope = useMemo(() => {
    if (isOther && !data) return null;
    const outermost = data?.pivot.rows.flatMap(({ key }) => (key.length === 1 && key[0] ? [key[0]] : [])) ?? [];
    const filters = cellFilters(search, search, isOther ? outermost : []);
    const range = { ...resolvePeriod(search.period, today), dayBasis: search.dayBasis, filters };
    const measures = [...new Set([search.measure, ...tiedMeasures])];
    const entries = cellEntryFilter(range, search.measure);
    return { filter: range, input: { ...range, rows: [], measures }, entries };
  }, [search, data, isOther, today]);
  return { scope, error };
}
