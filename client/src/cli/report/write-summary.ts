import { BUDGET_COLUMNS } from '../budgets/budget-columns.ts';
import { csvLine } from '../output/csv.ts';
import { exactValues } from '../output/write-list.ts';
import { COLUMNS, type ColumnName, type Figures } from './columns.ts';
import type { ReportRow } from './read-report.ts';
import { AVERAGES, type GroupName, groupNames, type Summary, TOTAL_COLUMNS } from './read-summary.ts';
import { underscored } from './write-report.ts';

/** Only tools count sessions. */
const TOOL_COLUMNS = [...TOTAL_COLUMNS, ...AVERAGES] as const satisfies readonly ColumnName[];
const columnsOf = (group: GroupName): readonly ColumnName[] => (group === 'tool' ? TOOL_COLUMNS : TOTAL_COLUMNS);

const exact = (figures: Figures, columns: readonly ColumnName[], ofSessions: Figures = {}) =>
  Object.fromEntries(columns.map((name) => [name, COLUMNS[name].value(figures, {}, ofSessions)]));

export function summaryJson(summary: Summary): string {
  const { settings, range, totals, unattributed, incompleteFrom, unpriced } = summary.costKind;
  const entries = (group: GroupName) =>
    summary[group].rows.map(({ key, label, figures, ofSessions, hasUnpriced }) => ({
      key,
      name: label,
      ...exact(figures, columnsOf(group), ofSessions),
      hasUnpriced,
    }));
  return JSON.stringify(
    {
      organization: settings.name,
      ...range,
      zone: settings.reportingZone,
      currency: settings.reportingCurrency,
      totals: exact(totals.figures, TOOL_COLUMNS, summary.tool.totals.ofSessions),
      previous: totals.previous ? exact(totals.previous, TOTAL_COLUMNS) : null,
      ...Object.fromEntries(groupNames.map((name) => [`by${name[0]?.toUpperCase()}${name.slice(1)}`, entries(name)])),
      budgets: summary.budgets?.map((budget) => exactValues(budget, BUDGET_COLUMNS)) ?? null,
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
  const line = (group: GroupName | 'total', { label, key, figures, ofSessions, hasUnpriced }: ReportRow) => {
    const cells: Record<string, string | null> = exact(
      figures,
      group === 'total' ? TOOL_COLUMNS : columnsOf(group),
      ofSessions,
    );
    const values = TOOL_COLUMNS.map((name) => cells[name] ?? '');
    return [underscored(group), label, key, ...values, settings.reportingCurrency, String(hasUnpriced)];
  };
  const groups = groupNames.flatMap((name) => summary[name].rows.map((row) => line(name, row)));
  return [
    head,
    line('total', { ...totals, ofSessions: summary.tool.totals.ofSessions, label: 'Total', key: '' }),
    ...groups,
  ]
    .map(csvLine)
    .join('');
}
