import { randomUUID } from 'node:crypto';
import type { MigrationFile } from '@outlay/prisma/migrations';
import type { Pool, PoolClient } from 'pg';
import { MigrationFailedError } from '../lib/startup-errors.ts';
import { inTransaction } from '../lib/transaction.ts';
import { createHistoryTable, type HistoryRow, readHistory, requireUsableHistory } from './migration-history.ts';

/**
 * Applies every migration that `_prisma_migrations` does not list, in order, each in a transaction of its own, and returns
 * their names. A second process waits for the table's lock and finds nothing left to do.
 * Throws a `StartupError`, having changed nothing, when the history does not fit `migrations`.
 */
export async function applyMigrations(pool: Pool, migrations: readonly MigrationFile[]): Promise<string[]> {
  const history = await readHistory(pool);
  if (history === undefined) await requireEmptyDatabase(pool);
  else requireUsableHistory(history, migrations);
  if (pending(history ?? [], migrations).length === 0) return [];

  await createHistoryTable(pool);
  const applied: string[] = [];
  for (;;) {
    const name = await inTransaction(pool, (client) => applyNext(client, migrations));
    if (name === undefined) return applied;
    applied.push(name);
  }
}

async function applyNext(client: PoolClient, migrations: readonly MigrationFile[]): Promise<string | undefined> {
  await client.query('SET LOCAL statement_timeout = 0');
  await client.query('LOCK TABLE _prisma_migrations IN SHARE ROW EXCLUSIVE MODE');
  const history = (await readHistory(client)) ?? [];
  requireUsableHistory(history, migrations);
  const [next] = pending(history, migrations);
  if (next === undefined) return undefined;
  await client.query(next.sql).catch((error: unknown) => {
    throw new MigrationFailedError(
      `Migration ${next.name} failed and was rolled back: ${describe(error, next.sql)} ` +
        'The database is as it was before. Correct the cause and start again.',
      { cause: error },
    );
  });
  await client.query(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
     VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
    [randomUUID(), next.checksum, next.name],
  );
  return next.name;
}

function pending(history: readonly HistoryRow[], migrations: readonly MigrationFile[]): MigrationFile[] {
  const names = new Set(history.map(({ name }) => name));
  return migrations.filter(({ name }) => !names.has(name));
}

async function requireEmptyDatabase(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ tables: string[] }>(
    `SELECT array_agg(tablename::text ORDER BY tablename) AS tables FROM pg_tables WHERE schemaname = 'public'`,
  );
  const tables = rows[0]?.tables ?? [];
  const migratedMeanwhile = tables.includes('_prisma_migrations');
  if (tables.length === 0 || migratedMeanwhile) return;
  throw new MigrationFailedError(
    `The database already holds ${tables.length} tables that are not Outlay's (${tables.slice(0, 5).join(', ')}). ` +
      'Nothing was changed. Name an empty database in DATABASE_URL.',
  );
}

function describe(error: unknown, sql: string): string {
  if (!(error instanceof Error)) return String(error);
  const position = 'position' in error && typeof error.position === 'string' ? Number(error.position) : undefined;
  return position === undefined
    ? `${error.message}.`
    : `${error.message} (line ${sql.slice(0, position).split('\n').length}).`;
}
