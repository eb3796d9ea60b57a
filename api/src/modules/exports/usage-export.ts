import { pool } from '../../db.ts';
import { addDays, type DayRange } from '../../lib/calendar.ts';
import { csvLine } from '../../lib/csv-line.ts';
import { fromNano } from '../../lib/money.ts';
import { visibleMemberId } from '../auth/permissions.ts';
import type { UsageBucketRow } from '../usage/usage-buckets.sql.ts';
import { type ExportNames, exportNames } from './export-names.sql.ts';
import { exportRange } from './export-range.ts';
import { type ExportRequest, streamedResponse } from './export-route.ts';
import { usageRows } from './usage-rows.sql.ts';

const kinds = [
  ...(['members', 'emails', 'teams', 'agents', 'projects', 'customers', 'vendors'] as const),
  ...(['tools', 'models', 'purposes', 'connections', 'identities'] as const),
];
type Names = Pick<ExportNames, (typeof kinds)[number]>;
type Column = [title: string, cell: (row: UsageBucketRow, names: Names) => string];

const count = (value: bigint | null) => (value === null ? '' : String(value));
const money = (value: bigint | null) => (value === null ? '' : fromNano(BigInt(value)));

/** Empty: none, or unknown. */
const columns: Column[] = [
  ['day', ({ day }) => day],
  ['hour', ({ hour, is_day_grain }) => (is_day_grain ? '' : hour.toISOString())],
  ['billing_day', ({ billing_day }) => billing_day],
  ['vendor', ({ vendor_id }, names) => names.vendors(vendor_id)],
  ['connection', ({ connection_id }, names) => names.connections(connection_id)],
  ['tool', ({ tool_id }, names) => names.tools(tool_id)],
  ['model', ({ model_id }, names) => names.models(model_id)],
  ['member', ({ member_id }, names) => names.members(member_id)],
  ['member_email', ({ member_id }, names) => names.emails(member_id)],
  ['team', ({ team_id }, names) => names.teams(team_id)],
  ['agent', ({ agent_id }, names) => names.agents(agent_id)],
  ['project', ({ project_id }, names) => names.projects(project_id)],
  ['customer', ({ customer_id }, names) => names.customers(customer_id)],
  ['purpose', ({ purpose_id }, names) => names.purposes(purpose_id)],
  ['user_identity', ({ user_identity_id }, names) => names.identities(user_identity_id)],
  ['api_key', ({ api_key_identity_id }, names) => names.identities(api_key_identity_id)],
  ['workspace', ({ workspace_identity_id }, names) => names.identities(workspace_identity_id)],
  ['evidence', ({ evidence }) => evidence],
  ['is_residual', ({ is_residual }) => String(is_residual)],
  ['is_estimated', ({ is_estimated }) => String(is_estimated)],
  ['billing_kind', ({ billing_kind }) => billing_kind],
  ['charge_class', ({ charge_class }) => charge_class],
  ['service_tier', ({ service_tier }) => service_tier],
  ['input_tokens', ({ input_tokens }) => count(input_tokens)],
  ['cache_read_tokens', ({ cache_read_tokens }) => count(cache_read_tokens)],
  ['cache_write_5m_tokens', ({ cache_write_5m_tokens }) => count(cache_write_5m_tokens)],
  ['cache_write_1h_tokens', ({ cache_write_1h_tokens }) => count(cache_write_1h_tokens)],
  ['output_tokens', ({ output_tokens }) => count(output_tokens)],
  ['reasoning_tokens', ({ reasoning_tokens }) => count(reasoning_tokens)],
  ['requests', ({ requests }) => count(requests)],
  ['images', ({ images }) => count(images)],
  ['seconds', ({ seconds }) => count(seconds)],
  ['characters', ({ characters }) => count(characters)],
  ['web_searches', ({ web_searches }) => count(web_searches)],
  ['tool_calls', ({ tool_calls }) => count(tool_calls)],
  ['sessions', ({ sessions }) => count(sessions)],
  ['currency', ({ currency }) => currency],
  ['list_value', ({ list_value_nano }) => money(list_value_nano)],
  ['spend', ({ spend_nano }) => money(spend_nano)],
  ['reporting_list_value', ({ reporting_list_value_nano }) => money(reporting_list_value_nano)],
  ['reporting_spend', ({ reporting_spend_nano }) => money(reporting_spend_nano)],
];

/**
 * `/export/usage.csv?from=…&until=…`: every counted row of reporting days, the caller's own unless an administrator
 * asks. `reporting_spend` adds up to the pivot's variable SPEND.
 */
export async function exportUsage({ actor, url }: ExportRequest): Promise<Response> {
  const memberId = visibleMemberId(actor);
  const range = exportRange(url);
  const name = `usage-${range.from}-${addDays(range.until, -1)}.csv`;
  return streamedResponse(name, 'text/csv; charset=utf-8', usageLines(range, memberId));
}

export async function* usageLines({ from, until }: DayRange, memberId: number | undefined, pageRows?: number) {
  yield csvLine(columns.map(([title]) => title));
  const names = await exportNames(pool, kinds);
  const { rows } = await pool.query<{ day: string }>(
    'SELECT DISTINCT day::text AS day FROM usage_day WHERE day >= $1::date AND day < $2::date ORDER BY day',
    [from, until],
  );
  for (const { day } of rows) {
    for await (const row of usageRows(pool, day, memberId, pageRows))
      yield csvLine(columns.map(([, cell]) => cell(row, names)));
  }
}
