import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { readMigrationFiles } from '@outlay/prisma/migrations';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { runningEngine } from '../embedded/open-data-directory.ts';
import { createTestDatabase, type TestDatabase } from '../test/test-database.ts';
import { startOutlay } from '../test/outlay-process.ts';
import { dumpDatabase } from './dump-database.ts';
import { loadDatabase } from './load-database.ts';

const directory = mkdtempSync(join(tmpdir(), 'outlay-backup-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const now = new Date('2026-11-22T00:00:00Z');
async function linesOf(pool: pg.Pool): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of dumpDatabase(pool, now)) lines.push(JSON.stringify(line));
  return lines;
}

const strange = `'"\\\n\t\u0000é🙂{a,b}'`.replace('\u0000', '');

describe('a backup', () => {
  let source: TestDatabase;
  let target: TestDatabase;
  beforeAll(async () => {
    source = await createTestDatabase();
    target = await createTestDatabase({ isMigrated: false });
    const vendor = await source.prisma.vendor.create({ data: { code: 'backup-test', name: strange } });
    await source.pool.query(
      `INSERT INTO model (vendor_id, name) SELECT $1, 'model ' || g FROM generate_series(1, 2500) g`,
      [vendor.id],
    );
  });
  afterAll(async () => {
    await source.close();
    await target.close();
  });
  afterEach(() => target.pool.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public'));

  test('restores every row, sequence and rule', async () => {
    const file = join(directory, 'whole.backup');
    const lines = await linesOf(source.pool);
    writeFileSync(file, gzipSync(lines.map((line) => `${line}\n`).join('')));
    expect(await loadDatabase(target.pool, file, readMigrationFiles())).toBe(lines.filter((line) => line[0] === '[').length);
    expect(await linesOf(target.pool)).toEqual(lines);
    const next = await target.prisma.vendor.create({ data: { code: 'after', name: 'After' } });
    expect(next.id).toBe((await source.prisma.vendor.findUniqueOrThrow({ where: { code: 'backup-test' } })).id + 1);
    await expect(target.pool.query(`INSERT INTO model (vendor_id, name) VALUES (-1, 'x')`)).rejects.toThrow(/foreign key/);
  });

  test('is refused when it was cut off, is something else, or comes from the future; nothing is changed', async () => {
    const file = join(directory, 'bad.backup');
    const load = () => loadDatabase(target.pool, file, readMigrationFiles());
    const lines = await linesOf(source.pool);
    writeFileSync(file, gzipSync(lines.map((line) => `${line}\n`).join('')));
    truncateSync(file, statSync(file).size - 100);
    await expect(load()).rejects.toThrow(/is not a complete Outlay backup/);
    writeFileSync(file, gzipSync(lines.slice(0, -5).map((line) => `${line}\n`).join('')));
    await expect(load()).rejects.toThrow(/is not a complete Outlay backup/);
    writeFileSync(file, 'hello');
    await expect(load()).rejects.toThrow(/is not a complete Outlay backup/);
    const future = JSON.stringify({ outlayBackup: 1, createdAt: '', migrations: ['2999_future'] });
    writeFileSync(file, gzipSync(`${future}\n{"end":{"rows":0}}\n`));
    await expect(load()).rejects.toThrow(/newer version of Outlay \(2999_future\)/);
    const { rowCount } = await target.pool.query(`SELECT 1 FROM pg_tables WHERE schemaname = 'public'`);
    expect(rowCount).toBe(0);
  });
});

describe('the commands', { timeout: 120_000 }, () => {
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
    const server = startOutlay({ OUTLAY_DATA_DIR: original }, directory);
    await server.logged('the database is ready');
    const client = new pg.Client(runningEngine(original));
    await client.connect();
    await client.query(`INSERT INTO vendor (code, name) VALUES ('saved', 'Saved')`);
    await client.end();

    expect(await run('backup', original, file)).toMatchObject({ code: 0, output: expect.stringMatching(/^Wrote \d+ rows/) });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const content = readFileSync(file);
    expect(await run('backup', original, file)).toMatchObject({ code: 1, errors: expect.stringContaining('exists already') });
    expect(readFileSync(file).equals(content)).toBe(true);
    expect(await run('restore', original, file)).toMatchObject({ code: 3, errors: expect.stringContaining('in use') });
    server.child.kill('SIGTERM');
    await server.ended();

    expect(await run('restore', original, file)).toMatchObject({ code: 1, errors: expect.stringContaining('not empty') });
    expect(await run('restore', copy, file)).toMatchObject({ code: 0, output: expect.stringContaining('Restored') });
    const again = join(directory, 'again.backup');
    expect((await run('backup', copy, again)).code).toBe(0);
    const restarted = startOutlay({ OUTLAY_DATA_DIR: copy }, directory);
    await restarted.logged('the database is ready');
    restarted.child.kill('SIGTERM');
    expect((await restarted.ended()).code).toBe(0);
  });

  test('explain themselves', async () => {
    expect(await run('backup', directory)).toMatchObject({ code: 2, errors: 'Usage: pnpm db:backup FILE\n' });
    expect(await run('restore', directory, 'none.backup')).toMatchObject({ code: 1, errors: 'none.backup does not exist.\n' });
  });
});
