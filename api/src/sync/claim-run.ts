import type { Pool } from 'pg';
import { inTransaction } from '../lib/transaction.ts';
import type { ClaimedRun } from './run-sync.ts';
import { CLAIM_OLDEST_RUN, LOCK_NEXT_CONNECTION } from './sync-run.sql.ts';

/** Takes the next queued run, never a second one of a connection, whatever other processes do. */
export async function claimNextRun(pool: Pool, workerId: string, now: Date): Promise<ClaimedRun | undefined> {
  return inTransaction(pool, async (client) => {
    const next = await client.query<{ id: number }>(LOCK_NEXT_CONNECTION);
    const connectionId = next.rows[0]?.id;
    if (connectionId === undefined) return undefined;
    const { rows } = await client.query<ClaimedRun>(CLAIM_OLDEST_RUN, [connectionId, workerId, now]);
    return rows[0];
  });
}
