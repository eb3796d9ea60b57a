import type { PoolClient } from 'pg';
import { type Day, startOfMonth } from '../lib/calendar.ts';

const DIMENSIONS = [
  'member_id',
  'connection_id',
  'team_id',
  'agent_id',
  'project_id',
  'customer_id',
  'purpose_id',
  'vendor_id',
  'tool_id',
  'model_id',
  'api_key_identity_id',
  'billing_kind',
  'evidence',
  'currency',
];
const DAY_DIMENSIONS = [...DIMENSIONS, 'user_identity_id', 'workspace_identity_id', 'billing_day', 'day'];
const MONTH_DIMENSIONS = [...DIMENSIONS, 'billing_month', 'month'];

/** A metered row whose cost is known, so that it can stand in a cost per unit. */
const IS_COSTED = "billing_kind = 'METERED' AND cost_nano IS NOT NULL";

/** Sums of a day: column of usage_day → expression over usage_resolved. */
const SUMS: Record<string, string> = {
  input_tokens: 'sum(input_tokens)',
  cache_read_tokens: 'sum(cache_read_tokens)',
  cache_write_5m_tokens: 'sum(cache_write_5m_tokens)',
  cache_write_1h_tokens: 'sum(cache_write_1h_tokens)',
  output_tokens: 'sum(output_tokens)',
  reasoning_tokens: 'sum(reasoning_tokens)',
  requests: 'sum(requests)',
  images: 'sum(images)',
  seconds: 'sum(seconds)',
  characters: 'sum(characters)',
  web_searches: 'sum(web_searches)',
  tool_calls: 'sum(tool_calls)',
  list_value_nano: 'sum(list_value_nano)',
  spend_nano: 'sum(spend_nano)',
  reporting_list_value_nano: 'sum(reporting_list_value_nano)',
  reporting_spend_nano: 'sum(reporting_spend_nano)',
  token_spend_nano: `sum(reporting_spend_nano) FILTER (WHERE ${IS_COSTED} AND total_tokens > 0)`,
  request_spend_nano: `sum(reporting_spend_nano) FILTER (WHERE ${IS_COSTED} AND requests IS NOT NULL)`,
  metered_tokens: `sum(total_tokens) FILTER (WHERE ${IS_COSTED})`,
  metered_requests: `sum(requests) FILTER (WHERE ${IS_COSTED})`,
  row_count: 'count(*)',
  unpriced_count: "count(*) FILTER (WHERE list_value_nano IS NULL AND evidence <> 'BILLED')",
};
const SUM_COLUMNS = Object.keys(SUMS);

const INSERT_DAYS = `
  INSERT INTO usage_day (${[...DAY_DIMENSIONS, 'month', 'billing_month', ...SUM_COLUMNS].join(', ')})
  SELECT ${DAY_DIMENSIONS.join(', ')}, date_trunc('month', day)::date, date_trunc('month', billing_day)::date, ${SUM_COLUMNS.join(', ')}
  FROM (
    SELECT ${DAY_DIMENSIONS.join(', ')}, ${Object.entries(SUMS)
      .map(([column, sum]) => `coalesce(${sum}, 0)::bigint AS ${column}`)
      .join(', ')}
    FROM usage_resolved WHERE connection_id = $1 AND billing_day = ANY($2::date[]) AND is_counted
    GROUP BY ${DAY_DIMENSIONS.join(', ')}
  ) AS summed`;

const INSERT_MONTHS = `
  INSERT INTO usage_month (${[...MONTH_DIMENSIONS, ...SUM_COLUMNS].join(', ')})
  SELECT ${MONTH_DIMENSIONS.join(', ')}, ${SUM_COLUMNS.map((column) => `sum(${column})::bigint`).join(', ')}
  FROM usage_day WHERE connection_id = $1 AND billing_day >= $2::date AND billing_day < ($2::date + interval '1 month')
  GROUP BY ${MONTH_DIMENSIONS.join(', ')}`;

/** The resolved view joins from facts to small tables already: looking for a better order costs more than the rebuild. */
export const WRITTEN_JOIN_ORDER = { settings: ['join_collapse_limit = 1'] };

/** Makes usage_day and usage_month of the days a fresh aggregate again. The caller holds the days' lock. */
export async function rebuildRollups(client: PoolClient, connectionId: number, days: readonly Day[]): Promise<void> {
  await client.query('DELETE FROM usage_day WHERE connection_id = $1 AND billing_day = ANY($2::date[])', [
    connectionId,
    days,
  ]);
  await client.query(INSERT_DAYS, [connectionId, days]);
  for (const month of new Set(days.map(startOfMonth))) {
    await client.query('DELETE FROM usage_month WHERE connection_id = $1 AND billing_month = $2', [
      connectionId,
      month,
    ]);
    await client.query(INSERT_MONTHS, [connectionId, month]);
  }
  await client.query(
    'UPDATE rollup_day SET is_stale = false, rebuilt_at = now(), revision = revision + 1 WHERE connection_id = $1 AND billing_day = ANY($2::date[])',
    [connectionId, days],
  );
}
