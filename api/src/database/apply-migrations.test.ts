import { createHash } from 'node:crypto';
import type { MigrationFile } from '@outlay/prisma/migrations';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { MigrationFailedError, NewerDatabaseError } from '../lib/startup-errors.ts';
import { createTestDatabase, type TestDatabase } from '../test/test-database.ts';
import { applyMigrations } from './apply-migrations.ts';

const migration = (name: string, sql: string): MigrationFile => ({
  name,
  sql,
  checksum: createHash('sha256').update(sql).digest('hex'),
});
const first = migration('20260101000000_first', 'CREATE TABLE a (id int PRIMARY KEY);\nINSERT INTO a VALUES (1);\n');
const second = migration('20260102000000_second', 'ALTER TABLE a ADD COLUMN n int DEFAULT 7;\n');
const broken = migration('20260103000000_broken', 'CREATE TABLE b (id int);\nSELECT nonsense FROM a;\n');

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ isMigrated: false });
});
beforeEach(() => database.pool.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public'));
afterAll(() => database.close());

const rowsOf = async (sql: string) => (await database.pool.query(sql)).rows;
const history = () => rowsOf('SELECT migration_name AS name, checksum FROM _prisma_migrations ORDER BY started_at');
const tables = async () =>
  (await rowsOf(`SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`)).map((row) => row.tablename);

describe('applying migrations', () => {
  test('applies what is missing, in order, and records it as Prisma does', async () => {
    expect(await applyMigrations(database.pool, [first])).toEqual([first.name]);
    expect(await applyMigrations(database.pool, [first, second])).toEqual([second.name]);
    expect(await applyMigrations(database.pool, [first, second])).toEqual([]);
    expect(await rowsOf('SELECT * FROM a')).toEqual([{ id: 1, n: 7 }]);
    expect(await history()).toEqual([first, second].map(({ name, checksum }) => ({ name, checksum })));
    const [row] = await rowsOf('SELECT * FROM _prisma_migrations LIMIT 1');
    expect(row).toMatchObject({
      rolled_back_at: null,
      logs: null,
      applied_steps_count: 1,
      finished_at: expect.any(Date),
    });
  });

  test.each([1, 2, 3, 4, 5])(
    'several at once: the others wait, each migration is applied once (round %i)',
    async () => {
      const all = await Promise.all(Array.from({ length: 4 }, () => applyMigrations(database.pool, [first, second])));
      expect(all.flat().toSorted()).toEqual([first.name, second.name]);
      expect(await history()).toHaveLength(2);
    },
  );

  test('a failing migration leaves the database as it was and says where it failed', async () => {
    const outcome = applyMigrations(database.pool, [first, second, broken]);
    await expect(outcome).rejects.toThrow(MigrationFailedError);
    await expect(outcome).rejects.toThrow(/20260103000000_broken failed .*nonsense.*line 2/);
    expect(await tables()).toEqual(['_prisma_migrations', 'a']);
    expect(await history()).toHaveLength(2);
  });

  test('refuses a migration that was changed after it was applied', async () => {
    await applyMigrations(database.pool, [first]);
    const changed = migration(first.name, `${first.sql}-- later thought\n`);
    await expect(applyMigrations(database.pool, [changed, second])).rejects.toThrow(/was changed after it was applied/);
    expect(await history()).toHaveLength(1);
  });

  test('takes other line ends for the same migration', async () => {
    await applyMigrations(database.pool, [first]);
    const windows = migration(first.name, first.sql.replaceAll('\n', '\r\n'));
    expect(await applyMigrations(database.pool, [windows])).toEqual([]);
  });

  test('refuses a database that is newer than the code', async () => {
    await applyMigrations(database.pool, [first, second]);
    await expect(applyMigrations(database.pool, [first])).rejects.toThrow(NewerDatabaseError);
    await expect(applyMigrations(database.pool, [first])).rejects.toThrow(second.name);
  });

  test('refuses a migration recorded as failed, and goes on once it is resolved', async () => {
    await applyMigrations(database.pool, [first]);
    await database.pool.query(`INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('x', $1, $2)`, [
      second.checksum,
      second.name,
    ]);
    await expect(applyMigrations(database.pool, [first, second])).rejects.toThrow(/recorded as failed/);
    await database.pool.query(`UPDATE _prisma_migrations SET rolled_back_at = now() WHERE id = 'x'`);
    expect(await applyMigrations(database.pool, [first, second])).toEqual([second.name]);
  });

  test('refuses a database with tables of somebody else', async () => {
    await database.pool.query('CREATE TABLE theirs (id int)');
    await expect(applyMigrations(database.pool, [first])).rejects.toThrow(/already holds 1 tables .*\(theirs\)/);
    expect(await tables()).toEqual(['theirs']);
  });
});
