import type { PoolClient } from 'pg';
import type { Day } from '../lib/calendar.ts';

export interface MarkedDay {
  connectionId: number;
  day: Day;
}

/** Says that rows of these days were pushed; waits for nobody. Whoever rebuilds a day later has seen those rows. */
export async function markPushed(client: PoolClient, days: readonly MarkedDay[]): Promise<void> {
  if (days.length === 0) return;
  const columns = [days.map(({ connectionId }) => connectionId), days.map(({ day }) => day)];
  await client.query(
    `INSERT INTO rollup_day (connection_id, billing_day) SELECT * FROM unnest($1::int[], $2::date[]) ORDER BY 1, 2
     ON CONFLICT DO NOTHING`,
    columns,
  );
  await client.query(
    'INSERT INTO stale_mark (connection_id, billing_day) SELECT * FROM unnest($1::int[], $2::date[])',
    columns,
  );
}

/**
 * Takes the marks of the days away and answers the marked ones. What was marked before this statement is seen by every
 * later one of the transaction; a mark that comes after stays for the next rebuild.
 */
export async function takeMarks(client: PoolClient, connectionId: number, days: readonly Day[]): Promise<Day[]> {
  const { rows } = await client.query<{ day: Day }>(
    'DELETE FROM stale_mark WHERE connection_id = $1 AND billing_day = ANY($2::date[]) RETURNING billing_day::text AS day',
    [connectionId, days],
  );
  return [...new Set(rows.map(({ day }) => day))];
}

/** The newest mark there is; ids only grow. */
export async function newestMark(client: Pick<PoolClient, 'query'>): Promise<string> {
  const { rows } = await client.query<{ id: string }>('SELECT coalesce(max(id), 0)::text AS id FROM stale_mark');
  return rows[0]?.id ?? '0';
}
