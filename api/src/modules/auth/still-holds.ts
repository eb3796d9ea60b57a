import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { tokenHash } from './secret-token.ts';

/** Whether the session or token that a request began with would still make it the same caller. */
export async function stillHolds({ actor, clock }: Pick<Context, 'actor' | 'clock'>): Promise<boolean> {
  if (actor.kind !== 'PERSON' && actor.kind !== 'TOKEN') return true;
  const now = clock();
  if (actor.kind === 'PERSON') {
    const id = tokenHash(actor.sessionId);
    const lasting = { expiresAt: { gt: now }, absoluteExpiresAt: { gt: now } };
    const member = { status: 'ACTIVE', role: actor.role } as const;
    return (await db.session.count({ where: { id, member, ...lasting } })) > 0;
  }
  const lasting = { OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
  const member = { status: { not: 'DEACTIVATED' }, role: actor.role } as const;
  return (await db.apiToken.count({ where: { id: actor.tokenId, revokedAt: null, member, ...lasting } })) > 0;
}
