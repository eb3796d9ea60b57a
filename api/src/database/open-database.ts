import { PrismaClient } from '@outlay/prisma';
import type { MigrationFile } from '@outlay/prisma/migrations';
import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { keepMaintained } from '../embedded/maintenance.ts';
import { openDataDirectory } from '../embedded/open-data-directory.ts';
import type { Logger } from '../lib/logger.ts';
import { DatabaseUnreachableError } from '../lib/startup-errors.ts';
import { connectionProblem, placeOf } from './connection-problem.ts';
import { createPool } from './pool.ts';

export type Database = {
  /** The engine in `OUTLAY_DATA_DIR`, or the server of `DATABASE_URL`. */
  readonly kind: 'embedded' | 'server';
  /** Hand-written SQL. */
  readonly pool: pg.Pool;
  /** Entities, on the same pool. */
  readonly prisma: PrismaClient;
  /** How to reach the same database with a connection of one's own. */
  readonly poolConfig: pg.PoolConfig;
  /** Told the newest migration once all are applied. */
  recordSchema(schemaVersion: string): void;
  close(): Promise<void>;
};

type DatabasePlace = { readonly databaseUrl: string | undefined; readonly dataDirectory: string };
type Dependencies = {
  readonly logger: Logger;
  readonly migrations: readonly MigrationFile[];
  /** The embedded engine died and could not be opened again: the process has to end. */
  readonly onFailure: (error: Error) => void;
};

const oldestServer = 15;
const embeddedStatementLimitMs = 300_000;
const idleInTransactionMs = 60_000;
const maintainEveryMs = 20_000;
const serverPool = { size: 10, waitMs: 10_000 };
/** They share one session, so whoever connects waits for the statement that runs. */
export const embeddedPool = { size: 4, waitMs: embeddedStatementLimitMs };

/** Opens the database of `place`; throws a `StartupError` when that cannot be. Migrations are not applied yet. */
export function openDatabase(place: DatabasePlace, dependencies: Dependencies): Promise<Database> {
  return place.databaseUrl === undefined
    ? openEmbedded(place.dataDirectory, dependencies)
    : openServer(place.databaseUrl, dependencies);
}

async function openEmbedded(dataDirectory: string, { logger, migrations, onFailure }: Dependencies): Promise<Database> {
  const directory = await openDataDirectory({
    dataDirectory,
    knownMigrations: migrations.map(({ name }) => name),
    statementLimitMs: embeddedStatementLimitMs,
    idleInTransactionMs,
    onRestart: (reason) => logger.error({ reason }, 'the embedded database is opened again'),
    onFailure,
  });
  const poolConfig = { ...directory.connection };
  const pool = createPool(poolConfig, { ...embeddedPool, onError: logIdleError(logger) });
  const stopMaintenance = keepMaintained(pool, maintainEveryMs, (error) =>
    logger.warn({ err: error }, 'maintenance of the embedded database failed'),
  );
  return {
    kind: 'embedded',
    ...clients(pool),
    poolConfig,
    recordSchema: directory.stampSchema,
    async close() {
      await stopMaintenance();
      await pool.end();
      await directory.close();
    },
  };
}

async function openServer(databaseUrl: string, { logger }: Dependencies): Promise<Database> {
  const poolConfig = { connectionString: databaseUrl };
  const pool = createPool(poolConfig, { ...serverPool, onError: logIdleError(logger) });
  try {
    await requireSupportedServer(pool, databaseUrl);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return { kind: 'server', ...clients(pool), poolConfig, recordSchema: () => undefined, close: () => pool.end() };
}

async function requireSupportedServer(pool: pg.Pool, databaseUrl: string): Promise<void> {
  const { rows } = await pool
    .query<{ version: number; name: string }>(
      `SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS name`,
    )
    .catch((error: unknown) => {
      throw connectionProblem(databaseUrl, error);
    });
  const [server] = rows;
  if (server === undefined || server.version >= oldestServer * 10_000) return;
  throw new DatabaseUnreachableError(
    `The server at ${placeOf(databaseUrl)} is PostgreSQL ${server.name}; Outlay needs ${oldestServer} or newer. ` +
      'Upgrade the server, or leave DATABASE_URL empty to use the embedded database.',
  );
}

/** Prisma and hand-written SQL share one pool. Interactive transactions may have to wait for each other when embedded. */
export function clients(pool: pg.Pool): { pool: pg.Pool; prisma: PrismaClient } {
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool),
    transactionOptions: { maxWait: 30_000, timeout: 60_000 },
  });
  return { pool, prisma };
}

const logIdleError = (logger: Logger) => (error: Error) =>
  logger.warn({ reason: error.message }, 'a database connection was closed');
