import type { Dimension, DimensionFilter } from '../../gql/graphql.ts';
import type { ServerAddress } from '../../server/send.ts';
import { type Budget, readBudgets } from '../budgets/read-budgets.ts';
import { type ColumnName, measuresOf } from './columns.ts';
import type { DayRange } from './period.ts';
import { type Report, readReport, type Settings } from './read-report.ts';
import { withOwnSessionFigures } from './session-figures.ts';

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

/** Where tools count sessions. */
export const AVERAGES = [
  'spendPerSession',
  'tokensPerSession',
  'listValuePerSession',
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

export interface Summary extends Readonly<Record<GroupName, Report>> {
  /** In their current windows, the fullest first; undefined where the summary is of other days, or of a part. */
  budgets: readonly Budget[] | undefined;
}

export async function readSummary(
  server: ServerAddress,
  settings: Settings,
  range: DayRange,
  filters: readonly DimensionFilter[],
  today: string,
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
  const isOfNow = filters.length === 0 && range.from <= today && today < range.until;
  const [costKind, vendor, model, tool, budgets] = await Promise.all([
    read(GROUPS.costKind),
    read(GROUPS.vendor),
    read(GROUPS.model),
    read(GROUPS.tool),
    isOfNow ? readBudgets(server, { isArchived: false }, signal) : undefined,
  ]);
  return { costKind, vendor, model, tool: withOwnSessionFigures(tool), budgets };
}
