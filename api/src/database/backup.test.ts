import { mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readMigrationFiles } from '@outlay/prisma/migrations';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../test/test-database.ts';
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
    expect(await loadDatabase(target.pool, file, readMigrationFiles())).toBe(
      lines.filter((line) => line[0] === '[').length,
    );
    expect(await linesOf(target.pool)).toEqual(lines);
    const next = await target.prisma.vendor.create({ data: { code: 'after', name: 'After' } });
    expect(next.id).toBe((await source.prisma.vendor.findUniqueOrThrow({ where: { code: 'backup-test' } })).id + 1);
    await expect(target.pool.query(`INSERT INTO model (vendor_id, name) VALUES (-1, 'x')`)).rejects.toThrow(
      /foreign key/,
    );
  });

  test('is refused when it was cut off, is something else, or comes from the future; nothing is changed', async () => {
    const file = join(directory, 'bad.backup');
    const load = () => loadDatabase(target.pool, file, readMigrationFiles());
    const lines = await linesOf(source.pool);
    writeFileSync(file, gzipSync(lines.map((line) => `${line}\n`).join('')));
    truncateSync(file, statSync(file).size - 100);
    await expect(load()).rejects.toThrow(/is not a complete Outlay backup/);
    writeFileSync(
      file,
      gzipSync(
        lines
          .slice(0, -5)
          .map((line) => `${line}\n`)
          .join(''),
      ),
    );
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
