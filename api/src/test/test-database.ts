import type { PrismaClient } from '@outlay/prisma';
import type pg from 'pg';
import { clients } from '../database/open-database.ts';
import { createPool } from '../database/pool.ts';
import { openMemoryDatabase } from './memory-database.ts';
import { createServerDatabase } from './server-database.ts';
import { readSeed, type Seed, truncateToSeed } from './truncate-to-seed.ts';

export type TestDatabase = {
  readonly kind: 'embedded' | 'server';
  readonly pool: pg.Pool;
  readonly prisma: PrismaClient;
  readonly poolConfig: pg.PoolConfig;
  /** Puts back what the migrations wrote and nothing else. */
  reset(): Promise<void>;
  close(): Promise<void>;
};

/**
 * A migrated database of one's own for one test file: PGlite behind its socket, or a fresh database on the server of
 * TEST_DATABASE_URL when OUTLAY_TEST_ON=postgres. Call `close` in afterAll, `reset` between tests. `isMigrated: false`
 * leaves it without any table.
 */
export async function createTestDatabase({ isMigrated = true } = {}): Promise<TestDatabase> {
  const onServer = process.env.OUTLAY_TEST_ON === 'postgres';
  const { poolConfig, remove } = await (onServer ? createServerDatabase(isMigrated) : openMemoryDatabase(isMigrated));
  const pool = createPool(poolConfig, { size: onServer ? 10 : 4, waitMs: 30_000, onError: () => undefined });
  const { prisma } = clients(pool);
  const seed: Seed = await readSeed(pool);
  return {
    kind: onServer ? 'server' : 'embedded',
    pool,
    prisma,
    poolConfig,
    reset: () => truncateToSeed(pool, seed),
    async close() {
      await pool.end();
      await remove();
    },
  };
}

/** Puts back what the migrations wrote and nothing else. */
export function resetDatabase(database: TestDatabase): Promise<void> {
  return database.reset();
}
