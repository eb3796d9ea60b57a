import type { Measure } from '../../gql/graphql.ts';
import type { ServerAddress } from '../../server/send.ts';
import { add, signOf } from '../output/decimal.ts';
import type { Figures } from './columns.ts';
import { type Report, type ReportQuestion, type ReportRow, readReport } from './read-report.ts';

const MEASURES = ['SPEND', 'TOTAL_TOKENS', 'LIST_VALUE', 'SESSIONS'] as const satisfies readonly Measure[];
const MOST_ROWS = 10_000;

const hasSessions = ({ figures }: ReportRow) => signOf(figures.SESSIONS ?? '0') > 0;

/**
 * The report with what stands behind averages per session: of each row the usage with tools that count sessions.
 * Other tools' usage, and cost without a tool, would raise the averages of sessions that never had it.
 */
export async function withSessionFigures(
  server: ServerAddress,
  report: Report,
  question: ReportQuestion,
  signal: AbortSignal,
): Promise<Report> {
  const { settings } = report;
  const ofTools = { ...question, dimension: 'TOOL', measures: ['SESSIONS'], limit: MOST_ROWS } as const;
  const tools = await readReport(server, settings, ofTools, signal);
  const counting = tools.rows.filter(hasSessions).map(({ key }) => key);
  if (counting.length === 0) return report;
  const filters = [...question.filters, { dimension: 'TOOL' as const, in: counting }];
  const counted = await readReport(
    server,
    settings,
    { ...question, measures: MEASURES, filters, limit: MOST_ROWS },
    signal,
  );
  const byKey = new Map(counted.rows.map(({ key, figures }) => [key, figures]));
  return {
    ...report,
    rows: report.rows.map((row) => ({ ...row, ofSessions: byKey.get(row.key) ?? {} })),
    totals: { ...report.totals, ofSessions: counted.totals.figures },
  };
}

/** The same of a report by tool, which holds it already. Sessions are never added up: the total counts each once. */
export function withOwnSessionFigures(report: Report): Report {
  const sumOf = (measure: Measure) =>
    report.rows.filter(hasSessions).reduce((sum, { figures }) => add(sum, figures[measure] ?? '0'), '0');
  const sums: Figures = Object.fromEntries(MEASURES.map((measure) => [measure, sumOf(measure)]));
  return {
    ...report,
    rows: report.rows.map((row) => ({ ...row, ofSessions: row.figures })),
    totals: { ...report.totals, ofSessions: { ...sums, SESSIONS: report.totals.figures.SESSIONS ?? null } },
  };
}
