import type { ExplorePivotQuery, PivotInput } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { resolvePeriod } from '../../lib/period.ts';
import { openDepth } from './change-view.ts';
import type { PivotView } from './explore-search.ts';

export const PivotQuery = graphql(`
  query ExplorePivot($input: PivotInput!) {
    pivot(input: $input) {
      columns {
        key
        labels
      }
      rows {
        key
        labels
        values
        previous
        hasUnpriced
      }
      other {
        key
        labels
        values
        previous
        hasUnpriced
      }
      totals {
        key
        labels
        values
        previous
        hasUnpriced
      }
      rowCount
      incompleteFrom
      unattributed
      unpriced {
        tokens
        requests
        models {
          key
          label
        }
      }
    }
  }
`);

export type Pivot = ExplorePivotQuery['pivot'];
export type PivotRow = Pivot['rows'][number];
export type PivotHeader = Pivot['columns'][number];

/** Asks only as deep as rows are open, so that a nested pivot starts fast and grows where it is looked into. */
export function pivotInput(view: PivotView, today: string): PivotInput {
  const rows = view.rows.slice(0, openDepth(view));
  return {
    ...resolvePeriod(view.period, today),
    rows,
    columns: view.columns,
    measures: view.measures,
    filters: view.filters,
    orderBy: view.sort,
    subtotals: rows.length > 1,
    first: view.first,
    compareTo: view.compareTo,
    dayBasis: view.dayBasis,
  };
}
