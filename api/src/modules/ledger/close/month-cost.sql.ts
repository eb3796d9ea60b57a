import type { GlCase } from '../gl-account-case.sql.ts';

/** Of booked_cost, in the order in which `monthCost` answers them. */
export const bookedColumns = [
  'member_id',
  'billing_month',
  'billing_day',
  'day',
  'month',
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
  'gl_account_id',
  'category',
  'cost_kind',
  'spend_nano',
  'line_id',
  'is_accrued',
] as const;

/**
 * SQL of what a month costs as of now, in the shape of booked_cost: its usage as the coding places it, and every entry
 * on its date, adjustments too. $1: first day of the month.
 */
export function monthCost({ glAccount, category }: GlCase): string {
  const usage: Partial<Record<(typeof bookedColumns)[number], string>> = {
    gl_account_id: glAccount,
    category,
    cost_kind: `'VARIABLE'::cost_kind`,
    spend_nano: 'sum(reporting_spend_nano)::bigint',
    line_id: '0',
  };
  const line: typeof usage = {
    billing_day: 'day',
    customer_id: '0',
    purpose_id: '0',
    model_id: '0',
    api_key_identity_id: '0',
    is_accrued: 'false',
  };
  const select = (expressions: typeof usage) =>
    bookedColumns.map((column) => `${expressions[column] ?? column} AS ${column}`).join(', ');
  const keys = bookedColumns.flatMap((column, index) =>
    column === 'spend_nano' || column === 'line_id' || column === 'cost_kind' ? [] : [index + 1],
  );
  return `
    SELECT ${select(usage)} FROM (
      SELECT usage_day.*, rollup_day.closed_at IS NULL AS is_accrued
      FROM usage_day LEFT JOIN rollup_day USING (connection_id, billing_day)
      WHERE billing_day >= $1::date AND billing_day < $1::date + interval '1 month'
    ) AS usage GROUP BY ${keys.join(', ')} HAVING sum(reporting_spend_nano) <> 0
    UNION ALL
    SELECT ${select(line)} FROM cost_line
    WHERE day >= $1::date AND day < $1::date + interval '1 month' AND spend_nano <> 0`;
}
