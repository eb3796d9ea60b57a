import { randomUUID } from 'node:crypto';
import type { NotificationChannel } from '@outlay/prisma';
import { db } from '../../../db.ts';
import type { Context } from '../../../graphql/context.ts';
import { NotFoundError } from '../../../lib/errors.ts';
import { recordAuditEvent } from '../../audit/record-audit-event.ts';
import { actorMemberId, requireAdmin } from '../../auth/permissions.ts';
import { DeliveryFailure } from './delivery-failure.ts';
import { deliverMail, deliverWebhook } from './send-message.ts';

export interface ChannelTest {
  isDelivered: boolean;
  /** Of HTTP or SMTP; null without an answer. */
  status: number | null;
  /** What happened, for people. */
  message: string;
}

const SUBJECT = 'A test of Outlay';

/** Sends a test at once, past quiet hours and digests, also where the channel is switched off. @throws NotFoundError */
export async function testNotificationChannel(context: Context, channelId: number): Promise<ChannelTest> {
  requireAdmin(context.actor);
  const channel = await db.notificationChannel.findFirst({ where: { id: channelId, removedAt: null } });
  if (!channel) throw new NotFoundError('NotificationChannel', `NotificationChannel:${channelId}`);
  const result = await attempt(context, channel);
  await db.$transaction((tx) =>
    recordAuditEvent(tx, context.actor, {
      action: 'testNotificationChannel',
      subjectType: 'NotificationChannel',
      subjectId: channelId,
      after: { ...result },
    }),
  );
  return result;
}

async function attempt(context: Context, channel: NotificationChannel): Promise<ChannelTest> {
  try {
    if (channel.kind === 'EMAIL') return await attemptMail(context, channel);
    const text = `${SUBJECT}: "${channel.name}" receives alerts.`;
    const timestamp = context.clock().toISOString();
    const body = JSON.stringify(channel.kind === 'SLACK' ? { text } : { type: 'test', timestamp, data: { text } });
    const options = { now: context.clock(), sendMail: undefined };
    const status = await deliverWebhook(channel, { messageId: randomUUID(), body }, options);
    return { isDelivered: true, status, message: `${channel.urlHint} took it.` };
  } catch (error) {
    if (!(error instanceof DeliveryFailure)) throw error;
    return { isDelivered: false, status: error.status ?? null, message: error.message };
  }
}

async function attemptMail({ actor, installation }: Context, channel: NotificationChannel): Promise<ChannelTest> {
  const caller = await db.member.findUnique({ where: { id: actorMemberId(actor) ?? 0 } });
  const own = caller ? [caller.email] : [];
  const recipients = channel.recipients.length > 0 ? channel.recipients : own;
  for (const to of recipients) {
    const text = `"${channel.name}" sends alerts by e-mail.\n${installation.publicUrl}/budgets\n`;
    await deliverMail({ to, subject: SUBJECT, text }, installation);
  }
  return { isDelivered: true, status: null, message: `The mail server took it for ${recipients.join(', ')}.` };
}
