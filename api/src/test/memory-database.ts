import { createHash } from 'node:crypto';
import { mkdtempSync, openAsBlob, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { type MigrationFile, readMigrationFiles } from '@outlay/prisma/migrations';
import pg from 'pg';
import { applyMigrations } from '../database/apply-migrations.ts';
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
    const db = await PGlite.create({ loadDataDir: await openAsBlob(await emptySnapshot()) });
    const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0 });
    await server.start();
    const pool = new pg.Pool({
      host: '127.0.0.1',
      port: portOf(server),
      user: 'postgres',
      database: 'postgres',
      max: 1,
    });
    try {
      await applyMigrations(pool, migrations);
      return await dumpCluster(db);
    } finally {
      await pool.end();
      await server.stop();
      await db.close();
    }
  });
}

const portOf = (server: PGLiteSocketServer) => Number(server.getServerConn().split(':').at(-1));

/** Names one state of the migrations. */
export function migrationsHash(migrations: readonly MigrationFile[]): string {
  const hash = createHash('sha256').update('with history\n');
  for (const { name, checksum } of migrations) hash.update(`${name} ${checksum}\n`);
  return hash.digest('hex').slice(0, 16);
}
