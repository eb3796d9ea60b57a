import type { PoolClient } from 'pg';
import { pool } from '../../db.ts';
import { inTransaction } from '../../lib/transaction.ts';

const SNAPSHOT = 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY';

/** Reads from one consistent state. */
export function inExportSnapshot<T>(read: (client: PoolClient) => Promise<T>): Promise<T> {
  return inTransaction(pool, async (client) => {
    await client.query(SNAPSHOT);
    return read(client);
  });
}
