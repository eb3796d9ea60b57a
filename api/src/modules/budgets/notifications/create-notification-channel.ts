import { NotificationChannelKind } from '@outlay/prisma';
import { z } from 'zod';
import { db } from '../../../db.ts';
import type { Context } from '../../../graphql/context.ts';
import { ConflictError, InvalidInputError } from '../../../lib/errors.ts';
import { parseInput } from '../../../lib/parse-input.ts';
import { recordAuditEvent } from '../../audit/record-audit-event.ts';
import { requireAdmin } from '../../auth/permissions.ts';
import { integrationSettings } from '../../integrations/integration-settings.ts';
import { channelData, channelFields, channelName, requireTarget } from './channel-fields.ts';
import { newSigningSecret, sealKeys, sealUrl } from './channel-secrets.ts';
import { channelSnapshot } from './channel-snapshot.ts';
import { requireRouting } from './require-routing.ts';
import { requireWebhookUrl } from './require-webhook-url.ts';

const schema = z.object({ ...channelFields, name: channelName, kind: z.enum(NotificationChannelKind) });
const MAX_CHANNELS = 50;

/** The signing key is in this answer only; null where nothing is signed. */
export interface ChannelWithSecret {
  id: number;
  signingSecret: string | null;
}

/** @throws InvalidInputError | NotFoundError | ConflictError */
export async function createNotificationChannel(
  { actor, clock }: Context,
  input: z.input<typeof schema>,
): Promise<ChannelWithSecret> {
  requireAdmin(actor);
  const { name, kind, ...fields } = parseInput(schema, input);
  const data = channelData(fields);
  const target = { recipients: [], toAdmins: false, toConcernedMembers: false, ...data, kind };
  requireTarget(target, fields.url);
  if (kind !== 'EMAIL' && !fields.url)
    throw new InvalidInputError('url', '', 'is missing.', 'Write the address that takes the alerts.');
  const url = fields.url ? await requireWebhookUrl(fields.url, integrationSettings) : undefined;
  const signingSecret = kind === 'WEBHOOK' ? newSigningSecret() : null;
  return db.$transaction(async (tx) => {
    if ((await tx.notificationChannel.count({ where: { removedAt: null } })) >= MAX_CHANNELS)
      throw new ConflictError('name', `There are ${MAX_CHANNELS} channels already. Remove one first.`);
    await requireRouting(tx, data);
    const created = { ...data, name, kind, createdAt: clock(), urlHint: url?.host ?? '' };
    const { id } = await tx.notificationChannel.create({ data: created });
    const channel = await tx.notificationChannel.update({
      where: { id },
      data: {
        ...(url ? { encryptedUrl: sealUrl(id, url.href) } : {}),
        ...(signingSecret
          ? {
              encryptedSecret: sealKeys(id, { current: signingSecret, previous: null, previousUntil: null }),
              secretRotatedAt: clock(),
            }
          : {}),
      },
    });
    const subject = { subjectType: 'NotificationChannel', subjectId: id };
    await recordAuditEvent(tx, actor, {
      action: 'createNotificationChannel',
      ...subject,
      after: channelSnapshot(channel),
    });
    return { id, signingSecret };
  });
}
