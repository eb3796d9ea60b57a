import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requireDurableCommits } from './durable-fs.ts';
import { type Engine, startEngine } from './engine.ts';
import { initialiseCluster } from './initialise-cluster.ts';
import { maintain } from './maintenance.ts';
import { address, connectionTo } from './open-data-directory.ts';

let directory: string;
let engine: Engine;
let pool: pg.Pool;
let restarted = Promise.withResolvers<string>();

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'outlay-engine-'));
  const path = join(directory, 'db');
  await initialiseCluster(path);
  engine = await startEngine({
    storage: { kind: 'directory', path },
    address: address(directory),
    statementLimitMs: 8_000,
    idleInTransactionMs: 1_000,
    onRestart: (reason) => restarted.resolve(reason),
    onFailure: (error) => restarted.reject(error),
  });
  pool = new pg.Pool({ ...connectionTo(directory, engine.port), max: 6 });
  pool.on('error', () => undefined);
}, 180_000);
afterAll(async () => {
  await pool.end();
  await engine.close();
  rmSync(directory, { recursive: true, force: true });
});

describe('the embedded engine', { timeout: 120_000 }, () => {
  test('keeps large statements of several connections apart', async () => {
    const value = (i: number) => String(i).padStart(300_000, 'x');
    const answers = await Promise.all(
      Array.from({ length: 40 }, async (_, i) => {
        const sql = i % 2 ? 'SELECT $1::text AS v, 1 AS odd' : 'SELECT $1::text AS v, 0 AS odd';
        return (await pool.query<{ v: string; odd: number }>(sql, [value(i)])).rows[0];
      }),
    );
    for (const [i, answer] of answers.entries()) expect(answer?.v === value(i) && answer.odd === i % 2).toBe(true);
  });

  test('answers errors and goes on', async () => {
    await expect(pool.query('SELECT $1::int / 0', [1])).rejects.toThrow('division by zero');
    await expect(pool.query('SELEC 1')).rejects.toThrow('syntax error');
    await expect(pool.query('SELECT 1 AS one')).resolves.toMatchObject({ rows: [{ one: 1 }] });
  });

  test('a transaction is alone; the others wait for it', async () => {
    await pool.query('CREATE TABLE counter (n int)');
    await pool.query('INSERT INTO counter VALUES (0)');
    const increment = async () => {
      const client = await pool.connect();
      await client.query('BEGIN');
      const { rows } = await client.query<{ n: number }>('SELECT n FROM counter');
      await client.query('UPDATE counter SET n = $1', [(rows[0]?.n ?? 0) + 1]);
      await client.query('COMMIT');
      client.release();
    };
    await Promise.all(Array.from({ length: 20 }, increment));
    expect((await pool.query('SELECT n FROM counter')).rows).toEqual([{ n: 20 }]);
  });

  test('rolls back for a connection that holds a transaction and says nothing', async () => {
    const silent = await pool.connect();
    const closed = once(silent, 'error');
    await silent.query('BEGIN');
    await silent.query('DELETE FROM counter');
    expect((await pool.query('SELECT count(*)::int AS n FROM counter')).rows).toEqual([{ n: 1 }]);
    await closed;
    silent.release(true);
  });

  test('ends a statement that runs too long by opening the database anew', async () => {
    restarted = Promise.withResolvers<string>();
    await pool.query('UPDATE counter SET n = 99');
    await expect(pool.query('SELECT count(*) FROM generate_series(1, 3000000000)')).rejects.toThrow(/terminated/);
    expect(await restarted.promise).toBe('A statement ran longer than 8 s and was ended.');
    await expect
      .poll(
        () =>
          pool.query('SELECT n FROM counter').then(
            ({ rows }) => rows,
            () => [],
          ),
        { timeout: 60_000 },
      )
      .toEqual([{ n: 99 }]);
  });

  test('is checkpointed and vacuumed, which nobody else does', async () => {
    await pool.query(
      'CREATE TABLE grown AS SELECT g AS id, repeat($1, 300) AS filler FROM generate_series(1, 60000) g',
      ['x'],
    );
    await pool.query('DELETE FROM grown WHERE id % 2 = 0');
    await expect.poll(() => maintain(pool), { timeout: 60_000 }).toContain('VACUUM (ANALYZE) public.grown');
    const { rows } = await pool.query(`SELECT reltuples::int AS n FROM pg_class WHERE relname = 'grown'`);
    expect(rows).toEqual([{ n: 30_000 }]);
    await expect.poll(() => maintain(pool), { timeout: 60_000 }).toEqual([]);
  });

  test('refuses to run when commits do not reach the disk', async () => {
    await expect(requireDurableCommits({ syncCount: 0 }, async () => undefined)).rejects.toThrow(
      /does not write commits to disk/,
    );
  });
});
