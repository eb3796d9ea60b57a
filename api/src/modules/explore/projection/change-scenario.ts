import { z } from 'zod';
import { db } from '../../../db.ts';
import type { Actor } from '../../../graphql/context.ts';
import { parseInput } from '../../../lib/parse-input.ts';
import { refuseDuplicate } from '../../../lib/refuse-duplicate.ts';
import { recordAuditEvent } from '../../audit/record-audit-event.ts';
import { requireScope } from '../../auth/permissions.ts';
import { changeRows, changeSnapshots, requireSubjects, scenarioFields } from './scenario-input.ts';
import { changeDrafts, takeScenario } from './scenario-record.ts';

const schema = z.object(scenarioFields).partial();

/** Changes what is given; changes given replace all. @throws InvalidInputError | NotFoundError | ConflictError | ForbiddenError */
export async function changeScenario(actor: Actor, id: number, input: unknown): Promise<number> {
  requireScope(actor, 'MANAGE');
  const { changes, ...given } = parseInput(schema, input);
  await requireSubjects(changes ?? []);
  return refuseDuplicate('name', `The owner has a scenario named "${given.name}" already.`, () =>
    db.$transaction(async (tx) => {
      const scenario = await takeScenario(tx, actor, id);
      const { name, notes, isShared } = scenario;
      const before = { name, notes, isShared, changes: changeSnapshots(changeDrafts(scenario)) };
      const fields = {
        name: given.name ?? name,
        notes: given.notes ?? notes,
        isShared: given.isShared ?? isShared,
      };
      await tx.projectionScenario.update({
        where: { id },
        data: { ...fields, ...(changes && { changes: { deleteMany: {}, create: changeRows(changes) } }) },
      });
      const after = { ...fields, changes: changes ? changeSnapshots(changes) : before.changes };
      const subject = { subjectType: 'ProjectionScenario', subjectId: id, before, after };
      await recordAuditEvent(tx, actor, { action: 'changeScenario', ...subject });
      return id;
    }),
  );
}
