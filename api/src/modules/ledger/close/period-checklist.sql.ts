import type { PoolClient } from 'pg';
import type { Day } from '../../../lib/calendar.ts';
import { type GlCoding, glAccountCase } from '../gl-account-case.sql.ts';
import { DISCREPANCIES } from './discrepancies.sql.ts';
import { monthCost } from './month-cost.sql.ts';
import type { ChecklistKey } from './period-checklist.ts';

interface Question {
  month: Day;
  today: Day;
  /** Codes of vendors whose bills are read. */
  billedVendors: readonly string[];
  coding: GlCoding;
}

const IN_MONTH = `billing_day >= $1::date AND billing_day < $1::date + interval '1 month'`;

const EARLIER_OPEN = `
  SELECT count(DISTINCT month) FROM (
    SELECT billing_month AS month FROM usage_month WHERE reporting_spend_nano <> 0
    UNION SELECT month FROM cost_line
  ) AS held
  WHERE month < $1::date AND month NOT IN (SELECT month FROM accounting_period WHERE status = 'CLOSED')`;

/** Days since the first one read of every active connection, and days of a paused one that were read before they settled. */
const UNBILLED_DAYS = `
  SELECT count(*) FROM connection c JOIN vendor v ON v.id = c.vendor_id AND v.code = ANY($3::text[])
  CROSS JOIN LATERAL (SELECT min(billing_day) AS first FROM rollup_day WHERE connection_id = c.id) AS known
  CROSS JOIN LATERAL generate_series($1::date, $1::date + interval '1 month' - interval '1 day', interval '1 day') AS d(day)
  LEFT JOIN rollup_day r ON r.connection_id = c.id AND r.billing_day = d.day::date
  WHERE r.closed_at IS NULL AND (
    c.status = 'ACTIVE' AND d.day >= coalesce(known.first, $1::date) OR c.status = 'PAUSED' AND r.billing_day IS NOT NULL)`;

const UNOWNED = 'member_id = 0 AND agent_id = 0 AND project_id = 0';
const INBOX = `
  SELECT count(DISTINCT i.id) FROM usage_day u JOIN identity i ON i.ignored_at IS NULL AND (
    i.id = u.user_identity_id OR i.id = u.api_key_identity_id
    OR i.id = u.workspace_identity_id AND u.user_identity_id = 0 AND u.api_key_identity_id = 0)
  WHERE ${IN_MONTH} AND ${UNOWNED}`;

const uncoded = (coding: GlCoding) => `
  SELECT count(DISTINCT (line_id, CASE WHEN line_id = 0 THEN concat_ws(':', vendor_id, tool_id, team_id, project_id, member_id) END))
  FROM (${monthCost(glAccountCase(coding))}) AS cost WHERE gl_account_id = 0`;

/** What a query can answer. */
type CountedKey = Exclude<ChecklistKey, 'CHARGES_POSTED'>;

/** How many are left of each; 0: done. */
export async function checklistCounts(
  client: Pick<PoolClient, 'query'>,
  { month, today, billedVendors, coding }: Question,
): Promise<Record<CountedKey, number>> {
  const statements: Record<CountedKey, string> = {
    MONTH_OVER: `SELECT CASE WHEN $2::date < $1::date + interval '1 month' THEN 1 ELSE 0 END`,
    EARLIER_MONTHS_CLOSED: EARLIER_OPEN,
    NO_SYNC_RUNNING: `SELECT count(*) FROM sync_run WHERE status = 'RUNNING'`,
    BILLS_ARRIVED: UNBILLED_DAYS,
    INBOX_EMPTY: INBOX,
    USAGE_PRICED: `SELECT coalesce(sum(unpriced_count), 0) FROM usage_day WHERE ${IN_MONTH}`,
    ENTRIES_CODED: uncoded(coding),
    DISCREPANCIES_EXPLAINED: `SELECT count(*) FROM (${DISCREPANCIES}) AS discrepancy WHERE NOT is_explained`,
  };
  const columns = Object.entries(statements).map(([key, statement]) => `(${statement})::float8 AS "${key}"`);
  const { rows } = await client.query<Record<CountedKey, number>>(`SELECT ${columns.join(', ')}`, [
    month,
    today,
    billedVendors,
  ]);
  const [counts] = rows;
  if (!counts) throw new Error('the checklist could not be read');
  return counts;
}
