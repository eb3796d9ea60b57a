import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { readMigrationFiles } from '@outlay/prisma/migrations';
import type pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { createLogger } from '../lib/logger.ts';
import { dumpDatabase } from './dump-database.ts';
import { migrateDatabase } from './migrate-database.ts';
import { type Database, openDatabase } from './open-database.ts';

const directory = mkdtempSync(join(tmpdir(), 'outlay-backup-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const now = new Date('2026-11-22T00:00:00Z');
async function linesOf(pool: pg.Pool): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of dumpDatabase(pool, now)) lines.push(JSON.stringify(line));
  return lines;
}

/** What a running server holds open. */
async function openMigrated(dataDirectory: string): Promise<Database> {
  const migrations = readMigrationFiles();
  const onFailure = (error: Error) => expect.unreachable(error.message);
  const dependencies = { logger: createLogger('silent'), migrations, onFailure };
  const opened = await openDatabase({ databaseUrl: undefined, dataDirectory }, dependencies);
  await migrateDatabase(opened, migrations);
  return opened;
}

describe('the commands', { timeout: 300_000 }, () => {
  const run = async (command: 'backup' | 'restore', dataDirectory: string, ...parameters: string[]) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, `${command}.ts`), ...parameters], {
      env: { PATH: process.env.PATH, OUTLAY_DATA_DIR: dataDirectory },
      cwd: directory,
    });
    const [[code], output, errors] = await Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]);
    return { code, output, errors };
  };

  test('save the data of a running server, and restore it into an empty directory only', async () => {
    const original = join(directory, 'original');
    const copy = join(directory, 'copy');
    const file = join(directory, 'saved.backup');
    const running = await openMigrated(original);
    await running.pool.query(`INSERT INTO vendor (code, name) VALUES ('saved', 'Saved')`);

    expect(await run('backup', original, file)).toMatchObject({
      code: 0,
      output: expect.stringMatching(/^Wrote \d+ rows/),
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const content = readFileSync(file);
    expect(await run('backup', original, file)).toMatchObject({
      code: 1,
      errors: expect.stringContaining('exists already'),
    });
    expect(readFileSync(file).equals(content)).toBe(true);
    expect(await run('restore', original, file)).toMatchObject({ code: 3, errors: expect.stringContaining('in use') });
    const saved = await linesOf(running.pool);
    await running.close();

    expect(await run('restore', original, file)).toMatchObject({
      code: 1,
      errors: expect.stringContaining('not empty'),
    });
    expect(await run('restore', copy, file)).toMatchObject({ code: 0, output: expect.stringContaining('Restored') });
    const restored = await openMigrated(copy);
    expect(await linesOf(restored.pool)).toEqual(saved);
    await restored.close();
  });

  test('explain themselves', async () => {
    expect(await run('backup', directory)).toMatchObject({ code: 2, errors: 'Usage: pnpm db:backup FILE\n' });
    expect(await run('restore', directory, 'none.backup')).toMatchObject({
      code: 1,
      errors: 'none.backup does not exist.\n',
    });
  });
});
