import { db } from '../../../db.ts';
import type { Context } from '../../../graphql/context.ts';
import { recordAuditEvent } from '../../audit/record-audit-event.ts';
import { requireAdmin } from '../../auth/permissions.ts';

interface Which {
  ids?: number[] | undefined;
  channelId?: number | undefined;
}

/** Dead messages of channels that still are wait for delivery again, with all tries before them. Answers how many. */
export async function retryNotifications({ actor, clock }: Context, { ids, channelId }: Which): Promise<number> {
  requireAdmin(actor);
  return db.$transaction(async (tx) => {
    const { count } = await tx.notificationMessage.updateMany({
      where: {
        status: 'DEAD',
        OR: [{ channelId: null }, { channel: { removedAt: null } }],
        ...(ids ? { id: { in: ids } } : {}),
        ...(channelId === undefined ? {} : { channelId }),
      },
      data: { status: 'PENDING', dueAt: clock(), attemptCount: 0, leasedUntil: null, finishedAt: null },
    });
    const after = { count, messages: ids ?? null, channel: channelId ?? null };
    await recordAuditEvent(tx, actor, { action: 'retryNotifications', after });
    return count;
  });
}
