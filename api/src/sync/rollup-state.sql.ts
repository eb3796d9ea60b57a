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

/** Tracked usage without a connection must be settled again once a connection has read its day. */
export async function markReadElsewhere(client: PoolClient, days: readonly Day[]): Promise<void> {
  if (days.length === 0) return;
  await client.query(
    'UPDATE rollup_day SET is_stale = true WHERE connection_id = 0 AND billing_day = ANY($1::date[])',
    [days],
  );
}

/** Days (of all connections) on which usage_day has rows of these owners or identities, to be rebuilt. */
export async function markStale(
  client: PoolClient,
  where: { column: 'member_id' | 'agent_id'; ids: readonly number[] } | { identityIds: readonly number[] },
  range: { from?: Day | null | undefined; until?: Day | null | undefined },
): Promise<number> {
  await lockAttribution(client);
  const condition =
    'column' in where
      ? `${where.column} = ANY($1)`
      : 'user_identity_id = ANY($1) OR api_key_identity_id = ANY($1) OR workspace_identity_id = ANY($1)';
  const { rows } = await client.query<{ connectionId: number; billingDay: Day }>(
    `SELECT DISTINCT connection_id AS "connectionId", billing_day::text AS "billingDay" FROM usage_day
     WHERE (${condition}) AND day >= coalesce($2::date, '-infinity') AND day < coalesce($3::date, 'infinity')`,
    ['column' in where ? where.ids : where.identityIds, range.from ?? null, range.until ?? null],
  );
  await client.query(
    `UPDATE rollup_day SET is_stale = true FROM unnest($1::int[], $2::date[]) AS stale(connection_id, billing_day)
     WHERE rollup_day.connection_id = stale.connection_id AND rollup_day.billing_day = stale.billing_day`,
    [rows.map(({ connectionId }) => connectionId), rows.map(({ billingDay }) => billingDay)],
  );
  return rows.length;
}

/** Some stale days of one (connection, month), oldest connection first. */
export async function nextStaleDays(client: PoolClient): Promise<{ connectionId: number; days: Day[] } | undefined> {
  const { rows } = await client.query<{ connectionId: number; days: Day[] }>(
    `SELECT connection_id AS "connectionId", array_agg(billing_day::text ORDER BY billing_day) AS days FROM rollup_day
     WHERE is_stale GROUP BY connection_id, date_trunc('month', billing_day) ORDER BY connection_id, min(billing_day) DESC LIMIT 1`,
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
