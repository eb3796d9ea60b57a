import type { Measure } from '../../gql/graphql.ts';
import { divide } from '../output/decimal.ts';

/** What the API answered for a row, by measure. */
export type Figures = Partial<Record<Measure, string | null>>;

export interface ReportColumn {
  /** In JSON; in CSV with underscores. */
  name: string;
  title: string;
  kind: 'money' | 'rate' | 'count' | 'percent';
  measures: readonly Measure[];
  /** Over sessions: needs what `withSessionFigures` reads. */
  isPerSession?: boolean;
  /**
   * An exact decimal, a ratio for percent; null: over nothing.
   * @param ofSessions of the row's usage with tools that count sessions
   */
  value: (row: Figures, totals: Figures, ofSessions: Figures) => string | null;
}

const measure = (name: string, title: string, kind: ReportColumn['kind'], key: Measure): ReportColumn => ({
  name,
  title,
  kind,
  measures: [key],
  value: (row) => row[key] ?? null,
});

const ratio = (a: string | null | undefined, b: string | null | undefined, digits: number) =>
  a == null || b == null ? null : divide(a, b, digits);

const perSession = (
  name: string,
  title: string,
  kind: ReportColumn['kind'],
  key: Measure,
  digits: number,
): ReportColumn => ({
  name,
  title,
  kind,
  measures: [],
  isPerSession: true,
  value: (_row, _totals, ofSessions) => ratio(ofSessions[key], ofSessions.SESSIONS, digits),
});

/** Every column a report may have. */
export const COLUMNS = {
  spend: measure('spend', 'Spend', 'money', 'SPEND'),
  share: {
    name: 'share',
    title: 'Share',
    kind: 'percent',
    measures: ['SPEND'],
    value: (row, totals) => ratio(row.SPEND, totals.SPEND, 6),
  },
  listValue: measure('listValue', 'List value', 'money', 'LIST_VALUE'),
  totalTokens: measure('totalTokens', 'Tokens', 'count', 'TOTAL_TOKENS'),
  inputTokens: measure('inputTokens', 'Input', 'count', 'INPUT_TOKENS'),
  cacheReadTokens: measure('cacheReadTokens', 'Cache read', 'count', 'CACHE_READ_TOKENS'),
  cacheWriteTokens: measure('cacheWriteTokens', 'Cache write', 'count', 'CACHE_WRITE_TOKENS'),
  outputTokens: measure('outputTokens', 'Output', 'count', 'OUTPUT_TOKENS'),
  cacheHitRate: measure('cacheHitRate', 'Cache hits', 'percent', 'CACHE_HIT_RATE'),
  requests: measure('requests', 'Requests', 'count', 'REQUESTS'),
  sessions: measure('sessions', 'Sessions', 'count', 'SESSIONS'),
  activeMembers: measure('activeMembers', 'Members', 'count', 'ACTIVE_MEMBERS'),
  activeDays: measure('activeDays', 'Days', 'count', 'ACTIVE_DAYS'),
  costPerMtok: measure('costPerMtok', 'Per Mtok', 'rate', 'COST_PER_MTOK'),
  costPerRequest: measure('costPerRequest', 'Per request', 'rate', 'COST_PER_REQUEST'),
  spendPerSession: perSession('spendPerSession', 'Per session', 'rate', 'SPEND', 4),
  tokensPerSession: perSession('tokensPerSession', 'Tokens/session', 'count', 'TOTAL_TOKENS', 0),
  listValuePerSession: perSession('listValuePerSession', 'Value/session', 'rate', 'LIST_VALUE', 4),
} satisfies Record<string, ReportColumn>;

export type ColumnName = keyof typeof COLUMNS;

export const hasAverages = (columns: readonly ColumnName[]): boolean =>
  columns.some((name) => {
    const column: ReportColumn = COLUMNS[name];
    return column.isPerSession;
  });

export const measuresOf = (columns: readonly ColumnName[]): Measure[] => [
  ...new Set(columns.flatMap((name): readonly Measure[] => COLUMNS[name].measures)),
];
