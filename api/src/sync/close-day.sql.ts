import type { PoolClient } from 'pg';
import { connectorFor } from '../connectors/registry.ts';
import type { Day } from '../lib/calendar.ts';

/**
 * Closes a day once every money stream of the connection was read after settling; it never opens again.
 * Answers whether this call closed it.
 */
export async function closeDay(client: PoolClient, connectionId: number, day: Day, at: Date): Promise<boolean> {
  const { rows } = await client.query<{ vendor: string; settled: string[] }>(
    `SELECT v.code AS vendor, array(SELECT stream FROM sync_window w WHERE w.connection_id = c.id AND w.day = $2 AND w.is_settled) AS settled
     FROM connection c JOIN vendor v ON v.id = c.vendor_id WHERE c.id = $1`,
    [connectionId, day],
  );
  const [connection] = rows;
  const moneyStreams = connectorFor(connection?.vendor ?? '')?.streams.filter(({ isMoney }) => isMoney) ?? [];
  const isComplete = moneyStreams.length > 0 && moneyStreams.every(({ name }) => connection?.settled.includes(name));
  if (!isComplete) return false;
  const { rowCount } = await client.query(
    'UPDATE rollup_day SET closed_at = $3 WHERE connection_id = $1 AND billing_day = $2 AND closed_at IS NULL',
    [connectionId, day, at],
  );
  return rowCount === 1;
}
