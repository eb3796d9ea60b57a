import { db } from '../../../db.ts';
import type { Context } from '../../../graphql/context.ts';
import { recordAuditEvent } from '../../audit/record-audit-event.ts';
import { requireAdmin } from '../../auth/permissions.ts';
import { channelSnapshot } from './channel-snapshot.ts';
import { takeChannel } from './require-channel.ts';

/** Forgets its address and keys, and discards what waits. What was delivered stays in the history. @throws NotFoundError */
export async function removeNotificationChannel({ actor, clock }: Context, channelId: number): Promise<void> {
  requireAdmin(actor);
  await db.$transaction(async (tx) => {
    const before = await takeChannel(tx, channelId);
    const forgotten = { encryptedUrl: null, encryptedSecret: null };
    await tx.notificationChannel.update({
      where: { id: channelId },
      data: { ...forgotten, isEnabled: false, removedAt: clock(), version: { increment: 1 } },
    });
    await tx.notificationMessage.updateMany({
      where: { channelId, status: { in: ['PENDING', 'DEAD'] } },
      data: { status: 'DISCARDED', finishedAt: clock(), lastError: 'The channel was removed.' },
    });
    await recordAuditEvent(tx, actor, {
      action: 'removeNotificationChannel',
      subjectType: 'NotificationChannel',
      subjectId: channelId,
      before: channelSnapshot(before),
    });
  });
}
