import { type ApiTokenScope, type Prisma, ApiTokenScope as SCOPES } from '@outlay/prisma';
import { z } from 'zod';
import { db } from '../../db.ts';
import type { Actor, Context } from '../../graphql/context.ts';
import { ForbiddenError, InvalidInputError, NotFoundError } from '../../lib/errors.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { nameField } from '../people/name-field.ts';
import { requireAgentOwner } from '../people/require-agent-owner.ts';
import { requireAgent } from '../people/require-person.ts';
import { actorIsAdmin, actorMemberId, requireAdmin, requireNoToken } from './permissions.ts';
import { randomToken, tokenHash } from './secret-token.ts';

const YEAR_MS = 366 * 86_400_000;
const PREFIX_LENGTH = 'outlay_'.length + 6;

const schema = z.object({
  name: nameField,
  scopes: z.array(z.enum(SCOPES)).min(1),
  expiresAt: z.date().nullish(),
  agentId: z.int().nullish(),
  connectionId: z.int().nullish(),
  apiKeyIdentityId: z.int().nullish(),
});

/** The plain token is in this answer only. */
export interface CreatedApiToken {
  id: number;
  token: string;
}

/**
 * A token of the caller's own. MANAGE includes READ. It lasts a year at most; an administrator's may last for ever.
 * @throws InvalidInputError | NotFoundError | ForbiddenError for an API token
 */
export async function createApiToken(context: Context, input: z.input<typeof schema>): Promise<CreatedApiToken> {
  const { actor, clock } = context;
  requireNoToken(actor);
  const memberId = actorMemberId(actor);
  if (memberId === undefined) throw new ForbiddenError('A token needs a member who owns it.');
  const parsed = parseInput(schema, input);
  const { name, expiresAt = null, agentId = null, connectionId = null, apiKeyIdentityId = null, ...rest } = parsed;
  requireExpiry(expiresAt, clock(), actorIsAdmin(actor));
  const scopes = withImplied(rest.scopes);
  const token = `outlay_${randomToken()}`;
  return db.$transaction(async (tx) => {
    if (agentId !== null) requireAgentOwner(actor, await requireAgent(tx, agentId));
    if (connectionId !== null) await requireBinding(tx, actor, connectionId, apiKeyIdentityId);
    else if (apiKeyIdentityId !== null)
      throw new InvalidInputError(
        'apiKeyIdentityId',
        apiKeyIdentityId,
        'needs its connection.',
        'Send connectionId too.',
      );
    const facts = { name, scopes, agentId, connectionId, apiKeyIdentityId };
    const secret = { prefix: token.slice(0, PREFIX_LENGTH), tokenHash: tokenHash(token) };
    const { id } = await tx.apiToken.create({
      data: { ...facts, ...secret, memberId, expiresAt, createdAt: clock() },
    });
    const after = { ...facts, expiresAt: expiresAt?.toISOString() ?? null };
    await recordAuditEvent(tx, actor, { action: 'createApiToken', subjectType: 'ApiToken', subjectId: id, after });
    return { id, token };
  });
}

/** Which bill usage is on decides what counts: a matter of administrators. */
async function requireBinding(
  tx: Prisma.TransactionClient,
  actor: Actor,
  connectionId: number,
  apiKeyIdentityId: number | null,
): Promise<void> {
  requireAdmin(actor);
  const connection = await tx.connection.findUnique({ where: { id: connectionId }, select: { id: true } });
  if (!connection) throw new NotFoundError('Connection', connectionId);
  if (apiKeyIdentityId === null) return;
  const key = await tx.identity.findUnique({ where: { id: apiKeyIdentityId } });
  if (!key || key.connectionId !== connectionId || key.kind !== 'API_KEY')
    throw new InvalidInputError(
      'apiKeyIdentityId',
      apiKeyIdentityId,
      'is not an API key of the connection.',
      'Choose one that is.',
    );
}

function withImplied(scopes: readonly ApiTokenScope[]): ApiTokenScope[] {
  const implied: readonly ApiTokenScope[] = scopes.includes('MANAGE') ? ['READ'] : [];
  return [...new Set([...implied, ...scopes])];
}

function requireExpiry(expiresAt: Date | null, now: Date, mayLastForEver: boolean): void {
  if (expiresAt === null) {
    if (mayLastForEver) return;
    throw new InvalidInputError('expiresAt', '', 'is missing.', 'Choose a day within a year.');
  }
  if (expiresAt <= now) throw new InvalidInputError('expiresAt', expiresAt, 'is in the past.', 'Choose a later day.');
  if (expiresAt.getTime() - now.getTime() > YEAR_MS)
    throw new InvalidInputError('expiresAt', expiresAt, 'is more than a year away.', 'Choose a day within a year.');
}
