import { z } from 'zod';
import { db } from '../../db.ts';
import type { Actor } from '../../graphql/context.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { refuseDuplicate } from '../../lib/refuse-duplicate.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireScope } from '../auth/permissions.ts';
import { requireSavedView } from './require-saved-view.ts';
import { savedViewFields } from './saved-view-input.ts';

const schema = z.object({
  name: savedViewFields.name.nullish(),
  isShared: savedViewFields.isShared.nullish(),
  search: savedViewFields.search.nullish(),
});

/** Changes what is given. @throws InvalidInputError | NotFoundError | ConflictError | ForbiddenError */
export async function changeSavedView(actor: Actor, id: number, input: unknown): Promise<number> {
  requireScope(actor, 'MANAGE');
  const change = parseInput(schema, input);
  return refuseDuplicate('name', `The owner has a view named "${change.name}" already.`, () =>
    db.$transaction(async (tx) => {
      const { name, isShared, search } = await requireSavedView(tx, actor, id);
      const before = { name, isShared, search };
      const after = {
        name: change.name ?? name,
        isShared: change.isShared ?? isShared,
        search: change.search ?? search ?? {},
      };
      await tx.savedView.update({ where: { id }, data: after });
      await recordAuditEvent(tx, actor, {
        action: 'changeSavedView',
        subjectType: 'SavedView',
        subjectId: id,
        before,
        after,
      });
      return id;
    }),
  );
}
