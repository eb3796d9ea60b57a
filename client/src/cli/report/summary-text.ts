import { BUDGET_COLUMNS } from '../budgets/budget-columns.ts';
import { divide, signOf, subtract } from '../output/decimal.ts';
import { formatCount, formatMoney, formatPercent } from '../output/numbers.ts';
import { plainText } from '../output/plain-text.ts';
import { bold, type TableOptions } from '../output/table.ts';
import { listTable } from '../output/write-list.ts';
import { COLUMNS } from './columns.ts';
import type { Report } from './read-report.ts';
import { AVERAGES, type Summary } from './read-summary.ts';
import { headingOf, notesOf } from './report-notes.ts';
import { reportRows } from './write-report.ts';

/** For people: the totals, then what they are made of. */
export function summaryText(summary: Summary, options: TableOptions): string {
  const { costKind } = summary;
  return [
    headingOf(costKind),
    totalsText(summary, options.isColoured),
    ...(costKind.rows.length === 0 ? ['Nothing was used or booked in these days.'] : tables(summary, options)),
    ...budgetTable(summary, options),
    ...notesOf(costKind),
  ].join('\n\n');
}

const BUDGETS = 5;
const SHOWN_OF_BUDGETS = ['name', 'spent', 'limit', 'percent', 'state'];

function budgetTable({ budgets = [] }: Summary, options: TableOptions): string[] {
  if (budgets.length === 0) return [];
  const columns = BUDGET_COLUMNS.filter(({ name }) => SHOWN_OF_BUDGETS.includes(name));
  const table = listTable(budgets.slice(0, BUDGETS), columns, options);
  const more = budgets.length - BUDGETS;
  return [more > 0 ? `${table}\n${more} more: see outlay budgets.` : table];
}

const tables = ({ vendor, model, tool }: Summary, options: TableOptions) => [
  reportRows(
    vendor,
    { name: 'vendor', title: 'Vendor', columns: ['spend', 'share', 'totalTokens', 'cacheHitRate', 'listValue'] },
    options,
    5,
  ),
  reportRows(
    model,
    { name: 'model', title: 'Model', columns: ['spend', 'share', 'totalTokens', 'cacheHitRate', 'listValue'] },
    options,
    5,
  ),
  reportRows(tool, { name: 'tool', title: 'Tool', columns: ['spend', 'share', 'sessions', ...AVERAGES] }, options, 5),
];

function totalsText({ costKind: report, tool }: Summary, isColoured: boolean): string {
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
    ['Sessions', count(figures.SESSIONS), averages(tool)],
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

/** `on average $3.20 ($3.40 at list prices) and 5,021,003 tokens` */
function averages({ settings, totals: { figures, ofSessions } }: Report): string {
  const of = (name: (typeof AVERAGES)[number]) => COLUMNS[name].value(figures, figures, ofSessions);
  const [spend, list, tokens] = [of('spendPerSession'), of('listValuePerSession'), of('tokensPerSession')];
  if (spend === null || tokens === null) return '';
  const money = (text: string | null) => formatMoney(text, settings.reportingCurrency);
  return `on average ${money(spend)} (${money(list)} at list prices) and ${formatCount(tokens)} tokens`;
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
