import { createHash } from 'node:crypto';
import type { MigrationFile } from '@outlay/prisma/migrations';
import type { Pool, PoolClient } from 'pg';
import { MigrationFailedError, NewerDatabaseError } from '../lib/startup-errors.ts';

/** One row of `_prisma_migrations` that was not rolled back. */
export type HistoryRow = { readonly name: string; readonly checksum: string; readonly isFinished: boolean };

/** What was applied; undefined before the first migration. Only reads. */
export async function readHistory(database: Pool | PoolClient): Promise<HistoryRow[] | undefined> {
  const table = await database.query<{ name: string | null }>(`SELECT to_regclass('_prisma_migrations')::text AS name`);
  if ((table.rows[0]?.name ?? null) === null) return undefined;
  const { rows } = await database.query<HistoryRow>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS "isFinished"
     FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at, migration_name`,
  );
  return rows;
}

/** Prisma's own definition, so that `prisma migrate deploy` goes on from here. */
export async function createHistoryTable(pool: Pool): Promise<void> {
  await pool
    .query(
      `CREATE TABLE IF NOT EXISTS _prisma_migrations (
         id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
         migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
         started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`,
    )
    .catch((error: unknown) => {
      if (!createdMeanwhile(error)) throw error;
    });
}

/** IF NOT EXISTS looks before it creates: two processes at once end in one of these. */
const createdMeanwhile = (error: unknown) =>
  error instanceof Error && 'code' in error && ['23505', '42P07', '42710'].includes(String(error.code));

/** Refuses a history that is newer than `migrations`, holds a failure, or was applied from other text. */
export function requireUsableHistory(history: readonly HistoryRow[], migrations: readonly MigrationFile[]): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  const unknown = history.filter(({ name }) => !known.has(name)).map(({ name }) => name);
  if (unknown.length > 0) {
    throw new NewerDatabaseError(
      `The database was migrated by a newer version of Outlay (${unknown.join(', ')}). Nothing was changed. ` +
        'Start that newer version.',
    );
  }
  for (const row of history) {
    if (!row.isFinished) {
      throw new MigrationFailedError(
        `Migration ${row.name} is recorded as failed in _prisma_migrations. Nothing was changed. Repair the database, ` +
          `then run: prisma migrate resolve --rolled-back ${row.name} (or --applied).`,
      );
    }
    const migration = known.get(row.name);
    if (migration !== undefined && !checksumsOf(migration).includes(row.checksum)) {
      throw new MigrationFailedError(
        `Migration ${row.name} was changed after it was applied. Nothing was changed in the database. ` +
          'Restore its migration.sql, and write a new migration for the change.',
      );
    }
  }
}

/** Line ends may differ between check-outs of the same file. */
function checksumsOf({ checksum, sql }: MigrationFile): string[] {
  const unix = sql.replaceAll('\r\n', '\n');
  return [checksum, sha256(unix), sha256(unix.replaceAll('\n', '\r\n'))];
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
