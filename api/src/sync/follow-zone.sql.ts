import type { PoolClient } from 'pg';
import { type Day, dayInZone } from '../lib/calendar.ts';
import { lockAttribution, stillStale } from './rollup-state.sql.ts';

/** In the transaction that changes the zone: every day, to be rebuilt; answers how many. */
export async function zoneChanged(client: PoolClient): Promise<number> {
  await lockAttribution(client);
  const { rows } = await client.query('UPDATE rollup_day SET is_stale = true RETURNING connection_id');
  return rows.length;
}

/**
 * Dates the usage of stale days by the organization's zone as it is now, in case it has changed since they were stored.
 * Residuals follow the rows they are written from.
 */
export async function followZone(client: PoolClient, connectionId: number, days: readonly Day[]): Promise<void> {
  const stale = await stillStale(client, connectionId, days);
  if (stale.length === 0) return;
  const { rows } = await client.query<{ hour: Date; zone: string }>(
    `SELECT hour, (SELECT reporting_zone FROM organization WHERE id = 1) AS zone FROM usage_bucket
     WHERE connection_id = $1 AND billing_day = ANY($2::date[]) AND NOT is_day_grain AND NOT is_residual GROUP BY hour`,
    [connectionId, stale],
  );
  await client.query(
    `UPDATE usage_bucket SET day = dated.day FROM unnest($3::timestamptz[], $4::date[]) AS dated(hour, day)
     WHERE connection_id = $1 AND billing_day = ANY($2::date[]) AND NOT is_day_grain AND NOT is_residual
       AND usage_bucket.hour = dated.hour AND usage_bucket.day <> dated.day`,
    [connectionId, stale, rows.map(({ hour }) => hour.toISOString()), rows.map((row) => dayInZone(row.hour, row.zone))],
  );
}
