import { z } from 'zod';
import { db, pool } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { InvalidInputError, NotFoundError } from '../../lib/errors.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { inTransaction } from '../../lib/transaction.ts';
import { markStaleForIdentities, rebuildStaleDays } from '../../sync/rebuild-days.ts';
import { lockAttribution } from '../../sync/rollup-state.sql.ts';
import { insertAuditEvent } from '../audit/insert-audit-event.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { lockMappings, type Owners, replaceMappings } from './mapping.sql.ts';
import { requireMappingRange } from './mapping-range.ts';

const schema = z.object({
  identityId: z.string(),
  memberId: z.string().nullish(),
  agentId: z.string().nullish(),
  projectId: z.string().nullish(),
  from: z.string().nullish(),
  until: z.string().nullish(),
});

export type MapIdentityInput = z.input<typeof schema>;

export interface MappedIdentity {
  identityId: number;
  /** Days whose figures are being rebuilt. */
  rebuildingDayCount: number;
}

/**
 * Says who an identity is, always or between two days; what was said of those days before is replaced. Past and future
 * usage follow. @throws InvalidInputError | NotFoundError
 */
export async function mapIdentity(context: Context, input: MapIdentityInput): Promise<MappedIdentity> {
  requireAdmin(context.actor);
  const parsed = parseInput(schema, input);
  const identityId = requireDatabaseId(parsed.identityId, 'Identity', 'identityId');
  const owners = await requireOwners(parsed);
  const range = requireMappingRange(parsed);
  return changeMapping(context, { action: 'mapIdentity', identityId, owners, range });
}

interface MappingChange {
  action: string;
  identityId: number;
  owners: Owners;
  range: ReturnType<typeof requireMappingRange>;
}

/** The change, its audit event and the days it makes stale in one transaction; they are rebuilt after the answer. */
export async function changeMapping(context: Context, change: MappingChange): Promise<MappedIdentity> {
  const { action, identityId, owners, range } = change;
  const rebuildingDayCount = await inTransaction(pool, async (client) => {
    await lockAttribution(client);
    const before = await lockMappings(client, identityId);
    await replaceMappings(client, identityId, before, { owners, ...range });
    await insertAuditEvent(client, context.actor, {
      action,
      subjectType: 'Identity',
      subjectId: identityId,
      before: before.map((mapping) => ({ ...mapping })),
      after: { ...owners, ...range },
    });
    return markStaleForIdentities(client, [identityId], range);
  });
  context.installation.inBackground(rebuildStaleDays(pool));
  return { identityId, rebuildingDayCount };
}

async function requireOwners({ memberId, agentId, projectId }: z.output<typeof schema>): Promise<Owners> {
  if (!memberId && !agentId && !projectId) {
    const remedy = 'Give memberId, agentId or projectId; to take a mapping away use unmapIdentity.';
    throw new InvalidInputError('memberId', '', 'Nobody is named.', remedy);
  }
  return {
    memberId: await requireOwner(memberId, 'Member', 'memberId', (id) => db.member.count({ where: { id } })),
    agentId: await requireOwner(agentId, 'Agent', 'agentId', (id) => db.agent.count({ where: { id } })),
    projectId: await requireOwner(projectId, 'Project', 'projectId', (id) => db.project.count({ where: { id } })),
  };
}

async function requireOwner(
  globalId: string | null | undefined,
  typeName: string,
  field: string,
  count: (id: number) => Promise<number>,
): Promise<number | null> {
  if (!globalId) return null;
  const id = requireDatabaseId(globalId, typeName, field);
  if ((await count(id)) === 0) throw new NotFoundError(typeName, id);
  return id;
}
