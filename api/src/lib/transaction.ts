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
