import { openAsBlob } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import type { MigrationFile } from '@outlay/prisma/migrations';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { SchemaEngine } from '@prisma/schema-engine-wasm';
import { emptySnapshot } from '../embedded/snapshot.ts';
import { schemaEngineAdapter } from './schema-engine-adapter.ts';

type SchemaFile = { readonly path: string; readonly content: string };

/**
 * The SQL that turns a database with `migrations` applied into `schema`; an empty string when they agree.
 * Reads a throw-away in-memory database with Prisma's own schema engine.
 */
export async function schemaDiff(migrations: readonly MigrationFile[], schema: readonly SchemaFile[]): Promise<string> {
  const database = await PGlite.create({ loadDataDir: await openAsBlob(await emptySnapshot()) });
  try {
    for (const migration of migrations) await database.exec(migration.sql);
    await forgetGeneratedColumns(database);
    const engine = await SchemaEngine.new(
      { datamodels: schema.map(({ path, content }) => [path, content]) },
      () => undefined,
      bindMigrationAwareSqlAdapterFactory(schemaEngineAdapter(database)),
    );
    const files = schema.map(({ path, content }) => ({ path, content }));
    const { stdout } = await engine.diff({
      from: { tag: 'schemaDatasource', files, configDir: '.' },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return withoutEmptyNotice(stdout ?? '');
  } finally {
    await database.close();
  }
}

/** Prisma cannot express a generated column and would take its expression for a default to drop. */
async function forgetGeneratedColumns(database: PGlite): Promise<void> {
  const { rows } = await database.query<{ statement: string }>(
    `SELECT format('ALTER TABLE %I.%I ALTER COLUMN %I DROP EXPRESSION', table_schema, table_name, column_name) AS statement
     FROM information_schema.columns WHERE is_generated = 'ALWAYS' AND table_schema = 'public'`,
  );
  for (const { statement } of rows) await database.exec(statement);
}

const withoutEmptyNotice = (script: string) => (script.trim() === '-- This is an empty migration.' ? '' : script);

declare global {
  /** The engine reports a panic by this registry before it traps. */
  var PRISMA_WASM_PANIC_REGISTRY: { set_message(message: string): void };
}
globalThis.PRISMA_WASM_PANIC_REGISTRY = {
  set_message: (message) => void process.stderr.write(`Prisma's schema engine failed: ${message}\n`),
};
