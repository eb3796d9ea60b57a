import { existsSync } from 'node:fs';
import { readMigrationFiles } from '@outlay/prisma/migrations';
import { runFileCommand } from './command.ts';
import { loadDatabase } from './load-database.ts';
import { openDatabase } from './open-database.ts';

runFileCommand('pnpm db:restore FILE', async (config, file, logger) => {
  if (!existsSync(file)) throw new Error(`${file} does not exist.`);
  const migrations = readMigrationFiles();
  const dependencies = { logger, migrations, onFailure: (error: Error) => logger.fatal({ err: error }) };
  const database = await openDatabase(config, dependencies);
  try {
    const rows = await loadDatabase(database.pool, file, migrations);
    const newest = migrations.at(-1);
    if (newest !== undefined) database.recordSchema(newest.name);
    return `Restored ${rows} rows from ${file}.`;
  } finally {
    await database.close();
  }
});
