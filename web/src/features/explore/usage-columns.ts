import type { GridColumn, GridSort } from '../../components/data-grid/grid-column.ts';
import type { UsageBucketOrderField } from '../../gql/graphql.ts';
import { addDecimals, type DecimalText, isZero } from '../../lib/decimal.ts';
import { formatDay, formatExactMoney, formatInstant, formatMoney, formatQuantity } from '../../lib/format.ts';
import { MISSING, NO_PRICE } from './format-figure.ts';
import type { UsageRow } from './usage-query.ts';

/** The columns that sort, by the API's names. */
export const orderFields: Readonly<Record<string, UsageBucketOrderField>> = {
  hour: 'HOUR',
  spend: 'SPEND',
  listValue: 'LIST_VALUE',
  totalTokens: 'TOTAL_TOKENS',
};

export function sortOf(order: string): GridSort {
  const column = order.replace(/^-/, '');
  return orderFields[column] ? { column, isDescending: order.startsWith('-') } : { column: 'hour', isDescending: true };
}

export function orderText({ column, isDescending }: GridSort): string {
  return `${isDescending ? '-' : ''}${column}`;
}

const evidenceNames = { TRACKED: 'Tracked', REPORTED: 'Reported', BILLED: 'Billed' } as const;

/** Columns of the rows behind a cell. Money in the reporting currency, hours in the reporting zone. */
export function usageColumns(currency: string, zone: string): GridColumn<UsageRow>[] {
  const owner = (
    id: 'member' | 'team' | 'agent' | 'project' | 'vendor' | 'tool' | 'model' | 'apiKey',
    title: string,
  ) => ({
    id,
    title,
    width: 150,
    value: (row: UsageRow) => row[id].label,
  });
  const quantity = (id: string, title: string, of: (row: UsageRow) => DecimalText | null, isSortable = false) => ({
    id,
    title,
    width: 140,
    isNumeric: true,
    isSortable,
    value: (row: UsageRow) => formatOr(of(row), formatQuantity),
  });
  const money = (id: 'spend' | 'listValue', title: string) => ({
    id,
    title,
    width: 118,
    isNumeric: true,
    isSortable: true,
    value: (row: UsageRow) => formatOr(row[id], (amount) => formatMoney(amount, currency)),
    detail: (row: UsageRow) => formatOr(row[id], (amount) => formatExactMoney(amount, currency)),
  });
  const spend = money('spend', 'Spend');
  return [
    {
      id: 'hour',
      title: 'Time',
      width: 210,
      isSortable: true,
      value: (row) => (row.isDayGrain ? `${formatDay(row.billingDay)} (UTC day)` : formatInstant(row.hour, zone)),
    },
    { ...spend, value: (row) => (isUnpriced(row) ? NO_PRICE : spend.value(row)) },
    money('listValue', 'List value'),
    quantity('totalTokens', 'Tokens', (row) => row.totalTokens, true),
    { ...owner('member', 'Member'), detail: (row) => row.member.detail ?? row.member.label },
    { ...owner('model', 'Model'), width: 200 },
    owner('vendor', 'Vendor'),
    owner('tool', 'Tool'),
    { ...owner('apiKey', 'API key'), width: 180, detail: (row) => row.apiKey.detail ?? row.apiKey.label },
    owner('agent', 'Agent'),
    owner('project', 'Project'),
    owner('team', 'Team'),
    { id: 'session', title: 'Session', width: 140, value: (row) => row.session.label },
    quantity('inputTokens', 'Input', (row) => row.inputTokens),
    quantity('cacheReadTokens', 'Cache reads', (row) => row.cacheReadTokens),
    quantity('cacheWriteTokens', 'Cache writes', (row) => addDecimals(row.cacheWrite5mTokens, row.cacheWrite1hTokens)),
    quantity('outputTokens', 'Output', (row) => row.outputTokens),
    quantity('requests', 'Requests', (row) => row.requests),
    {
      id: 'evidence',
      title: 'Evidence',
      width: 130,
      value: (row) => `${evidenceNames[row.evidence]}${row.isResidual ? ', residual' : ''}`,
    },
    {
      id: 'billingKind',
      title: 'Billing',
      width: 110,
      value: (row) => (row.billingKind === 'METERED' ? 'Metered' : 'Included'),
    },
  ];
}

/** Nothing was billed either: its cost is unknown, not zero. */
function isUnpriced({ billingKind, evidence, listValue, spend }: UsageRow): boolean {
  return billingKind === 'METERED' && evidence !== 'BILLED' && listValue === null && spend !== null && isZero(spend);
}

function formatOr(value: DecimalText | null, format: (value: DecimalText) => string): string {
  return value === null ? MISSING : format(value);
}
