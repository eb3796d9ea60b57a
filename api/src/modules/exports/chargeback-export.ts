import writeXlsxFile, { type Cell } from 'write-excel-file/node';
import { addDays } from '../../lib/calendar.ts';
import { csvLine } from '../../lib/csv-line.ts';
import { chargebackPage } from './chargeback-page.ts';
import { type ChargebackLine, type ChargebackReport, chargebackReport } from './chargeback-report.ts';
import { exportRange } from './export-range.ts';
import { type ExportRequest, fileResponse } from './export-route.ts';
import { requireExportAdmin } from './require-export-admin.ts';

const TITLES = ['Team', 'Cost centre', 'GL account', 'Vendor', 'Kind', 'Currency', 'Spend', 'Amortized', 'Booked'];
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const report = async ({ actor, clock, url }: ExportRequest): Promise<ChargebackReport> => {
  requireExportAdmin(actor);
  return chargebackReport(actor, clock, exportRange(url));
};
const titleCell = (value: string): Cell => ({ value, fontWeight: 'bold' });
/** A workbook holds numbers to 15 digits only; the CSV is exact. */
const amountCell = (decimal: string): Cell => ({ value: Number(decimal), format: '#,##0.00' });
const nameOf = ({ range }: ChargebackReport) => `chargeback-${range.from}-${addDays(range.until, -1)}`;

/** Lines that add up to the whole: teams' totals are for the page. */
const parts = ({ lines }: ChargebackReport) => lines.filter(({ depth }) => depth === 4);
const textsOf = ({ team, costCentre, account, vendor, kind }: ChargebackLine, { currency }: ChargebackReport) => [
  ...[team, costCentre, account, vendor, kind, currency],
];
const amountsOf = ({ spend, amortized, booked }: ChargebackLine) => [spend, amortized, booked];

/** `/export/chargeback.csv?from=…&until=…`, for administrators, like the others. */
export async function exportChargebackCsv(request: ExportRequest): Promise<Response> {
  const found = await report(request);
  const lines = parts(found).map((line) => csvLine([...textsOf(line, found), ...amountsOf(line)]));
  return fileResponse(`${nameOf(found)}.csv`, 'text/csv; charset=utf-8', csvLine(TITLES) + lines.join(''));
}

export async function exportChargebackXlsx(request: ExportRequest): Promise<Response> {
  const found = await report(request);
  const lines = parts(found).map((line) => [...textsOf(line, found), ...amountsOf(line).map(amountCell)]);
  const sheet = { sheet: 'Chargeback', stickyRowsCount: 1 };
  const file = await writeXlsxFile([TITLES.map(titleCell), ...lines], sheet).toBuffer();
  return fileResponse(`${nameOf(found)}.xlsx`, XLSX, new Uint8Array(file));
}

/** To be printed, or saved as PDF by the browser. */
export async function showChargeback(request: ExportRequest): Promise<Response> {
  return new Response(chargebackPage(await report(request)), {
    headers: { 'content-type': 'text/html; charset=utf-8' },
  });
}
