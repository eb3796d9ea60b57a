import type { Queryable } from '../explore/run-pivot.sql.ts';
import { SqlParameters } from '../explore/sql-parameters.ts';
import type { EntryConditions } from './cost-entry-filter.ts';

/** What entries are ordered by: expression and type. */
const orders = {
  DATE: ['e.date', 'date'],
  SERVICE_FROM: ['e.service_from', 'date'],
  AMOUNT: ['e.reporting_amount', 'numeric'],
  DESCRIPTION: ['lower(e.description)', 'text'],
  VENDOR: [`coalesce(lower(v.name), '')`, 'text'],
  CREATED_AT: ['e.created_at', 'timestamptz'],
} as const;

export type CostEntryOrderField = keyof typeof orders;
export const costEntryOrderFields = Object.keys(orders) as CostEntryOrderField[];

export interface EntryPage {
  field: CostEntryOrderField;
  direction: 'asc' | 'desc';
  first: number;
  offset: number;
  after: EntryPosition | undefined;
}

export interface EntryPosition {
  orderValue: string;
  id: number;
}

const ENTRIES = 'FROM cost_entry e LEFT JOIN vendor v ON v.id = e.vendor_id';

const where = ({ entry, line }: EntryConditions, parameters: SqlParameters) =>
  `e.id IN (SELECT entry_id FROM entry_line WHERE ${line(parameters)}) AND ${entry(parameters)}`;

/** What a member does not see of an entry does not order it either. */
function orderOf(field: CostEntryOrderField, memberId: number | undefined, parameters: SqlParameters) {
  if (field !== 'AMOUNT' || memberId === undefined) return orders[field];
  const id = parameters.add(memberId, 'int');
  const own = `(SELECT sum(o.spend_nano) / 1000000000 FROM entry_line o WHERE o.entry_id = e.id AND o.member_id = ${id})`;
  return [own, 'numeric'] as const;
}

/** Ids of a page in order, with what the next page begins after. */
export async function entryPage(
  client: Queryable,
  conditions: EntryConditions,
  { field, direction, first, offset, after }: EntryPage,
): Promise<EntryPosition[]> {
  const parameters = new SqlParameters();
  const [expression, type] = orderOf(field, conditions.memberId, parameters);
  const comparison = direction === 'asc' ? '>' : '<';
  const position =
    after === undefined
      ? 'true'
      : `(${expression}, e.id) ${comparison} (${parameters.add(after.orderValue, type)}, ${parameters.add(after.id, 'int')})`;
  const { rows } = await client.query<EntryPosition>(
    `SELECT e.id, (${expression})::text AS "orderValue" ${ENTRIES} WHERE ${where(conditions, parameters)} AND ${position}
     ORDER BY ${expression} ${direction}, e.id ${direction} LIMIT ${parameters.add(first, 'int')} OFFSET ${parameters.add(offset, 'bigint')}`,
    parameters.values,
  );
  return rows;
}

export async function entryCount(client: Queryable, conditions: EntryConditions): Promise<number> {
  const parameters = new SqlParameters();
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*)::int AS count ${ENTRIES} WHERE ${where(conditions, parameters)}`,
    parameters.values,
  );
  return rows[0]?.count ?? 0;
}

export interface AccountTotal {
  /** Null: coded to none. */
  glAccountId: number | null;
  spendNano: string;
}

/** What the lines that match add up to per account, voided entries left out, in the reporting currency. */
export async function accountTotals(client: Queryable, conditions: EntryConditions): Promise<AccountTotal[]> {
  const parameters = new SqlParameters();
  const { rows } = await client.query<AccountTotal>(
    `SELECT nullif(l.gl_account_id, 0) AS "glAccountId", sum(l.spend_nano)::text AS "spendNano"
     FROM (SELECT entry_id, gl_account_id, spend_nano FROM entry_line WHERE NOT is_voided AND ${conditions.line(parameters)}) l
     JOIN cost_entry e ON e.id = l.entry_id LEFT JOIN vendor v ON v.id = e.vendor_id
     WHERE ${conditions.entry(parameters)} GROUP BY 1`,
    parameters.values,
  );
  return rows;
}
