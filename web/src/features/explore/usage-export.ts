import type { ExportCell } from '../../components/pivot-table/delimited-text.ts';
import { addDecimals } from '../../lib/decimal.ts';
import type { UsageRow } from './usage-query.ts';

const columns: readonly [title: string, of: (row: UsageRow) => ExportCell][] = [
  ['Start (UTC)', (row) => row.hour],
  ['Whole UTC day', (row) => (row.isDayGrain ? 'yes' : 'no')],
  ['Reporting day', (row) => row.day],
  ['Billing day', (row) => row.billingDay],
  ['Member', (row) => row.member.label],
  ['Email', (row) => row.member.detail],
  ['Team', (row) => row.team.label],
  ['Agent', (row) => row.agent.label],
  ['Project', (row) => row.project.label],
  ['Vendor', (row) => row.vendor.label],
  ['Tool', (row) => row.tool.label],
  ['Model', (row) => row.model.label],
  ['API key', (row) => row.apiKey.label],
  ['Session', (row) => row.session.label],
  ['Total tokens', (row) => row.totalTokens],
  ['Input tokens', (row) => row.inputTokens],
  ['Cache read tokens', (row) => row.cacheReadTokens],
  ['Cache write tokens', (row) => addDecimals(row.cacheWrite5mTokens, row.cacheWrite1hTokens)],
  ['Output tokens', (row) => row.outputTokens],
  ['Requests', (row) => row.requests],
  ['List value', (row) => row.listValue],
  ['Spend', (row) => row.spend],
  ['Evidence', (row) => row.evidence],
  ['Residual', (row) => (row.isResidual ? 'yes' : 'no')],
  ['Billing kind', (row) => row.billingKind],
];

/** Every row with exact figures, the totals last. */
export function usageTable(
  rows: readonly UsageRow[],
  totals: Readonly<Record<'Total tokens' | 'List value' | 'Spend', string>>,
): ExportCell[][] {
  const last = columns.map(([title], index) =>
    index === 0
      ? 'Total'
      : title === 'Total tokens' || title === 'List value' || title === 'Spend'
        ? totals[title]
        : '',
  );
  return [columns.map(([title]) => title), ...rows.map((row) => columns.map(([, of]) => of(row))), last];
}
