import type { Prisma } from '@outlay/prisma';
import { z } from 'zod';
import { db } from '../../../db.ts';
import type { Context } from '../../../graphql/context.ts';
import { parseInput } from '../../../lib/parse-input.ts';
import { recordAuditEvent } from '../../audit/record-audit-event.ts';
import { requireAdmin } from '../../auth/permissions.ts';
import { integrationSettings } from '../../integrations/integration-settings.ts';
import { channelData, channelFields, channelName, requireTarget } from './channel-fields.ts';
import { sealUrl } from './channel-secrets.ts';
import { channelSnapshot } from './channel-snapshot.ts';
import { takeChannel } from './require-channel.ts';
import { requireRouting } from './require-routing.ts';
import { requireWebhookUrl } from './require-webhook-url.ts';

const schema = z.object({ ...channelFields, channelId: z.int(), name: channelName.nullish() });

/**
 * Changes what is given; `quietHours: null` ends them. Switched off, what waits is given up and may be tried
 * again by hand; switched on, it forgets why it was switched off.
 * @throws InvalidInputError | NotFoundError
 */
export async function changeNotificationChannel(
  { actor, clock }: Context,
  input: z.input<typeof schema>,
): Promise<number> {
  requireAdmin(actor);
  const { channelId, name, ...fields } = parseInput(schema, input);
  const url = fields.url ? await requireWebhookUrl(fields.url, integrationSettings) : undefined;
  return db.$transaction(async (tx) => {
    const before = await takeChannel(tx, channelId);
    const data = { ...channelData(fields), ...(name ? { name } : {}) };
    requireTarget({ ...before, ...data }, fields.url);
    await requireRouting(tx, data);
    const after = await tx.notificationChannel.update({
      where: { id: channelId },
      data: {
        ...data,
        ...(fields.isEnabled ? { disabledReason: '' } : {}),
        ...(url ? { encryptedUrl: sealUrl(channelId, url.href), urlHint: url.host } : {}),
        version: { increment: 1 },
      },
    });
    if (!after.isEnabled) await giveUpWaiting(tx, channelId, clock());
    await recordAuditEvent(tx, actor, {
      action: 'changeNotificationChannel',
      subjectType: 'NotificationChannel',
      subjectId: channelId,
      before: channelSnapshot(before),
      after: channelSnapshot(after),
    });
    return channelId;
  });
}

async function giveUpWaiting(tx: Prisma.TransactionClient, channelId: number, now: Date): Promise<void> {
  await tx.notificationMessage.updateMany({
    where: { channelId, status: 'PENDING' },
    data: { status: 'DEAD', leasedUntil: null, finishedAt: now, lastError: 'The channel was switched off.' },
  });
}
