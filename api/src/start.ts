import { readMigrationFiles } from '@outlay/prisma/migrations';
import type { Config } from './config.ts';
import { migrateDatabase } from './database/migrate-database.ts';
import { type Database, openDatabase } from './database/open-database.ts';
import { useDatabase } from './db.ts';
import type { Logger } from './lib/logger.ts';

export type RunningOutlay = { readonly database: Database; close(): Promise<void> };

/** Opens and migrates the database, then serves. `onFailure` hears of a database that died for good. */
export async function start(config: Config, logger: Logger, onFailure: (error: Error) => void): Promise<RunningOutlay> {
  const migrations = readMigrationFiles();
  const database = await openDatabase(config, { logger, migrations, onFailure });
  try {
    const applied = await migrateDatabase(database, migrations);
    logger.info({ database: database.kind, migrationsApplied: applied.length }, 'the database is ready');
    useDatabase(database);
  } catch (error) {
    await database.close();
    throw error;
  }
  return { database, close: () => database.close() };
}
