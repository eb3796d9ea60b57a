import { createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { readMigrationFiles } from '@outlay/prisma/migrations';
import type { Pool } from 'pg';
import type { Config } from '../config.ts';
import { runningEngine } from '../embedded/open-data-directory.ts';
import type { Logger } from '../lib/logger.ts';
import { DataDirectoryLockedError } from '../lib/startup-errors.ts';
import { runFileCommand } from './command.ts';
import { dumpDatabase } from './dump-database.ts';
import { openDatabase } from './open-database.ts';
import { createPool } from './pool.ts';

runFileCommand('pnpm db:backup FILE', async (config, file, logger) => {
  if (existsSync(file)) throw new Error(`${file} exists already. Nothing was changed. Name a new file.`);
  const { pool, close } = await connect(config, logger);
  try {
    return `Wrote ${await writeBackup(pool, file)} rows to ${file}. Keep the secret (OUTLAY_SECRET, or the file "secret" in the data directory) with it.`;
  } finally {
    await close();
  }
});

/** The database, or the running server's engine when that holds the data directory. */
async function connect(config: Config, logger: Logger): Promise<{ pool: Pool; close(): Promise<void> }> {
  const migrations = readMigrationFiles();
  try {
    return await openDatabase(config, { logger, migrations, onFailure: (error) => logger.fatal({ err: error }) });
  } catch (error) {
    const running = runningEngine(config.dataDirectory);
    if (!(error instanceof DataDirectoryLockedError) || running === undefined) throw error;
    const pool = createPool({ ...running }, { size: 1, waitMs: 300_000, onError: () => undefined });
    return { pool, close: () => pool.end() };
  }
}

async function writeBackup(pool: Pool, file: string): Promise<number> {
  const unfinished = `${file}.unfinished`;
  let rows = 0;
  async function* lines(): AsyncGenerator<string> {
    for await (const line of dumpDatabase(pool, new Date())) {
      if (Array.isArray(line)) rows += 1;
      yield `${JSON.stringify(line)}\n`;
    }
  }
  try {
    await pipeline(lines, createGzip(), createWriteStream(unfinished, { mode: 0o600, flush: true }));
    renameSync(unfinished, file);
    return rows;
  } finally {
    rmSync(unfinished, { force: true });
  }
}
