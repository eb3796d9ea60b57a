import type { BillingKind, ChargeClass, Evidence } from '@outlay/prisma';
import type { Day } from '../../lib/calendar.ts';
import { usageSources } from '../explore/fact-sources.ts';
import { NO_LEDGER } from '../explore/ledger-state.sql.ts';
import type { Queryable } from '../explore/run-pivot.sql.ts';
import { SqlParameters } from '../explore/sql-parameters.ts';
import type { UsageCondition } from './usage-bucket-filter.ts';

/** One counted piece of evidence with its owners; 0: none. Nano-units of `currency`, or of the reporting currency. */
export interface UsageBucketRow {
  natural_key: string;
  stream: string;
  evidence: Evidence;
  is_residual: boolean;
  billing_kind: BillingKind;
  charge_class: ChargeClass;
  hour: Date;
  is_day_grain: boolean;
  billing_day: Day;
  day: Day;
  connection_id: number;
  vendor_id: number;
  tool_id: number;
  model_id: number;
  user_identity_id: number;
  api_key_identity_id: number;
  workspace_identity_id: number;
  session_id: number;
  purpose_id: number;
  customer_id: number;
  member_id: number;
  team_id: number;
  agent_id: number;
  project_id: number;
  service_tier: string;
  context_over: number;
  speed: string;
  input_tokens: bigint;
  cache_read_tokens: bigint;
  cache_write_5m_tokens: bigint;
  cache_write_1h_tokens: bigint;
  output_tokens: bigint;
  total_tokens: bigint;
  reasoning_tokens: bigint | null;
  requests: bigint | null;
  images: bigint | null;
  seconds: bigint | null;
  characters: bigint | null;
  web_searches: bigint | null;
  tool_calls: bigint | null;
  sessions: bigint | null;
  currency: string;
  list_value_nano: bigint | null;
  cost_nano: bigint | null;
  spend_nano: bigint;
  reporting_spend_nano: bigint | null;
  reporting_list_value_nano: bigint | null;
  price_revision_id: number | null;
  is_estimated: boolean;
  /** What the row is ordered by, as the cursor carries it. */
  order_value: string;
}

const { table } = usageSources(NO_LEDGER).raw;

/** A bigint to order by, so that cursors are alike; ties by natural key. */
const orders = {
  HOUR: 'extract(epoch FROM hour)::bigint',
  SPEND: 'coalesce(reporting_spend_nano, 0)',
  LIST_VALUE: 'coalesce(reporting_list_value_nano, 0)',
  TOTAL_TOKENS: 'total_tokens',
} as const;
export type UsageBucketOrderField = keyof typeof orders;
export const usageBucketOrderFields = ['HOUR', 'SPEND', 'LIST_VALUE', 'TOTAL_TOKENS'] as const;

export interface UsagePage {
  field: UsageBucketOrderField;
  direction: 'asc' | 'desc';
  first: number;
  offset: number;
  after: { orderValue: string; naturalKey: string } | undefined;
}

export async function usageBucketPage(
  client: Queryable,
  condition: UsageCondition,
  page: UsagePage,
): Promise<UsageBucketRow[]> {
  const parameters = new SqlParameters();
  const expression = orders[page.field];
  const where = [condition(parameters)];
  if (page.after) {
    const position = `(${parameters.add(page.after.orderValue, 'bigint')}, ${parameters.add(page.after.naturalKey, 'uuid')})`;
    where.push(`(${expression}, natural_key) ${page.direction === 'asc' ? '>' : '<'} ${position}`);
  }
  const { rows } = await client.query<UsageBucketRow>(
    `SELECT *, (${expression})::text AS order_value FROM ${table} WHERE ${where.join(' AND ')}
     ORDER BY ${expression} ${page.direction}, natural_key ${page.direction}
     LIMIT ${parameters.add(page.first, 'int')} OFFSET ${parameters.add(page.offset, 'bigint')}`,
    parameters.values,
  );
  return rows;
}

/** Nano-units of the reporting currency. */
export interface UsageSummary {
  count: bigint;
  spend: string;
  listValue: string;
  totalTokens: string;
}

/** Over every row, whichever page. */
export async function usageSummary(client: Queryable, condition: UsageCondition): Promise<UsageSummary> {
  const parameters = new SqlParameters();
  const { rows } = await client.query<UsageSummary>(
    `SELECT count(*) AS count, coalesce(sum(reporting_spend_nano), 0) AS spend,
            coalesce(sum(reporting_list_value_nano), 0) AS "listValue", coalesce(sum(total_tokens), 0) AS "totalTokens"
     FROM ${table} WHERE ${condition(parameters)}`,
    parameters.values,
  );
  return rows[0] ?? { count: 0n, spend: '0', listValue: '0', totalTokens: '0' };
}
