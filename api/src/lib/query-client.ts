import type { Prisma } from '@outlay/prisma';
import type { PoolClient } from 'pg';

/**
 * Lets hand-written SQL made for a pool client take part in a Prisma transaction. Of the client only
 * `query(text, values)` and the `rows` of its answer are there; that is all our `*.sql.ts` use.
 */
export function queryClient(tx: Prisma.TransactionClient): PoolClient {
  const query = async (text: string, values: readonly unknown[] = []) => ({
    rows: await tx.$queryRawUnsafe<unknown[]>(text, ...values),
  });
  return { query } as unknown as PoolClient;
}
