import type { NotificationChannel } from '@outlay/prisma';
import { z } from 'zod';
import { db } from '../../../db.ts';
import type { MailContent, ToldAlert } from './message-content.ts';

/** All that is needed to send a message. */
export interface StoredMessage {
  createdAt: Date;
  channel: NotificationChannel | null;
  alerts: ToldAlert[];
  /** Of a mail about no alert. */
  content: MailContent | null;
}

const mailContent = z.object({ subject: z.string(), text: z.string(), html: z.string() });

export async function readMessage(id: number): Promise<StoredMessage> {
  const { createdAt, channel, items, content } = await db.notificationMessage.findUniqueOrThrow({
    where: { id },
    include: {
      channel: true,
      items: {
        orderBy: { alertId: 'asc' },
        include: {
          alert: {
            include: {
              budget: { select: { id: true, name: true } },
              rule: { select: { id: true, name: true, kind: true } },
            },
          },
        },
      },
    },
  });
  const alerts = items.map(({ alert }) => alert);
  return { createdAt, channel, alerts, content: content === null ? null : mailContent.parse(content) };
}
