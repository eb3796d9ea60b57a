import type { Prisma, SavedView } from '@outlay/prisma';
import type { Actor } from '../../graphql/context.ts';
import { ForbiddenError, NotFoundError } from '../../lib/errors.ts';
import { actorIsAdmin, actorMemberId, requireScope } from '../auth/permissions.ts';

/** Own views and shared ones. */
export function visibleViews(actor: Actor): Prisma.SavedViewWhereInput {
  const memberId = actorMemberId(actor);
  return { OR: [{ isShared: true }, ...(memberId === undefined ? [] : [{ memberId }])] };
}

/** A view the caller may change: an own one, or a shared one for administrators. @throws NotFoundError | ForbiddenError */
export async function requireSavedView(tx: Prisma.TransactionClient, actor: Actor, id: number): Promise<SavedView> {
  requireScope(actor, 'MANAGE');
  const view = await tx.savedView.findFirst({ where: { id, ...visibleViews(actor) } });
  if (!view) throw new NotFoundError('SavedView', id);
  if (view.memberId !== actorMemberId(actor) && !actorIsAdmin(actor)) {
    throw new ForbiddenError('Only its owner or an administrator may change a shared view.');
  }
  return view;
}
