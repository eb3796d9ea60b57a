import { db } from '../../db.ts';
import type { Actor } from '../../graphql/context.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireSavedView } from './require-saved-view.ts';

/** Answers the id that is gone. @throws NotFoundError | ForbiddenError */
export async function deleteSavedView(actor: Actor, id: number): Promise<number> {
  return db.$transaction(async (tx) => {
    const { name, isShared, search } = await requireSavedView(tx, actor, id);
    await tx.savedView.delete({ where: { id } });
    await recordAuditEvent(tx, actor, {
      action: 'deleteSavedView',
      subjectType: 'SavedView',
      subjectId: id,
      before: { name, isShared, search },
    });
    return id;
  });
}
