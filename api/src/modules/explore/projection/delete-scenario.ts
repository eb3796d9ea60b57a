import { db } from '../../../db.ts';
import type { Actor } from '../../../graphql/context.ts';
import { recordAuditEvent } from '../../audit/record-audit-event.ts';
import { changeSnapshots } from './scenario-input.ts';
import { changeDrafts, takeScenario } from './scenario-record.ts';

/** Answers the id that is gone. @throws NotFoundError | ForbiddenError */
export async function deleteScenario(actor: Actor, id: number): Promise<number> {
  return db.$transaction(async (tx) => {
    const scenario = await takeScenario(tx, actor, id);
    const { name, notes, isShared } = scenario;
    await tx.projectionScenario.delete({ where: { id } });
    const before = { name, notes, isShared, changes: changeSnapshots(changeDrafts(scenario)) };
    const subject = { subjectType: 'ProjectionScenario', subjectId: id, before };
    await recordAuditEvent(tx, actor, { action: 'deleteScenario', ...subject });
    return id;
  });
}
