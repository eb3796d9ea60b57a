import type { Prisma } from '@outlay/prisma';

export interface NewMessage {
  channelId: number;
  recipient: string;
  slotKey: string;
  dueAt: Date;
}

/**
 * Adds an alert to each message, which is made where it does not wait yet. Answers those that took it; one that is
 * already being sent does not. The rows stay locked until the end of the transaction, so that none is sent meanwhile.
 */
export async function writeMessages(
  tx: Prisma.TransactionClient,
  messages: readonly NewMessage[],
  { alertId, now }: { alertId: number; now: Date },
): Promise<{ channelId: number; recipient: string }[]> {
  const taken = await tx.$queryRaw<{ id: number; channelId: number; recipient: string }[]>`
    INSERT INTO notification_message (channel_id, recipient, slot_key, due_at, created_at)
    SELECT message.channel_id, message.recipient, message.slot_key, message.due_at, ${now}::timestamptz
    FROM unnest(
      ${messages.map(({ channelId }) => channelId)}::int[], ${messages.map(({ recipient }) => recipient)}::text[],
      ${messages.map(({ slotKey }) => slotKey)}::text[], ${messages.map(({ dueAt }) => dueAt.toISOString())}::timestamptz[]
    ) AS message(channel_id, recipient, slot_key, due_at)
    ON CONFLICT (channel_id, recipient, slot_key) DO UPDATE SET due_at = notification_message.due_at
      WHERE notification_message.status = 'PENDING' AND notification_message.attempt_count = 0
    RETURNING id, channel_id AS "channelId", recipient`;
  await tx.notificationItem.createMany({
    data: taken.map(({ id }) => ({ messageId: id, alertId })),
    skipDuplicates: true,
  });
  return taken;
}
