import type { PoolClient } from 'pg';
import { type Day, startOfMonth } from '../lib/calendar.ts';

/**
 * Held by whoever changes who owns usage, before anything else of it: nobody stores or rebuilds days meanwhile, so that
 * no day is built from the owners of before and taken for fresh.
 */
export async function lockAttribution(client: Pick<PoolClient, 'query'>): Promise<void> {
  await client.query('SELECT FROM organization WHERE id = 1 FOR UPDATE');
}

/** Locks the months of the days, so that two rebuilds of one connection never meet in the middle. */
export async function lockDays(client: PoolClient, connectionId: number, days: readonly Day[]): Promise<void> {
  const months = [...new Set(days.map(startOfMonth))].sort();
  await client.query('SELECT FROM organization WHERE id = 1 FOR SHARE');
  // An upsert that changes nothing locks the row, whether it was there or not.
  await client.query(
    `INSERT INTO rollup_month (connection_id, billing_month) SELECT $1, unnest($2::date[])
     ON CONFLICT (connection_id, billing_month) DO UPDATE SET billing_month = excluded.billing_month`,
    [connectionId, months],
  );
  await client.query(
    'INSERT INTO rollup_day (connection_id, billing_day) SELECT $1, unnest($2::date[]) ON CONFLICT DO NOTHING',
    [connectionId, [...days].sort()],
  );
}

/**
 * Tracked usage without a connection must be settled again once a connection has read its day. Waits for whoever
 * rebuilds such a day, who would take it for fresh.
 */
export async function markReadElsewhere(client: PoolClient, days: readonly Day[]): Promise<void> {
  if (days.length === 0) return;
  const { rows } = await client.query<{ day: Day }>(
    'SELECT billing_day::text AS day FROM rollup_day WHERE connection_id = 0 AND billing_day = ANY($1::date[])',
    [days],
  );
  if (rows.length === 0) return;
  const tracked = rows.map(({ day }) => day);
  await lockDays(client, 0, tracked);
  await markDays(
    client,
    tracked.map((billingDay) => ({ connectionId: 0, billingDay })),
  );
}

type Range = { from?: Day | null | undefined; until?: Day | null | undefined };

/** Days (of all connections) on which usage_day has rows of these owners or identities, to be rebuilt. */
export async function markStale(
  client: PoolClient,
  where: { column: 'member_id' | 'agent_id'; ids: readonly number[] } | { identityIds: readonly number[] },
  range: Range,
): Promise<number> {
  const condition =
    'column' in where
      ? `${where.column} = ANY($1)`
      : '(user_identity_id = ANY($1) OR api_key_identity_id = ANY($1) OR workspace_identity_id = ANY($1))';
  return markDaysWith(client, condition, 'column' in where ? where.ids : where.identityIds, 'day', range);
}

/** Days with amounts in a currency, by billing day: their amounts in the reporting currency have changed. */
export function markStaleForCurrency(client: PoolClient, currency: string, range: Range): Promise<number> {
  return markDaysWith(client, 'currency = $1', currency, 'billing_day', range);
}

async function markDaysWith(
  client: PoolClient,
  condition: string,
  value: string | readonly number[],
  basis: 'day' | 'billing_day',
  { from = null, until = null }: Range,
): Promise<number> {
  await lockAttribution(client);
  const { rows } = await client.query<{ connectionId: number; billingDay: Day }>(
    `SELECT DISTINCT connection_id AS "connectionId", billing_day::text AS "billingDay" FROM usage_day
     WHERE ${condition} AND ${basis} >= coalesce($2::date, '-infinity') AND ${basis} < coalesce($3::date, 'infinity')`,
    [value, from, until],
  );
  await markDays(client, rows);
  return rows.length;
}

/** Locks the days in the order of their key, so that two that mark the same ones never wait for each other. */
async function markDays(client: PoolClient, days: readonly { connectionId: number; billingDay: Day }[]): Promise<void> {
  await client.query(
    `UPDATE rollup_day SET is_stale = true FROM (
       SELECT d.connection_id, d.billing_day
       FROM rollup_day d JOIN unnest($1::int[], $2::date[]) AS marked(connection_id, billing_day)
         ON d.connection_id = marked.connection_id AND d.billing_day = marked.billing_day
       ORDER BY d.connection_id, d.billing_day FOR UPDATE OF d) AS locked
     WHERE rollup_day.connection_id = locked.connection_id AND rollup_day.billing_day = locked.billing_day`,
    [days.map(({ connectionId }) => connectionId), days.map(({ billingDay }) => billingDay)],
  );
}

/**
 * Some stale or pushed days of one (connection, month), oldest connection first. Of marks those up to a horizon, the
 * second for usage with a connection: pushes go on meanwhile, and who works them off must come to an end.
 */
export async function nextStaleDays(
  client: PoolClient,
  horizon: { unlinked: string; linked: string },
): Promise<{ connectionId: number; days: Day[] } | undefined> {
  const { rows } = await client.query<{ connectionId: number; days: Day[] }>(
    `SELECT connection_id AS "connectionId", array_agg(billing_day::text ORDER BY billing_day) AS days
     FROM (SELECT connection_id, billing_day FROM rollup_day WHERE is_stale UNION
       SELECT connection_id, billing_day FROM stale_mark WHERE id <= CASE WHEN connection_id = 0 THEN $1::int8 ELSE $2::int8 END) AS day
     GROUP BY connection_id, date_trunc('month', billing_day) ORDER BY connection_id, min(billing_day) DESC LIMIT 1`,
    [horizon.unlinked, horizon.linked],
  );
  return rows[0];
}

/** Of the locked days, those still stale: another process may have rebuilt them meanwhile. */
export async function stillStale(client: PoolClient, connectionId: number, days: readonly Day[]): Promise<Day[]> {
  const { rows } = await client.query<{ day: Day }>(
    'SELECT billing_day::text AS day FROM rollup_day WHERE connection_id = $1 AND billing_day = ANY($2::date[]) AND is_stale',
    [connectionId, days],
  );
  return rows.map(({ day }) => day);
}
