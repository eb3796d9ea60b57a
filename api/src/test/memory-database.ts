import { createHash } from 'node:crypto';
import { mkdtempSync, openAsBlob, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { type MigrationFile, readMigrationFiles } from '@outlay/prisma/migrations';
import type pg from 'pg';
import { startEngine } from '../embedded/engine.ts';
import { address, connectionTo } from '../embedded/open-data-directory.ts';
import { cachedSnapshot, dumpCluster, emptySnapshot } from '../embedded/snapshot.ts';

type OpenedDatabase = { readonly poolConfig: pg.PoolConfig; remove(): Promise<void> };

/** A PGlite in memory, in its own thread behind its socket as in production. */
export async function openMemoryDatabase(isMigrated: boolean): Promise<OpenedDatabase> {
  const directory = mkdtempSync(join(tmpdir(), 'outlay-test-'));
  const engine = await startEngine({
    storage: {
      kind: 'memory',
      snapshotPath: await (isMigrated ? migratedSnapshot(readMigrationFiles()) : emptySnapshot()),
    },
    address: address(directory),
    statementLimitMs: 120_000,
    idleInTransactionMs: 30_000,
    onRestart: () => undefined,
    onFailure: (error) => {
      throw error;
    },
  });
  return {
    poolConfig: { ...connectionTo(directory, engine.port) },
    async remove() {
      await engine.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Made once per state of the migrations. */
function migratedSnapshot(migrations: readonly MigrationFile[]): Promise<string> {
  return cachedSnapshot(`migrated-${migrationsHash(migrations)}`, async () => {
    const database = await PGlite.create({ loadDataDir: await openAsBlob(await emptySnapshot()) });
    try {
      for (const { sql } of migrations) await database.exec(sql);
      return await dumpCluster(database);
    } finally {
      await database.close();
    }
  });
}

/** Names one state of the migrations. */
export function migrationsHash(migrations: readonly MigrationFile[]): string {
  const hash = createHash('sha256');
  for (const { name, checksum } of migrations) hash.update(`${name} ${checksum}\n`);
  return hash.digest('hex').slice(0, 16);
}
