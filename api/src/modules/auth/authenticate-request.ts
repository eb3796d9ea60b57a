import { db } from '../../db.ts';
import type { Actor, Context } from '../../graphql/context.ts';
import { UnauthenticatedError } from '../../lib/errors.ts';
import { authorizationOf } from './authorization-header.ts';
import { tokenHash } from './secret-token.ts';
import { sessionIdOf, validateSession } from './sessions.ts';

const BEARER = /^Bearer +(\S+)$/i;
const LAST_USED_GRAIN_MS = 60_000;
const REMEDY = 'Create a new one under My tokens.';

type Caller = Pick<Context, 'clock' | 'request' | 'installation' | 'setCookie'>;

/**
 * Who sends this request: the owner of its API token, else of its session cookie, else nobody.
 * @throws UnauthenticatedError when an API token is sent that opens nothing, saying why.
 */
export async function authenticateRequest(caller: Caller): Promise<Actor> {
  const authorization = authorizationOf(caller.request);
  if (authorization !== undefined) return authenticateToken(authorization, caller.clock());
  const sessionId = sessionIdOf(caller.request, caller.installation.publicUrl);
  const person = sessionId && (await validateSession(sessionId, caller));
  return person ? { kind: 'PERSON', ...person } : { kind: 'ANONYMOUS' };
}

async function authenticateToken(authorization: string, now: Date): Promise<Actor> {
  const token = BEARER.exec(authorization)?.[1];
  if (token === undefined)
    throw new UnauthenticatedError('The Authorization header cannot be read. Write it as: Bearer <token>.');
  const row = await db.apiToken.findUnique({
    where: { tokenHash: tokenHash(token) },
    include: { member: { select: { role: true, status: true } } },
  });
  if (!row) throw new UnauthenticatedError(`This API token is unknown. ${REMEDY}`);
  if (row.member.status === 'DEACTIVATED')
    throw new UnauthenticatedError("This API token's owner has been deactivated. Ask an administrator.");
  if (row.revokedAt)
    throw new UnauthenticatedError(`This API token was revoked on ${row.revokedAt.toISOString()}. ${REMEDY}`);
  if (row.expiresAt && row.expiresAt <= now)
    throw new UnauthenticatedError(`This API token expired on ${row.expiresAt.toISOString()}. ${REMEDY}`);
  if (!row.lastUsedAt || now.getTime() - row.lastUsedAt.getTime() >= LAST_USED_GRAIN_MS)
    await db.apiToken.updateMany({ where: { id: row.id }, data: { lastUsedAt: now } });
  const { id: tokenId, memberId, agentId, scopes } = row;
  return { kind: 'TOKEN', memberId, role: row.member.role, tokenId, scopes, agentId };
}
