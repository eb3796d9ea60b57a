import type { DayRange } from '../../lib/calendar.ts';
import type { Dimension } from '../explore/dimensions.ts';

interface PivotView extends DayRange {
  rows: readonly Dimension[];
  columns?: readonly Dimension[];
  /** SPEND when left out. */
  measures?: readonly string[];
  filters?: readonly { dimension: Dimension; in: readonly string[] }[];
  compareTo?: 'PREVIOUS_PERIOD';
}

/** The path of a pivot in the web application, as its address is written there. */
export function pivotLink({
  from,
  until,
  measures = ['SPEND'],
  columns = [],
  filters = [],
  ...view
}: PivotView): string {
  const { rows, compareTo } = view;
  const search = {
    rows: JSON.stringify(rows),
    columns: JSON.stringify(columns),
    measures: JSON.stringify(measures),
    ...(filters.length > 0 ? { filters: JSON.stringify(filters) } : {}),
    period: `${from}..${until}`,
    ...(compareTo ? { compareTo } : {}),
  };
  return `/explore?${new URLSearchParams(search)}`;
}

export const variableOnly = { dimension: 'COST_KIND', in: ['VARIABLE'] } as const;
