import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { requireAnotherAdmin } from './keep-an-admin.ts';
import { requireMember } from './require-person.ts';

/** Ends the member's sessions, links and tokens; usage and history stay theirs. @throws NotFoundError | ConflictError */
export async function deactivateMember({ actor, clock }: Context, memberId: number): Promise<number> {
  requireAdmin(actor);
  return db.$transaction(async (tx) => {
    const { role, status } = await requireMember(tx, memberId);
    if (status === 'DEACTIVATED') return memberId;
    if (role === 'ADMIN' && status === 'ACTIVE') await requireAnotherAdmin(tx, memberId);
    const now = clock();
    await tx.member.update({ where: { id: memberId }, data: { status: 'DEACTIVATED', deactivatedAt: now } });
    await tx.session.deleteMany({ where: { memberId } });
    await tx.accountLink.deleteMany({ where: { memberId, usedAt: null } });
    await tx.apiToken.updateMany({ where: { memberId, revokedAt: null }, data: { revokedAt: now } });
    const subject = { subjectType: 'Member', subjectId: memberId, before: { status } };
    await recordAuditEvent(tx, actor, { action: 'deactivateMember', ...subject });
    return memberId;
  });
}
