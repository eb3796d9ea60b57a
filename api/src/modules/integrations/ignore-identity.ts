import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { NotFoundError } from '../../lib/errors.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin } from '../auth/permissions.ts';

/** Sets an identity aside in the inbox, or brings it back; its spend stays where it is. @throws InvalidInputError | NotFoundError */
export async function ignoreIdentity(context: Context, globalId: string, isIgnored: boolean): Promise<{ id: number }> {
  requireAdmin(context.actor);
  const id = requireDatabaseId(globalId, 'Identity', 'identityId');
  const ignoredAt = isIgnored ? context.clock() : null;
  await db.$transaction(async (tx) => {
    const stored = await tx.identity.findUnique({ where: { id } });
    if (!stored) throw new NotFoundError('Identity', id);
    await tx.identity.update({ where: { id }, data: { ignoredAt } });
    await recordAuditEvent(tx, context.actor, {
      action: 'ignoreIdentity',
      subjectType: 'Identity',
      subjectId: id,
      before: { ignoredAt: stored.ignoredAt?.toISOString() ?? null },
      after: { ignoredAt: ignoredAt?.toISOString() ?? null },
    });
  });
  return { id };
}
