import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { NotFoundError } from '../../lib/errors.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { actorIsAdmin, actorMemberId, requireScope } from './permissions.ts';

/** Ends a token of one's own – an administrator anybody's – at once. @throws NotFoundError */
export async function revokeApiToken({ actor, clock }: Context, tokenId: number): Promise<number> {
  requireScope(actor, 'MANAGE');
  return db.$transaction(async (tx) => {
    const token = await tx.apiToken.findUnique({ where: { id: tokenId } });
    if (!token || (!actorIsAdmin(actor) && token.memberId !== actorMemberId(actor)))
      throw new NotFoundError('ApiToken', `ApiToken:${tokenId}`);
    if (token.revokedAt) return tokenId;
    await tx.apiToken.update({ where: { id: tokenId }, data: { revokedAt: clock() } });
    const subject = { subjectType: 'ApiToken', subjectId: tokenId, before: { name: token.name } };
    await recordAuditEvent(tx, actor, { action: 'revokeApiToken', ...subject });
    return tokenId;
  });
}
