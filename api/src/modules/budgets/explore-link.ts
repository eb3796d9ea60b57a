import type { DayRange } from '../../lib/calendar.ts';

export interface ExploreView {
  range: DayRange;
  rows: readonly string[];
  measure: string;
  /** `{ dimension, in }` as the pivot takes them. */
  filters: readonly { dimension: string; in: readonly string[] }[];
}

/** Path of the web application that shows a pivot; lists as JSON, as its router writes them. */
export function exploreLink({ range, rows, measure, filters }: ExploreView): string {
  const search = new URLSearchParams({
    rows: JSON.stringify(rows),
    columns: '[]',
    measures: JSON.stringify([measure]),
    ...(filters.length > 0 ? { filters: JSON.stringify(filters) } : {}),
    period: `${range.from}..${range.until}`,
  });
  return `/explore?${search}`;
}
