import DataLoader from 'dataloader';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { type OwnerSuggestion, suggestOwners } from './suggest-owners.ts';

const loaders = new WeakMap<Context, DataLoader<number, OwnerSuggestion[]>>();

/** Ranked guesses at an identity's owner; members and agents are read once for all identities of a request. */
export function suggestionsFor(context: Context, identityId: number): Promise<OwnerSuggestion[]> {
  const loader = loaders.get(context) ?? new DataLoader(loadSuggestions);
  loaders.set(context, loader);
  return loader.load(identityId);
}

async function loadSuggestions(ids: readonly number[]): Promise<OwnerSuggestion[][]> {
  const identities = await db.identity.findMany({ where: { id: { in: [...ids] } } });
  const members = await db.member.findMany({ select: { id: true, name: true, email: true } });
  const agents = await db.agent.findMany({ where: { archivedAt: null }, select: { id: true, name: true } });
  const creators = await creatorsOf(identities);
  return ids.map((id) => {
    const identity = identities.find((each) => each.id === id);
    if (!identity) return [];
    const creatorMemberId = creators.get(`${identity.scope} ${identity.createdByExternalId}`) ?? null;
    return suggestOwners({ name: identity.name, email: identity.email, creatorMemberId }, members, agents);
  });
}

/** Members that the users who made keys are mapped to, by scope and external id. */
async function creatorsOf(
  identities: readonly { scope: string; createdByExternalId: string | null }[],
): Promise<Map<string, number>> {
  const wanted = identities.flatMap(({ scope, createdByExternalId }) =>
    createdByExternalId === null ? [] : [{ scope, externalId: createdByExternalId, kind: 'USER' as const }],
  );
  if (wanted.length === 0) return new Map();
  const creators = await db.identity.findMany({
    where: { OR: wanted },
    include: { mappings: { where: { memberId: { not: null } }, orderBy: { until: { sort: 'desc', nulls: 'first' } } } },
  });
  return new Map(
    creators.flatMap(({ scope, externalId, mappings }) => {
      const memberId = mappings[0]?.memberId;
      return memberId ? [[`${scope} ${externalId}`, memberId] as const] : [];
    }),
  );
}
