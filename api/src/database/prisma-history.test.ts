import {
  type MigrationFile,
  migrationsDirectory,
  readMigrationFiles,
  readSchemaFiles,
} from '@outlay/prisma/migrations';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { SchemaEngine } from '@prisma/schema-engine-wasm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../test/test-database.ts';
import { applyMigrations } from './apply-migrations.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ isMigrated: false });
});
afterAll(() => database.close());

/** What `prisma migrate status` makes of the database and these files. */
async function diagnose(migrations: readonly MigrationFile[]) {
  const engine = await SchemaEngine.new(
    { datamodels: readSchemaFiles().map(({ path, content }) => [path, content]) },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(new PrismaPg(database.pool)),
  );
  return engine.diagnoseMigrationHistory({
    migrationsList: {
      baseDir: migrationsDirectory,
      lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
      shadowDbInitScript: '',
      migrationDirectories: migrations.map(({ name, sql }) => ({
        path: name,
        migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
      })),
    },
    optInToShadowDatabase: false,
    filters: { externalTables: [], externalEnums: [] },
  });
}

test('Prisma finds its own history in a database that we migrated', async () => {
  const migrations = readMigrationFiles();
  await applyMigrations(database.pool, migrations);
  expect(await diagnose(migrations)).toMatchObject({
    hasMigrationsTable: true,
    history: null,
    editedMigrationNames: [],
    failedMigrationNames: [],
  });
  const next = { name: '29990101000000_next', sql: 'SELECT 1;', checksum: '' };
  expect(await diagnose([...migrations, next])).toMatchObject({
    history: { diagnostic: 'databaseIsBehind', unappliedMigrationNames: [next.name] },
  });
});
