import type { PoolClient } from 'pg';
import type { Day } from '../../../lib/calendar.ts';

type Client = Pick<PoolClient, 'query'>;

/** Everything beside usage and entries that says where cost belongs: a change may move cost of closed months. */
const CODING_DIGEST = `md5(concat_ws('|',
  (SELECT string_agg(r::text, ';' ORDER BY position, id) FROM gl_rule r),
  (SELECT string_agg(concat(id, ':', default_gl_account_id), ';' ORDER BY id) FROM team WHERE default_gl_account_id IS NOT NULL),
  (SELECT default_expense_account_id::text FROM accounting_settings WHERE id = 1),
  (SELECT string_agg(m::text, ';' ORDER BY id) FROM team_membership m),
  (SELECT string_agg(concat_ws(':', id, owner_member_id, project_id), ';' ORDER BY id) FROM agent),
  (SELECT string_agg(concat(id, ':', tool_id), ';' ORDER BY id) FROM subscription WHERE tool_id <> 0)))`;

const OF_MONTH = `billing_day >= month AND billing_day < month + interval '1 month'`;
const IS_UNBOOKED = 'booked_revision IS DISTINCT FROM revision';

export interface ClosedMonth {
  month: Day;
  /** Of the coding as of now. */
  digest: string;
}

/** Closed months whose books may no longer say what the facts say, oldest first. */
export async function unadjustedMonths(client: Client): Promise<ClosedMonth[]> {
  if (!(await hasClosedMonth(client))) return [];
  const { rows } = await client.query<ClosedMonth>(
    `WITH coding AS MATERIALIZED (SELECT ${CODING_DIGEST} AS digest)
     SELECT month::text AS month, digest FROM accounting_period, coding
     WHERE status = 'CLOSED'
       AND (adjusted_for <> digest OR EXISTS (SELECT FROM rollup_day WHERE ${OF_MONTH} AND ${IS_UNBOOKED}))
     ORDER BY month`,
  );
  return rows;
}

/** The same, with those whose days wait to be rebuilt or were pushed to. */
export async function driftingMonths(client: Client): Promise<Day[]> {
  if (!(await hasClosedMonth(client))) return [];
  const { rows } = await client.query<{ month: Day }>(
    `WITH coding AS MATERIALIZED (SELECT ${CODING_DIGEST} AS digest)
     SELECT month::text AS month FROM accounting_period, coding
     WHERE status = 'CLOSED'
       AND (adjusted_for <> digest OR EXISTS (SELECT FROM rollup_day WHERE ${OF_MONTH} AND (is_stale OR ${IS_UNBOOKED}))
         OR EXISTS (SELECT FROM stale_mark WHERE ${OF_MONTH}))
     ORDER BY month`,
  );
  return rows.map(({ month }) => month);
}

async function hasClosedMonth(client: Client): Promise<boolean> {
  const { rows } = await client.query(`SELECT FROM accounting_period WHERE status = 'CLOSED' LIMIT 1`);
  return rows.length > 0;
}

export async function codingDigest(client: Client): Promise<string> {
  const { rows } = await client.query<{ digest: string }>(`SELECT ${CODING_DIGEST} AS digest`);
  return rows[0]?.digest ?? '';
}

export interface SeenDay {
  connectionId: number;
  day: Day;
  revision: number;
}

/** Rebuilt days of the month that its books do not follow yet. */
export async function unbookedDays(client: Client, month: Day): Promise<SeenDay[]> {
  const { rows } = await client.query<SeenDay>(
    `SELECT connection_id AS "connectionId", billing_day::text AS day, revision FROM rollup_day
     WHERE billing_day >= $1::date AND billing_day < $1::date + interval '1 month' AND ${IS_UNBOOKED}`,
    [month],
  );
  return rows;
}

/** The books follow these revisions now; a day that is being rebuilt is left for the next time rather than waited for. */
export async function daysBooked(client: Client, days: readonly SeenDay[]): Promise<void> {
  if (days.length === 0) return;
  await client.query(
    `WITH seen AS (SELECT * FROM unnest($1::int[], $2::date[], $3::int[]) AS s(connection_id, billing_day, revision)),
     free AS (
       SELECT connection_id, billing_day FROM rollup_day
       WHERE (connection_id, billing_day) IN (SELECT connection_id, billing_day FROM seen) FOR UPDATE SKIP LOCKED
     )
     UPDATE rollup_day SET booked_revision = seen.revision
     FROM seen JOIN free USING (connection_id, billing_day)
     WHERE rollup_day.connection_id = seen.connection_id AND rollup_day.billing_day = seen.billing_day`,
    [days.map(({ connectionId }) => connectionId), days.map(({ day }) => day), days.map(({ revision }) => revision)],
  );
}
