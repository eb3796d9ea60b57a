import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { openDataDirectory } from './open-data-directory.ts';

const rounds = Number(process.env.OUTLAY_CRASH_ROUNDS ?? 6);
const directory = mkdtempSync(join(tmpdir(), 'outlay-crash-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test('killed while it creates the database, it creates it at the next start', { timeout: 120_000 }, async () => {
  const child = startWriter(0);
  await expect
    .poll(() => existsSync(join(directory, 'db.unfinished', 'base')), { interval: 1, timeout: 60_000 })
    .toBe(true);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(existsSync(join(directory, 'db.new'))).toBe(true);
  const unsynced = join(directory, 'db', 'global', 'pg_control');
  mkdirSync(dirname(unsynced), { recursive: true });
  writeFileSync(unsynced, '');
  expect(await writeUntilKilled(0, 1)).toBe(1);
  expect(existsSync(join(directory, 'db.new'))).toBe(false);
  rmSync(directory, { recursive: true });
});

const startWriter = (firstRow: number) =>
  fork(join(import.meta.dirname, 'crash-writer.ts'), [directory, String(firstRow)]);

/** Lets a process write, and kills it after it acknowledged `rows` of them; returns the last one acknowledged. */
async function writeUntilKilled(firstRow: number, rows: number): Promise<number> {
  const child = startWriter(firstRow);
  const last = await lastAcknowledged(child, firstRow + rows);
  child.kill('SIGKILL');
  await once(child, 'exit');
  return last;
}

function lastAcknowledged(child: ChildProcess, target: number): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on('message', (row: number) => {
      if (row >= target) resolve(row);
    });
    child.once('exit', (code) => reject(new Error(`the writer ended by itself with ${code}`)));
  });
}

test(`after each of ${rounds} kills it starts by itself with every acknowledged row`, {
  timeout: 300_000,
}, async () => {
  let acknowledged = 0;
  for (let round = 0; round < rounds; round += 1) {
    acknowledged = await writeUntilKilled(acknowledged, 50 + ((round * 137) % 400));
    const opened = await openDataDirectory({
      dataDirectory: directory,
      knownMigrations: [],
      statementLimitMs: 60_000,
      idleInTransactionMs: 60_000,
      onRestart: (reason) => expect.unreachable(reason),
      onFailure: (error) => expect.unreachable(error.message),
    });
    const client = new pg.Client(opened.connection);
    await client.connect();
    const { rows } = await client.query(
      'SELECT count(*)::int AS present, max(id) AS last FROM acknowledged WHERE id <= $1',
      [acknowledged],
    );
    expect(rows).toEqual([{ present: acknowledged, last: acknowledged }]);
    await client.query('CREATE EXTENSION IF NOT EXISTS amcheck');
    await client.query(
      `SELECT bt_index_check(c.oid, true) FROM pg_class c JOIN pg_am a ON a.oid = c.relam
       WHERE a.amname = 'btree' AND c.relkind = 'i' AND c.relpersistence = 'p'`,
    );
    const { rows: latest } = await client.query<{ id: number }>('SELECT max(id) AS id FROM acknowledged');
    acknowledged = latest[0]?.id ?? acknowledged;
    await client.end();
    await opened.close();
  }
});
