import type { Pool, PoolClient } from 'pg';
import { type BackupHeader, type BackupLine, formatVersion } from './backup-format.ts';
import { readHistory } from './migration-history.ts';

const fetchRows = 1_000;

/** The lines of a backup of `pool`'s database at one moment. While it runs, an embedded database serves nobody else. */
export async function* dumpDatabase(pool: Pool, now: Date): AsyncGenerator<BackupHeader | BackupLine> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query('SET LOCAL statement_timeout = 0');
    const migrations = ((await readHistory(client)) ?? []).map(({ name }) => name);
    yield { outlayBackup: formatVersion, createdAt: now.toISOString(), migrations };
    let rows = 0;
    for (const table of await dumpedTables(client)) {
      yield table;
      for await (const row of tableRows(client, table)) {
        rows += 1;
        yield row;
      }
    }
    yield* await sequences(client);
    yield { end: { rows } };
  } finally {
    await client.query('ROLLBACK').finally(() => client.release());
  }
}

type DumpedTable = { readonly table: string; readonly columns: string[] };

async function dumpedTables(client: PoolClient): Promise<DumpedTable[]> {
  const { rows } = await client.query<DumpedTable>(
    `SELECT t.tablename::text AS table,
            array_agg(c.column_name::text ORDER BY c.ordinal_position) AS columns
     FROM pg_tables t
     JOIN information_schema.columns c ON c.table_schema = t.schemaname AND c.table_name = t.tablename
     WHERE t.schemaname = 'public' AND t.tablename <> '_prisma_migrations' AND c.is_generated = 'NEVER'
     GROUP BY t.tablename ORDER BY t.tablename`,
  );
  return rows;
}

async function* tableRows(client: PoolClient, { table, columns }: DumpedTable): AsyncGenerator<(string | null)[]> {
  const texts = columns.map((column) => `${client.escapeIdentifier(column)}::text`).join(', ');
  await client.query(`DECLARE dumped CURSOR FOR SELECT ${texts} FROM ${client.escapeIdentifier(table)}`);
  for (;;) {
    const { rows } = await client.query<(string | null)[]>({
      text: `FETCH ${fetchRows} FROM dumped`,
      rowMode: 'array',
    });
    yield* rows;
    if (rows.length < fetchRows) break;
  }
  await client.query('CLOSE dumped');
}

async function sequences(client: PoolClient): Promise<BackupLine[]> {
  const { rows } = await client.query<{ sequence: string; last: string }>(
    `SELECT sequencename::text AS sequence, last_value::text AS last
     FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL ORDER BY 1`,
  );
  return rows;
}
