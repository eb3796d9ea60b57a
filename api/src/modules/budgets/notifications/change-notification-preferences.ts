import type { NotificationPreference } from '@outlay/prisma';
import { db } from '../../../db.ts';
import type { Context } from '../../../graphql/context.ts';
import { ForbiddenError } from '../../../lib/errors.ts';
import { recordAuditEvent } from '../../audit/record-audit-event.ts';
import { actorMemberId, requireScope } from '../../auth/permissions.ts';

interface Change {
  wantsWeeklySummary?: boolean | null | undefined;
  wantsAlerts?: boolean | null | undefined;
}

/** Changes the caller's own; what is left out stays. @throws ForbiddenError without a member behind the caller */
export async function changeNotificationPreferences(
  { actor }: Context,
  { wantsWeeklySummary, wantsAlerts }: Change,
): Promise<NotificationPreference> {
  requireScope(actor, 'MANAGE');
  const memberId = actorMemberId(actor);
  if (memberId === undefined) throw new ForbiddenError('Only a member has mail.');
  const change = {
    ...(typeof wantsWeeklySummary === 'boolean' ? { wantsWeeklySummary } : {}),
    ...(typeof wantsAlerts === 'boolean' ? { wantsAlerts } : {}),
  };
  return db.$transaction(async (tx) => {
    const after = await tx.notificationPreference.upsert({
      where: { memberId },
      create: { memberId, ...change },
      update: change,
    });
    await recordAuditEvent(tx, actor, {
      action: 'changeNotificationPreferences',
      subjectType: 'Member',
      subjectId: memberId,
      after: { ...after },
    });
    return after;
  });
}
