import { csvLine } from '../output/csv.ts';
import { formatCount, formatMoney, formatPercent, formatRate } from '../output/numbers.ts';
import { plainText } from '../output/plain-text.ts';
import { renderTable, type TableColumn, type TableOptions } from '../output/table.ts';
import { COLUMNS, type ColumnName, type ReportColumn } from './columns.ts';
import type { Report, ReportRow } from './read-report.ts';
import { headingOf, notesOf } from './report-notes.ts';

export interface ReportLayout {
  /** Singular: the first column of CSV, and its title. */
  name: string;
  title: string;
  columns: readonly ColumnName[];
}

const exactCells = (report: Report, columns: readonly ColumnName[], { figures, ofSessions }: ReportRow) =>
  columns.map((name) => [name, COLUMNS[name].value(figures, report.totals.figures, ofSessions)] as const);

/** Exact values as the API gives them. */
export function reportJson(report: Report, { columns }: ReportLayout): string {
  const { settings, range, rows, other, totals, rowCount, unattributed, incompleteFrom, unpriced } = report;
  const entry = (row: ReportRow) => ({
    key: row.key,
    name: row.label,
    ...Object.fromEntries(exactCells(report, columns, row)),
    hasUnpriced: row.hasUnpriced,
  });
  const { key: _key, name: _name, ...sums } = entry(totals);
  return JSON.stringify(
    {
      organization: settings.name,
      ...range,
      zone: settings.reportingZone,
      currency: settings.reportingCurrency,
      rows: rows.map(entry),
      other: other ? entry(other) : null,
      totals: sums,
      rowCount,
      unattributed,
      incompleteFrom,
      unpriced,
    },
    null,
    2,
  );
}

export const underscored = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A line per row, what the limit left out last; no totals, so that columns may be summed. */
export function reportCsv(report: Report, { name, columns }: ReportLayout): string {
  const head = [name, 'key', ...columns.map(underscored), 'currency', 'has_unpriced'];
  const rows = report.other ? [...report.rows, report.other] : report.rows;
  const lines = rows.map((row) => [
    row.label,
    row.key,
    ...exactCells(report, columns, row).map(([, value]) => value ?? ''),
    report.settings.reportingCurrency,
    String(row.hasUnpriced),
  ]);
  return [head, ...lines].map(csvLine).join('');
}

/** For people: what, of when, in which currency; the table; what to know of its figures. */
export function reportTable(report: Report, layout: ReportLayout, options: TableOptions): string {
  if (report.rows.length === 0) return [headingOf(report), 'Nothing was used or booked in these days.'].join('\n\n');
  return [headingOf(report), reportRows(report, layout, options), ...notesOf(report)].join('\n\n');
}

/** The table alone; `most`: rows before the rest is only counted. */
export function reportRows(
  report: Report,
  { title, columns }: ReportLayout,
  options: TableOptions,
  most = report.rows.length,
): string {
  const { rows, other, totals, rowCount } = report;
  const shown = rows.slice(0, most);
  const rest = other && shown.length === rows.length ? [{ ...other, label: `${rowCount - shown.length} more` }] : [];
  const lines = [...shown, ...rest, { ...totals, label: 'Total' }];
  const labels = lines.map(({ label, hasUnpriced }) => plainText(label) + (hasUnpriced ? ' *' : ''));
  const table = renderTable(
    [
      { title, isText: true, cells: labels, priority: 0 },
      ...columns.map((name, index) => tableColumn(report, COLUMNS[name], lines, index)),
    ],
    { ...options, footRows: 1 },
  );
  return shown.length < rows.length ? `${table}\n${rowCount - shown.length} more: see --csv or --json.` : table;
}

function tableColumn(report: Report, column: ReportColumn, rows: readonly ReportRow[], index: number): TableColumn {
  const values = rows.map(({ figures, ofSessions }) => column.value(figures, report.totals.figures, ofSessions));
  const { reportingCurrency: currency } = report.settings;
  const cells = values.map((value) => {
    if (column.kind === 'money') return formatMoney(value, currency);
    if (column.kind === 'rate') return formatRate(value, currency);
    return column.kind === 'percent' ? formatPercent(value) : formatCount(value);
  });
  const short = column.kind === 'count' ? { shortCells: values.map((value) => formatCount(value, true)) } : {};
  return { title: column.title, cells, priority: index, ...short };
}
