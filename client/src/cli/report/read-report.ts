import {
  type Dimension,
  type DimensionFilter,
  type Measure,
  ReportDocument,
  type ReportQuery,
  ReportSettingsDocument,
  type ReportSettingsQuery,
} from '../../gql/graphql.ts';
import { request } from '../../server/request.ts';
import type { ServerAddress } from '../../server/send.ts';
import type { Figures } from './columns.ts';
import type { DayRange } from './period.ts';

export type Settings = ReportSettingsQuery['organization'];
type Pivot = ReportQuery['pivot'];

export interface ReportRow {
  /** What a filter accepts. */
  key: string;
  label: string;
  figures: Figures;
  /** Of the usage with tools that count sessions; empty where nothing asked for it. */
  ofSessions: Figures;
  /** Of the range compared with. */
  previous: Figures | undefined;
  hasUnpriced: boolean;
}

export interface Report {
  settings: Settings;
  range: DayRange;
  rows: readonly ReportRow[];
  /** What the limit left out. */
  other: ReportRow | undefined;
  totals: ReportRow;
  rowCount: number;
  /** Spend whose member is unknown. */
  unattributed: string;
  incompleteFrom: string | null;
  unpriced: Pivot['unpriced'];
}

export interface ReportQuestion {
  dimension: Dimension;
  measures: readonly Measure[];
  range: DayRange;
  filters: readonly DimensionFilter[];
  limit: number;
  comparesPrevious?: boolean;
}

export async function readSettings(server: ServerAddress, signal: AbortSignal): Promise<Settings> {
  return (await request(server, ReportSettingsDocument, {}, { signal })).organization;
}

export async function readReport(
  server: ServerAddress,
  settings: Settings,
  { dimension, measures, range, filters, limit, comparesPrevious = false }: ReportQuestion,
  signal: AbortSignal,
): Promise<Report> {
  const input = {
    ...range,
    rows: [dimension],
    measures: [...measures],
    filters: [...filters],
    first: limit,
    compareTo: comparesPrevious ? ('PREVIOUS_PERIOD' as const) : null,
  };
  const { pivot } = await request(server, ReportDocument, { input }, { signal });
  const rowOf = (row: Pivot['rows'][number]): ReportRow => ({
    key: row.key[0] ?? '',
    label: row.labels[0] ?? '',
    figures: figuresOf(measures, row.values),
    ofSessions: {},
    previous: row.previous ? figuresOf(measures, row.previous) : undefined,
    hasUnpriced: row.hasUnpriced,
  });
  return {
    settings,
    range,
    rows: pivot.rows.map(rowOf),
    other: pivot.other ? rowOf(pivot.other) : undefined,
    totals: rowOf(pivot.totals),
    rowCount: pivot.rowCount,
    unattributed: pivot.unattributed,
    incompleteFrom: pivot.incompleteFrom,
    unpriced: pivot.unpriced,
  };
}

/** Without pivoted columns a row's values are its totals, in the order of the measures. */
const figuresOf = (measures: readonly Measure[], values: readonly (string | null)[]): Figures =>
  Object.fromEntries(measures.map((measure, index) => [measure, values[index] ?? null]));
