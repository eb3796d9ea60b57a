import type { Pool } from 'pg';
import { inTransaction } from '../../../lib/transaction.ts';

/** A message that this process sends; `attempt` tells its own try from later ones. */
export interface ClaimedMessage {
  id: number;
  messageId: string;
  channelId: number | null;
  recipient: string;
  attempt: number;
}

const CLAIM = `
  UPDATE notification_message SET leased_until = $2, attempt_count = attempt_count + 1, last_attempt_at = $1
  WHERE id = (
    SELECT message.id FROM notification_message AS message
    LEFT JOIN notification_channel AS channel ON channel.id = message.channel_id
    WHERE message.status = 'PENDING' AND message.due_at <= $1
      AND (message.leased_until IS NULL OR message.leased_until <= $1)
      AND (channel.id IS NULL OR (channel.is_enabled AND channel.removed_at IS NULL))
    ORDER BY message.due_at, message.id LIMIT 1 FOR UPDATE OF message SKIP LOCKED
  )
  RETURNING id, message_id::text AS "messageId", channel_id AS "channelId", recipient, attempt_count AS attempt`;

/** The message that is due longest and that nobody else sends; it is this process's until the lease ends. */
export async function claimMessage(pool: Pool, now: Date, leasedUntil: Date): Promise<ClaimedMessage | undefined> {
  return (await pool.query<ClaimedMessage>(CLAIM, [now, leasedUntil])).rows[0];
}

/** What came of a try. */
export type Outcome =
  | { status: 'DELIVERED'; httpStatus: number | undefined }
  | { status: 'PENDING'; dueAt: Date; httpStatus: number | undefined; error: string }
  | { status: 'DEAD' | 'DISCARDED'; httpStatus: number | undefined; error: string };

const FINISH = `
  UPDATE notification_message SET status = $3::notification_status, due_at = coalesce($4, due_at), leased_until = NULL,
    last_status = $5, last_error = $6, finished_at = CASE WHEN $3 = 'PENDING' THEN NULL ELSE $7::timestamptz END
  WHERE id = $1 AND attempt_count = $2 AND status = 'PENDING'`;

/** Writes what came of a try, unless somebody else has taken the message up meanwhile. */
export async function finishMessage(
  pool: Pool,
  { id, attempt }: ClaimedMessage,
  outcome: Outcome,
  now: Date,
): Promise<void> {
  const dueAt = outcome.status === 'PENDING' ? outcome.dueAt : null;
  const error = 'error' in outcome ? outcome.error : '';
  await pool.query(FINISH, [id, attempt, outcome.status, dueAt, outcome.httpStatus ?? null, error, now]);
}

/** Switches a channel off whose receiver is gone; what waited for it is dead. */
export async function disableChannel(pool: Pool, channelId: number, reason: string, now: Date): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      'UPDATE notification_channel SET is_enabled = false, disabled_reason = $2, version = version + 1 WHERE id = $1 AND is_enabled',
      [channelId, reason],
    );
    if (rowCount === 0) return;
    await client.query(
      `UPDATE notification_message SET status = 'DEAD', leased_until = NULL, last_error = $2, finished_at = $3
       WHERE channel_id = $1 AND status = 'PENDING'`,
      [channelId, reason, now],
    );
    await client.query(
      `INSERT INTO audit_event (actor_kind, action, subject_type, subject_id, after)
       VALUES ('JOB', 'disableNotificationChannel (notifications)', 'NotificationChannel', $1, $2)`,
      [String(channelId), JSON.stringify({ reason })],
    );
  });
}
