import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { ConflictError } from '../../lib/errors.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireMember } from '../people/require-person.ts';
import { createAccountLink } from './account-link.ts';
import { requireAdmin, requireNoToken } from './permissions.ts';

/** A reset link for an administrator to hand over. @throws NotFoundError | ConflictError | ForbiddenError */
export async function createPasswordResetLink(context: Context, memberId: number): Promise<string> {
  requireNoToken(context.actor);
  requireAdmin(context.actor);
  return db.$transaction(async (tx) => {
    const { name, status } = await requireMember(tx, memberId);
    if (status === 'DEACTIVATED') throw new ConflictError('memberId', `${name} is deactivated. Reactivate them first.`);
    if (status !== 'ACTIVE') throw new ConflictError('memberId', `${name} has never signed in. Invite them instead.`);
    const subject = { subjectType: 'Member', subjectId: memberId };
    await recordAuditEvent(tx, context.actor, { action: 'createPasswordResetLink', ...subject });
    return createAccountLink(tx, context, { kind: 'PASSWORD_RESET', memberId });
  });
}
