import { csvLine } from '../output/csv.ts';
import { divide, signOf, subtract } from '../output/decimal.ts';
import { formatCount, formatMoney, formatPercent } from '../output/numbers.ts';
import { plainText } from '../output/plain-text.ts';
import { bold, type TableOptions } from '../output/table.ts';
import { COLUMNS, type ColumnName, type Figures } from './columns.ts';
import type { Report, ReportRow } from './read-report.ts';
import { type GroupName, groupNames, type Summary, TOTAL_COLUMNS } from './read-summary.ts';
import { headingOf, notesOf } from './report-notes.ts';
import { reportRows, underscored } from './write-report.ts';

/** Only a tool counts all of its sessions, so only there an average says something. */
const TOOL_COLUMNS = [...TOTAL_COLUMNS, 'spendPerSession', 'tokensPerSession'] as const satisfies readonly ColumnName[];
const columnsOf = (group: GroupName): readonly ColumnName[] => (group === 'tool' ? TOOL_COLUMNS : TOTAL_COLUMNS);

const exact = (figures: Figures, columns: readonly ColumnName[]) =>
  Object.fromEntries(columns.map((name) => [name, COLUMNS[name].value(figures, {})]));

export function summaryJson(summary: Summary): string {
  const { settings, range, totals, unattributed, incompleteFrom, unpriced } = summary.costKind;
  const entries = (group: GroupName) =>
    summary[group].rows.map(({ key, label, figures, hasUnpriced }) => ({
      key,
      name: label,
      ...exact(figures, columnsOf(group)),
      hasUnpriced,
    }));
  return JSON.stringify(
    {
      organization: settings.name,
      ...range,
      zone: settings.reportingZone,
      currency: settings.reportingCurrency,
      totals: exact(totals.figures, TOTAL_COLUMNS),
      previous: totals.previous ? exact(totals.previous, TOTAL_COLUMNS) : null,
      ...Object.fromEntries(groupNames.map((name) => [`by${name[0]?.toUpperCase()}${name.slice(1)}`, entries(name)])),
      unattributed,
      incompleteFrom,
      unpriced,
    },
    null,
    2,
  );
}

/** One line for the total, then one for each row of each group. */
export function summaryCsv(summary: Summary): string {
  const { settings, totals } = summary.costKind;
  const head = ['group', 'name', 'key', ...TOOL_COLUMNS.map(underscored), 'currency', 'has_unpriced'];
  const line = (group: GroupName | 'total', { label, key, figures, hasUnpriced }: ReportRow) => {
    const cells: Record<string, string | null> = exact(figures, group === 'total' ? TOTAL_COLUMNS : columnsOf(group));
    const values = TOOL_COLUMNS.map((name) => cells[name] ?? '');
    return [underscored(group), label, key, ...values, settings.reportingCurrency, String(hasUnpriced)];
  };
  const groups = groupNames.flatMap((name) => summary[name].rows.map((row) => line(name, row)));
  return [head, line('total', { ...totals, label: 'Total', key: '' }), ...groups].map(csvLine).join('');
}

export function summaryText(summary: Summary, options: TableOptions): string {
  const { costKind } = summary;
  return [
    headingOf(costKind),
    totalsText(costKind, options.isColoured),
    ...(costKind.rows.length === 0 ? ['Nothing was used or booked in these days.'] : tables(summary, options)),
    ...notesOf(costKind),
  ].join('\n\n');
}

const tables = ({ vendor, model, tool }: Summary, options: TableOptions) => [
  reportRows(
    vendor,
    { name: 'vendor', title: 'Vendor', columns: ['spend', 'share', 'totalTokens', 'cacheHitRate'] },
    options,
    5,
  ),
  reportRows(
    model,
    { name: 'model', title: 'Model', columns: ['spend', 'share', 'totalTokens', 'cacheHitRate'] },
    options,
    5,
  ),
  reportRows(
    tool,
    { name: 'tool', title: 'Tool', columns: ['spend', 'share', 'sessions', 'spendPerSession', 'tokensPerSession'] },
    options,
    5,
  ),
];

function totalsText(report: Report, isColoured: boolean): string {
  const { settings, totals, rows } = report;
  const { figures } = totals;
  const { reportingCurrency: currency } = settings;
  const money = (text: string | null | undefined) => formatMoney(text ?? null, currency);
  const count = (text: string | null | undefined) => formatCount(text ?? null);
  const lines: [string, string, string][] = [
    ['Spend', money(figures.SPEND), comparison(report)],
    ...rows.map((row): [string, string, string] => [`  ${plainText(row.label)}`, money(row.figures.SPEND), '']),
    ['Value at list prices', money(figures.LIST_VALUE), ''],
    ['Tokens', count(figures.TOTAL_TOKENS), `cache hits ${formatPercent(figures.CACHE_HIT_RATE ?? null)}`],
    ['Requests', count(figures.REQUESTS), ''],
    ['Sessions', count(figures.SESSIONS), ''],
    ['Active members', count(figures.ACTIVE_MEMBERS), ''],
  ];
  const width = Math.max(...lines.map(([name]) => name.length));
  const numberWidth = Math.max(...lines.map(([, text]) => text.length));
  return lines
    .map(([name, text, remark]) =>
      `${bold(name.padEnd(width), isColoured)}  ${text.padStart(numberWidth)}  ${remark}`.trimEnd(),
    )
    .join('\n');
}

/** `+12.5% against $80.00 in the period before`; a part of a period is not compared with a whole one. */
function comparison({ settings, totals: { figures, previous }, incompleteFrom }: Report): string {
  const [now, before] = [figures.SPEND ?? null, previous?.SPEND ?? null];
  if (now === null || before === null) return '';
  const shown = formatMoney(before, settings.reportingCurrency);
  if (incompleteFrom !== null) return `so far; ${shown} in the whole period before`;
  const change = signOf(before) > 0 ? divide(subtract(now, before), before, 6) : null;
  if (change === null) return `${shown} in the period before`;
  return `${signOf(change) > 0 ? '+' : ''}${formatPercent(change)} against ${shown} in the period before`;
}
