import type { PoolClient } from 'pg';
import { connectorFor } from '../connectors/registry.ts';
import type { Day } from '../lib/calendar.ts';

/**
 * Closes the days on which every money stream of the connection was read after settling; they never open again.
 * Answers those this call closed.
 */
export async function closeDays(
  client: PoolClient,
  connectionId: number,
  days: readonly Day[],
  at: Date,
): Promise<Day[]> {
  const vendor = await client.query<{ code: string }>(
    'SELECT v.code FROM connection c JOIN vendor v ON v.id = c.vendor_id WHERE c.id = $1',
    [connectionId],
  );
  const streams = connectorFor(vendor.rows[0]?.code ?? '')?.streams ?? [];
  const moneyStreams = streams.filter(({ isMoney }) => isMoney).map(({ name }) => name);
  if (moneyStreams.length === 0) return [];
  const { rows } = await client.query<{ day: Day }>(
    `UPDATE rollup_day SET closed_at = $4
     WHERE connection_id = $1 AND closed_at IS NULL AND billing_day IN (
       SELECT day FROM sync_window WHERE connection_id = $1 AND day = ANY($2::date[]) AND stream = ANY($3::text[]) AND is_settled
       GROUP BY day HAVING count(*) = cardinality($3::text[]))
     RETURNING billing_day AS day`,
    [connectionId, days, moneyStreams, at],
  );
  return rows.map(({ day }) => day);
}
