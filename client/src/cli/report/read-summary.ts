import type { Dimension, DimensionFilter } from '../../gql/graphql.ts';
import type { ServerAddress } from '../../server/send.ts';
import { type ColumnName, measuresOf } from './columns.ts';
import type { DayRange } from './period.ts';
import { type Report, readReport, type Settings } from './read-report.ts';

export const TOTAL_COLUMNS = [
  'spend',
  'listValue',
  'totalTokens',
  'inputTokens',
  'cacheReadTokens',
  'cacheWriteTokens',
  'outputTokens',
  'cacheHitRate',
  'requests',
  'sessions',
  'activeMembers',
] as const satisfies readonly ColumnName[];

/** What the totals are broken down by; each group's name in JSON and CSV. */
export const GROUPS = {
  costKind: 'COST_KIND',
  vendor: 'VENDOR',
  model: 'MODEL',
  tool: 'TOOL',
} as const satisfies Record<string, Dimension>;

export type GroupName = keyof typeof GROUPS;
export const groupNames = Object.keys(GROUPS) as GroupName[];

export type Summary = Readonly<Record<GroupName, Report>>;

export async function readSummary(
  server: ServerAddress,
  settings: Settings,
  range: DayRange,
  filters: readonly DimensionFilter[],
  signal: AbortSignal,
): Promise<Summary> {
  const measures = measuresOf(TOTAL_COLUMNS);
  const read = (dimension: Dimension) =>
    readReport(
      server,
      settings,
      { dimension, measures, range, filters, limit: 10_000, comparesPrevious: dimension === 'COST_KIND' },
      signal,
    );
  const [costKind, vendor, model, tool] = await Promise.all([
    read(GROUPS.costKind),
    read(GROUPS.vendor),
    read(GROUPS.model),
    read(GROUPS.tool),
  ]);
  return { costKind, vendor, model, tool };
}
