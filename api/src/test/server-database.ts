import { randomUUID } from 'node:crypto';
import { readMigrationFiles } from '@outlay/prisma/migrations';
import pg from 'pg';
import { applyMigrations } from '../database/apply-migrations.ts';
import { migrationsHash } from './memory-database.ts';

const templateLock = 20_261_122;

/** A fresh database on the server of TEST_DATABASE_URL, whose user must be allowed to create databases. */
export async function createServerDatabase(
  isMigrated: boolean,
): Promise<{ poolConfig: pg.PoolConfig; remove(): Promise<void> }> {
  const serverUrl = process.env.TEST_DATABASE_URL;
  if (!serverUrl)
    throw new Error('OUTLAY_TEST_ON=postgres needs TEST_DATABASE_URL=postgres://user:password@host:5432/postgres');
  const name = `outlay_test_${randomUUID().replaceAll('-', '')}`;
  await asAdministrator(serverUrl, async (administrator) => {
    await administrator.query('SELECT pg_advisory_lock($1)', [templateLock]);
    const template = isMigrated ? await migratedTemplate(administrator, serverUrl) : 'template0';
    await administrator.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  return {
    poolConfig: { connectionString: urlOf(serverUrl, name) },
    remove: () => asAdministrator(serverUrl, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`)),
  };
}

async function migratedTemplate(administrator: pg.Client, serverUrl: string): Promise<string> {
  const migrations = readMigrationFiles();
  const template = `outlay_template_${migrationsHash(migrations)}`;
  const { rowCount } = await administrator.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
  if (rowCount === 1) return template;
  const unfinished = `${template}_unfinished`;
  await administrator.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`);
  await administrator.query(`CREATE DATABASE ${unfinished}`);
  const pool = new pg.Pool({ connectionString: urlOf(serverUrl, unfinished) });
  try {
    await applyMigrations(pool, migrations);
  } finally {
    await pool.end();
  }
  await administrator.query(`ALTER DATABASE ${unfinished} RENAME TO ${template}`);
  return template;
}

async function asAdministrator(serverUrl: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}
