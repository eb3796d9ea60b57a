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
  /** An exact decimal, a ratio for percent; null: over nothing. */
  value: (row: Figures, totals: Figures) => string | null;
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

const perSession = (name: string, title: string, kind: ReportColumn['kind'], key: Measure, digits: number) => ({
  name,
  title,
  kind,
  measures: [key, 'SESSIONS' as const],
  // Of everything together it would mix in spend that has no sessions.
  value: (row: Figures, totals: Figures) => (row === totals ? null : ratio(row[key], row.SESSIONS, digits)),
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
} satisfies Record<string, ReportColumn>;

export type ColumnName = keyof typeof COLUMNS;

export const measuresOf = (columns: readonly ColumnName[]): Measure[] => [
  ...new Set(columns.flatMap((name): readonly Measure[] => COLUMNS[name].measures)),
];
