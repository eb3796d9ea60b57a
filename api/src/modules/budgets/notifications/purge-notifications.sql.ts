import type { Pool } from 'pg';

const DAY_MS = 86_400_000;
/** What was sent, or set aside, is history; what nobody received waits longer for somebody to look. */
const KEPT_DAYS = { sent: 90, dead: 365 } as const;
/** At once, so that no statement holds the table for long. */
const BATCH = 1_000;

const PURGE = `
  DELETE FROM notification_message WHERE id IN (
    SELECT id FROM notification_message
    WHERE status = ANY($1::notification_status[]) AND due_at < $2 AND finished_at < $2 ORDER BY due_at LIMIT ${BATCH}
  )`;

/** Forgets messages that were finished long ago; their alerts stay with their history. Answers how many. */
export async function purgeNotifications(pool: Pool, now: Date): Promise<number> {
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const count =
    (await purge(pool, ['DELIVERED', 'DISCARDED'], before(KEPT_DAYS.sent))) +
    (await purge(pool, ['DEAD'], before(KEPT_DAYS.dead)));
  await pool.query('DELETE FROM weekly_summary WHERE week < $1::date', [before(KEPT_DAYS.sent)]);
  return count;
}

async function purge(pool: Pool, statuses: readonly string[], before: Date): Promise<number> {
  let count = 0;
  for (;;) {
    const { rowCount } = await pool.query(PURGE, [statuses, before]);
    count += rowCount ?? 0;
    if ((rowCount ?? 0) < BATCH) return count;
  }
}
