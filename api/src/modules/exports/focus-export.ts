import { pool } from '../../db.ts';
import { addDays, type DayRange } from '../../lib/calendar.ts';
import { csvLine } from '../../lib/csv-line.ts';
import { glAccountCase, readGlCoding } from '../ledger/gl-account-case.sql.ts';
import { exportNames } from './export-names.sql.ts';
import { exportRange } from './export-range.ts';
import { type ExportRequest, streamedResponse } from './export-route.ts';
import { entryRow, type FocusContext, type FocusRow, focusColumns, usageRow } from './focus-columns.ts';
import { focusEntries, focusUsage, usageDaysIn } from './focus-rows.sql.ts';
import { requireExportAdmin } from './require-export-admin.ts';

/**
 * `/export/focus.csv?from=…&until=…`: UTC days in FOCUS 1.2, for administrators. BilledCost by billing period adds up
 * to the pivot's SPEND by billing month.
 */
export async function exportFocus({ actor, url }: ExportRequest): Promise<Response> {
  requireExportAdmin(actor);
  const range = exportRange(url);
  const name = `focus-1.2-${range.from}-${addDays(range.until, -1)}.csv`;
  return streamedResponse(name, 'text/csv; charset=utf-8', focusLines(range));
}

async function* focusLines(range: DayRange): AsyncGenerator<string> {
  const context = await focusContext();
  const coding = glAccountCase(await readGlCoding(pool));
  yield csvLine(focusColumns);
  for (const day of await usageDaysIn(pool, range))
    for (const usage of await focusUsage(pool, day, coding)) yield lineOf(usageRow(usage, context));
  for await (const entry of focusEntries(pool, range)) yield lineOf(entryRow(entry, context));
}

const lineOf = (row: FocusRow) => csvLine(focusColumns.map((column) => row[column] ?? ''));

async function focusContext(): Promise<FocusContext> {
  const kinds = [
    'members',
    'teams',
    'agents',
    'projects',
    'vendors',
    'tools',
    'models',
    'connections',
    'accounts',
  ] as const;
  const { rows } = await pool.query<{ name: string; currency: string }>(
    'SELECT name, reporting_currency AS currency FROM organization WHERE id = 1',
  );
  return {
    names: await exportNames(pool, kinds),
    organization: rows[0]?.name ?? '',
    currency: rows[0]?.currency ?? '',
  };
}
