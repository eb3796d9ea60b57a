import type { MigrationFile } from '@outlay/prisma/migrations';
import type { Pool, PoolClient } from 'pg';
import { NewerDatabaseError } from '../lib/startup-errors.ts';
import { inTransaction } from '../lib/transaction.ts';
import { applyMigrations } from './apply-migrations.ts';
import { readBackupLines, readCompleteHeader } from './backup-format.ts';

const batchRows = 1_000;

/**
 * Loads a backup into an empty database: the schema of its time first, then all rows in one transaction in which every
 * foreign key is checked, then the migrations written since. Returns the number of rows.
 */
export async function loadDatabase(pool: Pool, path: string, migrations: readonly MigrationFile[]): Promise<number> {
  const header = await readCompleteHeader(path);
  const unknown = header.migrations.filter((name) => !migrations.some((migration) => migration.name === name));
  if (unknown.length > 0) {
    throw new NewerDatabaseError(
      `${path} was written by a newer version of Outlay (${unknown.join(', ')}). Nothing was changed. ` +
        'Restore it with that version.',
    );
  }
  await requireNoTables(pool);
  await applyMigrations(
    pool,
    migrations.filter(({ name }) => header.migrations.includes(name)),
  );
  const rows = await inTransaction(pool, (client) => loadRows(client, path));
  await applyMigrations(pool, migrations);
  return rows;
}

async function requireNoTables(pool: Pool): Promise<void> {
  const { rowCount } = await pool.query(`SELECT 1 FROM pg_tables WHERE schemaname = 'public' LIMIT 1`);
  if (rowCount === 0) return;
  throw new Error(
    'The database is not empty. Nothing was changed. Restore into a new directory (OUTLAY_DATA_DIR) ' +
      'or a newly created database (DATABASE_URL).',
  );
}

async function loadRows(client: PoolClient, path: string): Promise<number> {
  await client.query('SET LOCAL statement_timeout = 0');
  const putBack = await dropForeignKeys(client);
  let rows = 0;
  let insert: TableInsert | undefined;
  for await (const line of readBackupLines(path)) {
    if (Array.isArray(line)) {
      rows += 1;
      await insert?.add(line);
      continue;
    }
    await insert?.flush();
    insert = 'table' in line ? await openTable(client, line.table, line.columns) : undefined;
    if ('sequence' in line) {
      await client.query('SELECT setval(quote_ident($1)::regclass, $2)', [line.sequence, line.last]);
    }
  }
  for (const statement of putBack) await client.query(statement);
  return rows;
}

/** Lets tables be filled in any order; the returned statements make and check the keys again. */
async function dropForeignKeys(client: PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ remove: string; restore: string }>(
    `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS remove,
            format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS restore
     FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND conparentid = 0`,
  );
  for (const { remove } of rows) await client.query(remove);
  return rows.map(({ restore }) => restore);
}

type TableInsert = { add(row: (string | null)[]): Promise<void>; flush(): Promise<void> };

/** Empties the table of what its migrations wrote and inserts in batches. */
async function openTable(client: PoolClient, table: string, columns: readonly string[]): Promise<TableInsert> {
  const name = client.escapeIdentifier(table);
  const statement = await insertStatement(client, table, columns);
  await client.query(`ALTER TABLE ${name} DISABLE TRIGGER USER`);
  await client.query(`DELETE FROM ${name}`);
  let batch: (string | null)[][] = [];
  const flush = async () => {
    if (batch.length > 0)
      await client.query(
        statement,
        columns.map((_, i) => batch.map((row) => row[i] ?? null)),
      );
    batch = [];
  };
  return {
    async add(row) {
      batch.push(row);
      if (batch.length >= batchRows) await flush();
    },
    async flush() {
      await flush();
      await client.query(`ALTER TABLE ${name} ENABLE TRIGGER USER`);
    },
  };
}

async function insertStatement(client: PoolClient, table: string, columns: readonly string[]): Promise<string> {
  const { rows } = await client.query<{ name: string; type: string }>(
    `SELECT attname::text AS name, format_type(atttypid, atttypmod) AS type
     FROM pg_attribute WHERE attrelid = quote_ident($1)::regclass AND attnum > 0 AND NOT attisdropped`,
    [table],
  );
  const types = new Map(rows.map(({ name, type }) => [name, type]));
  const names = columns.map((column) => client.escapeIdentifier(column)).join(', ');
  const values = columns.map((column, i) => `v${i}::${types.get(column) ?? 'text'}`).join(', ');
  const parameters = columns.map((_, i) => `$${i + 1}::text[]`).join(', ');
  const aliases = columns.map((_, i) => `v${i}`).join(', ');
  return (
    `INSERT INTO ${client.escapeIdentifier(table)} (${names}) OVERRIDING SYSTEM VALUE ` +
    `SELECT ${values} FROM unnest(${parameters}) AS r(${aliases})`
  );
}
