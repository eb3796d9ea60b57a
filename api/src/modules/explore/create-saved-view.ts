import { z } from 'zod';
import { db } from '../../db.ts';
import type { Actor } from '../../graphql/context.ts';
import { ForbiddenError } from '../../lib/errors.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { refuseDuplicate } from '../../lib/refuse-duplicate.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { actorMemberId, requireScope } from '../auth/permissions.ts';
import { savedViewFields } from './saved-view-input.ts';

const schema = z.object(savedViewFields);

/** Answers the new view's id. @throws InvalidInputError | ConflictError */
export async function createSavedView(actor: Actor, input: unknown): Promise<number> {
  requireScope(actor, 'MANAGE');
  const memberId = actorMemberId(actor);
  if (memberId === undefined) throw new ForbiddenError('A view belongs to a member.');
  const view = parseInput(schema, input);
  return refuseDuplicate('name', `You have a view named "${view.name}" already.`, () =>
    db.$transaction(async (tx) => {
      const { id } = await tx.savedView.create({ data: { memberId, ...view } });
      await recordAuditEvent(tx, actor, {
        action: 'createSavedView',
        subjectType: 'SavedView',
        subjectId: id,
        after: view,
      });
      return id;
    }),
  );
}
