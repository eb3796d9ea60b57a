import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { ForbiddenError } from '../../lib/errors.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { actorMemberId, requireNoToken } from '../auth/permissions.ts';
import { randomToken, tokenHash } from '../auth/secret-token.ts';

/** The link is in this answer only. */
export interface CreatedCalendarFeed {
  url: string;
}

/** A secret link to one's renewals; the one before it stops working. @throws ForbiddenError for an API token */
export async function createCalendarFeed({ actor, clock, installation }: Context): Promise<CreatedCalendarFeed> {
  const memberId = requireOwner(actor);
  const token = randomToken();
  await db.$transaction(async (tx) => {
    const data = { tokenHash: tokenHash(token), createdAt: clock() };
    await tx.calendarFeed.upsert({ where: { memberId }, create: { memberId, ...data }, update: data });
    await recordAuditEvent(tx, actor, { action: 'createCalendarFeed', subjectType: 'Member', subjectId: memberId });
  });
  return { url: `${installation.publicUrl}/calendar/${token}.ics` };
}

/** Answers whether there was one. @throws ForbiddenError for an API token */
export async function revokeCalendarFeed({ actor }: Context): Promise<boolean> {
  const memberId = requireOwner(actor);
  return db.$transaction(async (tx) => {
    const { count } = await tx.calendarFeed.deleteMany({ where: { memberId } });
    if (count > 0)
      await recordAuditEvent(tx, actor, { action: 'revokeCalendarFeed', subjectType: 'Member', subjectId: memberId });
    return count > 0;
  });
}

function requireOwner(actor: Context['actor']): number {
  requireNoToken(actor);
  const memberId = actorMemberId(actor);
  if (memberId === undefined) throw new ForbiddenError('A calendar needs a member who reads it.');
  return memberId;
}
