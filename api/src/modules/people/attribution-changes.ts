import type { Prisma } from '@outlay/prisma';
import { pool } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { queryClient } from '../../lib/query-client.ts';
import {
  markStaleForAgents,
  markStaleForIdentities,
  markStaleForMembers,
  type OpenRange,
  rebuildStaleDays,
} from '../../sync/rebuild-days.ts';
import { lockAttribution } from '../../sync/rollup-state.sql.ts';
import { attributeUnmappedIdentities } from '../integrations/attribute-identities.ts';

/** In the transaction that changes who was in which team. */
export async function teamsChanged(tx: Prisma.TransactionClient, memberIds: number[], range: OpenRange): Promise<void> {
  await markStaleForMembers(queryClient(tx), memberIds, range);
}

/** In the transaction that changes an agent's owner or project. */
export async function agentChanged(tx: Prisma.TransactionClient, agentId: number): Promise<void> {
  await markStaleForAgents(queryClient(tx), [agentId]);
}

/** In the transaction that makes a member known: identities that carry the address become theirs. */
export async function memberKnown(tx: Prisma.TransactionClient): Promise<void> {
  const client = queryClient(tx);
  // What is stored at this moment may name them too: it is waited for, else its identities would be missed.
  await lockAttribution(client);
  const identityIds = await attributeUnmappedIdentities(client);
  if (identityIds.length > 0) await markStaleForIdentities(client, identityIds);
}

/** After the commit: rebuilds what was marked without waiting for the next sync. */
export function rebuildSoon({ installation }: Pick<Context, 'installation'>): void {
  installation.inBackground(rebuildStaleDays(pool));
}
