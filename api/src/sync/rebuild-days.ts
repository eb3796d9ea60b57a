import type { Pool, PoolClient } from 'pg';
import type { Day } from '../lib/calendar.ts';
import { inTransaction } from '../lib/transaction.ts';
import { postAdjustments } from '../modules/ledger/close/post-adjustments.ts';
import { rebuildRollups, WRITTEN_JOIN_ORDER } from './rebuild-rollups.sql.ts';
import { lockDays, markStale, nextStaleDays, stillStale } from './rollup-state.sql.ts';
import { settleDays } from './settle-days.ts';
import { newestMark, takeMarks } from './stale-marks.sql.ts';
import { markCoverable } from './tracked-covers.sql.ts';
import { markLinkable } from './tracked-links.sql.ts';

/** Days in the organization's calendar; open ends mean "always". */
export interface OpenRange {
  from?: Day | null;
  until?: Day | null;
}

/** Marks the days on which the identities have usage, within the range; answers how many. */
export function markStaleForIdentities(
  client: PoolClient,
  identityIds: readonly number[],
  range: OpenRange = {},
): Promise<number> {
  return markStale(client, { identityIds }, range);
}

/** After a change of teams: the members' days within the range. */
export function markStaleForMembers(
  client: PoolClient,
  memberIds: readonly number[],
  range: OpenRange = {},
): Promise<number> {
  return markStale(client, { column: 'member_id', ids: memberIds }, range);
}

/** After a change of an agent's owner or project. */
export function markStaleForAgents(client: PoolClient, agentIds: readonly number[]): Promise<number> {
  return markStale(client, { column: 'agent_id', ids: agentIds }, {});
}

/**
 * Rebuilds every day marked stale or pushed to, one (connection, month) per transaction, newest first; safe beside syncs
 * and other processes, and after a crash. What is pushed meanwhile is left to the next call. What a rebuild changes of
 * closed months is booked in the open one. Answers how many days were rebuilt.
 */
export async function rebuildStaleDays(pool: Pool, options: { signal?: AbortSignal } = {}): Promise<number> {
  let rebuilt = 0;
  await markLinkable(pool);
  await markCoverable(pool);
  const newest = await newestMark(pool);
  const horizon = { unlinked: newest, linked: newest };
  while (!options.signal?.aborted) {
    const count = await inTransaction(
      pool,
      async (client) => {
        const next = await nextStaleDays(client, horizon);
        if (!next) return undefined;
        await lockDays(client, next.connectionId, next.days);
        const pushed = await takeMarks(client, next.connectionId, next.days);
        const days = [...new Set([...(await stillStale(client, next.connectionId, next.days)), ...pushed])].sort();
        if (days.length > 0)
          await rebuildRollups(client, next.connectionId, await settleDays(client, next.connectionId, days));
        // Usage may have moved to a connection, whose days are marked since.
        if (next.connectionId === 0) horizon.linked = await newestMark(client);
        return days.length;
      },
      WRITTEN_JOIN_ORDER,
    );
    if (count === undefined) break;
    rebuilt += count;
  }
  await postAdjustments(pool);
  return rebuilt;
}
