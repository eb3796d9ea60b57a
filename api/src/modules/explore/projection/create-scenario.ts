import { z } from 'zod';
import { db } from '../../../db.ts';
import type { Context } from '../../../graphql/context.ts';
import { ForbiddenError } from '../../../lib/errors.ts';
import { parseInput } from '../../../lib/parse-input.ts';
import { refuseDuplicate } from '../../../lib/refuse-duplicate.ts';
import { recordAuditEvent } from '../../audit/record-audit-event.ts';
import { actorMemberId, requireScope } from '../../auth/permissions.ts';
import { changeRows, changeSnapshots, requireSubjects, scenarioFields } from './scenario-input.ts';

const schema = z.object(scenarioFields);

/** Answers the new scenario's id. @throws InvalidInputError | ConflictError | ForbiddenError */
export async function createScenario(
  { actor, clock }: Pick<Context, 'actor' | 'clock'>,
  input: unknown,
): Promise<number> {
  requireScope(actor, 'MANAGE');
  const memberId = actorMemberId(actor);
  if (memberId === undefined) throw new ForbiddenError('A scenario belongs to a member.');
  const { changes, ...scenario } = parseInput(schema, input);
  await requireSubjects(changes);
  return refuseDuplicate('name', `You have a scenario named "${scenario.name}" already.`, () =>
    db.$transaction(async (tx) => {
      const { id } = await tx.projectionScenario.create({
        data: { ...scenario, memberId, createdAt: clock(), changes: { create: changeRows(changes) } },
      });
      const after = { ...scenario, changes: changeSnapshots(changes) };
      const subject = { subjectType: 'ProjectionScenario', subjectId: id, after };
      await recordAuditEvent(tx, actor, { action: 'createScenario', ...subject });
      return id;
    }),
  );
}
