import type { PoolClient } from 'pg';
import { pool } from '../../db.ts';
import type { Actor } from '../../graphql/context.ts';
import { TimeoutError } from '../../lib/errors.ts';
import { inTransaction } from '../../lib/transaction.ts';
import { createTurns } from '../../lib/turns.ts';
import { actorMemberId } from '../auth/permissions.ts';

/** Somebody waits for the answer, and the embedded database answers one at a time. */
const STATEMENT_TIMEOUT = '20s';
const QUERY_CANCELED = '57014';

const inTurn = createTurns({ running: 3, waiting: 40 });

/**
 * Answers a question of the facts from one consistent state, with room to aggregate in memory: few at a time for each
 * member, by browser and tokens together, and each statement within a time that people wait.
 * @throws RateLimitedError | TimeoutError
 */
export function askFacts<T>(actor: Actor, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const memberId = actorMemberId(actor);
  return memberId === undefined ? inSnapshot(work) : inTurn(String(memberId), () => inSnapshot(work));
}

export async function inSnapshot<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
  try {
    return await inTransaction(pool, async (client) => {
      await client.query(
        `SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL work_mem = '64MB'; SET LOCAL jit = off;
         SET LOCAL statement_timeout = '${STATEMENT_TIMEOUT}'`,
      );
      return work(client);
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === QUERY_CANCELED) throw new TimeoutError();
    throw error;
  }
}
