import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { requireTeam } from './require-person.ts';

/** Hides the team from pickers, or shows it again; its history stays. @throws NotFoundError */
export async function archiveTeam({ actor, clock }: Context, teamId: number, isArchived: boolean): Promise<number> {
  requireAdmin(actor);
  return db.$transaction(async (tx) => {
    const team = await requireTeam(tx, teamId);
    if ((team.archivedAt !== null) === isArchived) return teamId;
    await tx.team.update({ where: { id: teamId }, data: { archivedAt: isArchived ? clock() : null } });
    const action = isArchived ? 'archiveTeam' : 'restoreTeam';
    await recordAuditEvent(tx, actor, { action, subjectType: 'Team', subjectId: teamId });
    return teamId;
  });
}
