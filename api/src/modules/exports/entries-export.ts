import { pool } from '../../db.ts';
import { addDays, type DayRange } from '../../lib/calendar.ts';
import { csvLine } from '../../lib/csv-line.ts';
import { fromNano } from '../../lib/money.ts';
import { visibleMemberId } from '../auth/permissions.ts';
import { type EntryRow, entryRows } from './entry-rows.sql.ts';
import { type ExportNames, exportNames } from './export-names.sql.ts';
import { exportRange } from './export-range.ts';
import { type ExportRequest, streamedResponse } from './export-route.ts';

const kinds = ['emails', 'teams', 'agents', 'projects', 'vendors', 'connections'] as const;
type Names = Pick<ExportNames, (typeof kinds)[number]>;
type Column = [title: string, cell: (row: EntryRow, names: Names) => string];

/** First those that an import of entries has too, by the same names. Empty: none. */
const columns: Column[] = [
  ['date', ({ date }) => date],
  ['service_from', ({ serviceFrom }) => serviceFrom],
  ['service_until', ({ serviceUntil }) => serviceUntil],
  ['vendor', ({ vendorId }, names) => names.vendors(vendorId)],
  ['description', ({ description }) => description],
  ['kind', ({ kind }) => kind],
  ['account', ({ accountCode }) => accountCode],
  ['category', ({ category }) => category],
  ['member', ({ memberId }, names) => names.emails(memberId)],
  ['team', ({ teamId }, names) => names.teams(teamId)],
  ['agent', ({ agentId }, names) => names.agents(agentId)],
  ['project', ({ projectId }, names) => names.projects(projectId)],
  ['currency', ({ currency }) => currency],
  ['amount', ({ amount }) => amount],
  ['rate', ({ rate }) => rate],
  ['reporting_amount', ({ reportingAmount }) => reportingAmount],
  ['spend', ({ spendNano }) => fromNano(BigInt(spendNano))],
  ['entry', ({ entryId }) => `CostEntry:${entryId}`],
  ['source', ({ source }) => source],
  ['connection', ({ connectionId }, names) => names.connections(connectionId)],
  ['adjusts_month', ({ adjustsMonth }) => adjustsMonth.slice(0, 7)],
  ['is_booked_only', ({ isBookedOnly }) => String(isBookedOnly)],
  ['voided_at', ({ voidedAt }) => voidedAt?.toISOString() ?? ''],
  ['void_reason', ({ voidReason }) => voidReason],
];

/**
 * `/export/cost-entries.csv?from=…&until=…`: every line of the entries dated on these days, void ones too; the caller's
 * own unless an administrator asks. `spend` adds up to the pivot's SPEND of entries.
 */
export async function exportEntries({ actor, url }: ExportRequest): Promise<Response> {
  const memberId = visibleMemberId(actor);
  const range = exportRange(url);
  const name = `cost-entries-${range.from}-${addDays(range.until, -1)}.csv`;
  return streamedResponse(name, 'text/csv; charset=utf-8', entryLines(range, memberId));
}

async function* entryLines(range: DayRange, memberId: number | undefined): AsyncGenerator<string> {
  yield csvLine(columns.map(([title]) => title));
  const names = await exportNames(pool, kinds);
  for await (const row of entryRows(pool, range, memberId))
    yield csvLine(columns.map(([, cell]) => cell(memberId === undefined ? row : { ...row, connectionId: 0 }, names)));
}
