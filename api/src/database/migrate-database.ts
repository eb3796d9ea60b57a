import type { MigrationFile } from '@outlay/prisma/migrations';
import { applyMigrations } from './apply-migrations.ts';
import type { Database } from './open-database.ts';

/** Brings `database` to the newest of `migrations` and returns the names of those applied now. */
export async function migrateDatabase(database: Database, migrations: readonly MigrationFile[]): Promise<string[]> {
  const applied = await applyMigrations(database.pool, migrations);
  const newest = migrations.at(-1);
  if (newest !== undefined) database.recordSchema(newest.name);
  return applied;
}
