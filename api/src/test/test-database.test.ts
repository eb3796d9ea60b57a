import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, resetDatabase, type TestDatabase } from './test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
}, 60_000);
afterAll(() => database.close());

test('runs on the engine that the project names', async () => {
  const { rows } = await database.pool.query<{ version: string }>('SELECT version()');
  expect(rows[0]?.version.includes('PGlite')).toBe(process.env.OUTLAY_TEST_ON !== 'postgres');
});

test('hands out exact values: bigint, decimal string, day string, UTC instant', async () => {
  const { rows } = await database.pool.query(
    `SELECT 9007199254740993::bigint AS n, 0.1::numeric(18,4) AS amount, '2026-11-01'::date AS day,
            '2026-11-01T00:30:00+02'::timestamptz AS at, current_setting('TimeZone') AS zone`,
  );
  expect(rows).toEqual([
    { n: 9007199254740993n, amount: '0.1000', day: '2026-11-01', at: new Date('2026-10-31T22:30:00Z'), zone: 'UTC' },
  ]);
});

test('reset removes what tests wrote and keeps what migrations wrote', async () => {
  const before = await snapshot();
  const vendor = await database.prisma.vendor.create({ data: { code: 'reset-test', name: 'Reset' } });
  await database.pool.query('DELETE FROM vendor WHERE id <> $1', [vendor.id]);
  await resetDatabase(database);
  expect(await snapshot()).toEqual(before);
  const next = await database.prisma.vendor.create({ data: { code: 'reset-test', name: 'Reset' } });
  expect(next.id).toBe(vendor.id);
  await resetDatabase(database);
});

async function snapshot(): Promise<unknown> {
  const { rows } = await database.pool.query('SELECT * FROM vendor ORDER BY id');
  return rows;
}
