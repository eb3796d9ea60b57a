import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { requireProject } from './require-person.ts';

/** Hides the project from pickers, or shows it again; its history stays. @throws NotFoundError */
export async function archiveProject(
  { actor, clock }: Context,
  projectId: number,
  isArchived: boolean,
): Promise<number> {
  requireAdmin(actor);
  return db.$transaction(async (tx) => {
    const project = await requireProject(tx, projectId);
    if ((project.archivedAt !== null) === isArchived) return projectId;
    await tx.project.update({ where: { id: projectId }, data: { archivedAt: isArchived ? clock() : null } });
    const action = isArchived ? 'archiveProject' : 'restoreProject';
    await recordAuditEvent(tx, actor, { action, subjectType: 'Project', subjectId: projectId });
    return projectId;
  });
}
