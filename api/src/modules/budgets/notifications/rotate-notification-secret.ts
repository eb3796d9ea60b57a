import { db } from '../../../db.ts';
import type { Context } from '../../../graphql/context.ts';
import { ConflictError } from '../../../lib/errors.ts';
import { recordAuditEvent } from '../../audit/record-audit-event.ts';
import { requireAdmin } from '../../auth/permissions.ts';
import { newSigningSecret, openKeys, sealKeys, UnreadableSecretError } from './channel-secrets.ts';
import type { ChannelWithSecret } from './create-notification-channel.ts';
import { takeChannel } from './require-channel.ts';

/** For as long messages are signed with both keys, so that none is refused while receivers change over. */
const OVERLAP_MS = 24 * 3_600_000;

/** A new signing key. @throws NotFoundError | ConflictError where nothing is signed */
export async function rotateNotificationSecret(
  { actor, clock }: Context,
  channelId: number,
): Promise<ChannelWithSecret> {
  requireAdmin(actor);
  return db.$transaction(async (tx) => {
    const channel = await takeChannel(tx, channelId);
    if (channel.kind !== 'WEBHOOK' || !channel.encryptedSecret)
      throw new ConflictError('channelId', 'Only what a webhook sends is signed.');
    const current = newSigningSecret();
    const encryptedSecret = sealKeys(channelId, {
      current,
      previous: formerKey(channelId, channel.encryptedSecret),
      previousUntil: new Date(clock().getTime() + OVERLAP_MS).toISOString(),
    });
    await tx.notificationChannel.update({
      where: { id: channelId },
      data: { encryptedSecret, secretRotatedAt: clock(), version: { increment: 1 } },
    });
    const subject = { subjectType: 'NotificationChannel', subjectId: channelId };
    await recordAuditEvent(tx, actor, { action: 'rotateNotificationSecret', ...subject });
    return { id: channelId, signingSecret: current };
  });
}

function formerKey(channelId: number, sealed: Uint8Array): string | null {
  try {
    return openKeys(channelId, sealed).current;
  } catch (error) {
    if (error instanceof UnreadableSecretError) return null;
    throw error;
  }
}
