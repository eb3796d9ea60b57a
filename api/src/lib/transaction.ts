import type { Pool, PoolClient } from 'pg';

interface TransactionOptions {
  /** Settings that hold until the end of the transaction, such as `join_collapse_limit = 1`; never from input. */
  settings?: readonly string[];
}

/** Runs `work` in one transaction on one connection; rolled back when it throws. */
export async function inTransaction<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
  { settings = [] }: TransactionOptions = {},
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(['BEGIN', ...settings.map((setting) => `SET LOCAL ${setting}`)].join('; '));
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Deadlock, or a serialization failure: the other side has gone on, so trying again succeeds. */
const WORTH_RETRYING = new Set(['40P01', '40001']);
const ATTEMPTS = 4;

/** As `inTransaction`; when the database breaks a deadlock at our expense, the whole work is done again. */
export async function inRetriedTransaction<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inTransaction(pool, work, options);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (attempt >= ATTEMPTS || !WORTH_RETRYING.has(code)) throw error;
    }
  }
}
