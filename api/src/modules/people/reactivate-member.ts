import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin, requireNoToken } from '../auth/permissions.ts';
import { requireMember } from './require-person.ts';

/** They sign in as before; one who never had is to be invited. Tokens stay revoked. @throws NotFoundError | ForbiddenError */
export async function reactivateMember({ actor }: Context, memberId: number): Promise<number> {
  requireNoToken(actor);
  requireAdmin(actor);
  return db.$transaction(async (tx) => {
    const member = await requireMember(tx, memberId);
    if (member.status !== 'DEACTIVATED') return memberId;
    const credential = await tx.memberCredential.findUnique({ where: { memberId } });
    const status = credential ? 'ACTIVE' : 'UNCLAIMED';
    await tx.member.update({ where: { id: memberId }, data: { status, deactivatedAt: null } });
    const subject = { subjectType: 'Member', subjectId: memberId, after: { status } };
    await recordAuditEvent(tx, actor, { action: 'reactivateMember', ...subject });
    return memberId;
  });
}
