import type { Pool } from 'pg';
import { inTransaction } from '../lib/transaction.ts';

/** What the migrations wrote: rows per table as JSON, in an order that keeps references, and where sequences stand. */
export type Seed = {
  readonly tables: readonly string[];
  readonly rows: readonly { readonly table: string; readonly columns: string; readonly json: string }[];
  readonly sequences: readonly { readonly name: string; readonly last: bigint | null }[];
};

/** Reads a database that holds nothing but what its migrations wrote. */
export async function readSeed(pool: Pool): Promise<Seed> {
  const tables = await pool.query<{ name: string; columns: string }>(
    `SELECT quote_ident(t.tablename) AS name,
            (SELECT string_agg(quote_ident(c.column_name), ',') FROM information_schema.columns c
             WHERE c.table_schema = 'public' AND c.table_name = t.tablename AND c.is_generated = 'NEVER') AS columns
     FROM pg_tables t WHERE t.schemaname = 'public' AND t.tablename <> '_prisma_migrations'`,
  );
  const contents = await pool.query<Seed['rows'][number]>(
    tables.rows
      .map(
        ({ name, columns }) =>
          `SELECT '${name}' AS table, '${columns}' AS columns, json_agg(t)::text AS json FROM ${name} t`,
      )
      .join(' UNION ALL ') || `SELECT '' AS table, '' AS columns, NULL AS json`,
  );
  const rows = contents.rows.filter(({ json }) => json !== null);
  const sequences = await pool.query<{ name: string; last: bigint | null }>(
    `SELECT format('%I', sequencename) AS name, last_value AS last FROM pg_sequences WHERE schemaname = 'public'`,
  );
  return { tables: tables.rows.map(({ name }) => name), rows, sequences: sequences.rows };
}

/** Empties every table, puts the seed back, and turns sequences back. */
export async function truncateToSeed(pool: Pool, seed: Seed): Promise<void> {
  if (seed.tables.length === 0) return;
  await inTransaction(pool, async (client) => {
    await client.query(`TRUNCATE ${seed.tables.join(', ')} RESTART IDENTITY CASCADE`);
    await client.query('SET LOCAL session_replication_role = replica');
    for (const { table, columns, json } of seed.rows) {
      await client.query(
        `INSERT INTO ${table} (${columns}) OVERRIDING SYSTEM VALUE
         SELECT ${columns} FROM json_populate_recordset(NULL::${table}, $1)`,
        [json],
      );
    }
    for (const { name, last } of seed.sequences) {
      if (last !== null) await client.query('SELECT setval($1::regclass, $2)', [name, last]);
    }
  });
}
