import type { Pool } from 'pg';
import { inTransaction } from '../lib/transaction.ts';
import { FINISH_RUN, REQUEUE_RUN, RUNNING_RUNS } from './sync-run.sql.ts';
import { isWorkerGone } from './worker-identity.ts';

const SILENT_FOR_MS = 120_000;

/** Marks the runs of processes that are no more INTERRUPTED and queues them to go on where they stopped. Returns them. */
export async function recoverRuns(pool: Pool, now: Date): Promise<number[]> {
  const running = await pool.query<{ id: number; workerId: string | null; heartbeatAt: Date }>(RUNNING_RUNS);
  const dead = running.rows.filter(
    ({ workerId, heartbeatAt }) =>
      workerId === null || isWorkerGone(workerId) || now.getTime() - heartbeatAt.getTime() > SILENT_FOR_MS,
  );
  for (const { id } of dead) {
    await inTransaction(pool, async (client) => {
      const marked = await client.query(FINISH_RUN, [id, 'INTERRUPTED', null, null, now]);
      if (marked.rowCount) await client.query(REQUEUE_RUN, [id]);
    });
  }
  return dead.map(({ id }) => id);
}
