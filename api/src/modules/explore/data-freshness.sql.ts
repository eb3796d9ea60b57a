import type { Day, DayRange } from '../../lib/calendar.ts';
import type { Queryable } from './run-pivot.sql.ts';

/** The first UTC day of the range that an active connection has not closed or not read. */
export async function firstUnreadDay(client: Queryable, { from, until }: DayRange): Promise<Day | undefined> {
  const { rows } = await client.query<{ day: Day | null }>(
    `WITH active AS (SELECT id FROM connection WHERE status = 'ACTIVE'),
     head AS (
       SELECT active.id, sync_window.stream, max(sync_window.day) AS day
       FROM active LEFT JOIN sync_window ON sync_window.connection_id = active.id
       GROUP BY active.id, sync_window.stream
     ),
     candidate AS (
       SELECT min(rollup_day.billing_day) AS day
       FROM rollup_day JOIN active ON active.id = rollup_day.connection_id
       WHERE rollup_day.closed_at IS NULL AND rollup_day.billing_day >= $1::date AND rollup_day.billing_day < $2::date
       UNION ALL
       SELECT greatest(coalesce(day + 1, $1::date), $1::date) FROM head
     )
     SELECT min(day) AS day FROM candidate WHERE day < $2::date`,
    [from, until],
  );
  return rows[0]?.day ?? undefined;
}
