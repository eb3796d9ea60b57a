import type { NotificationChannel, Prisma } from '@outlay/prisma';
import { NotFoundError } from '../../../lib/errors.ts';

/** The channel, its row locked until the end of the transaction. @throws NotFoundError */
export async function takeChannel(tx: Prisma.TransactionClient, id: number): Promise<NotificationChannel> {
  await tx.$queryRaw`SELECT id FROM notification_channel WHERE id = ${id} FOR UPDATE`;
  const channel = await tx.notificationChannel.findFirst({ where: { id, removedAt: null } });
  if (!channel) throw new NotFoundError('NotificationChannel', `NotificationChannel:${id}`);
  return channel;
}
