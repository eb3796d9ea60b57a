import { readMigrationFiles } from '@outlay/prisma/migrations';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { discounted } from '../sync/price-usage.ts';
import { createTestDatabase, type TestDatabase } from '../test/test-database.ts';
import { applyMigrations } from './apply-migrations.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ isMigrated: false });
});
afterAll(() => database.close());

const LIST_VALUES = [0n, 1n, 7n, 999_999n, 1_000_000n, 18_000_000_001n, 10n ** 15n + 3n];
const RATES = [0, 1, 125_000, 333_333, 999_999, 1_000_000];

test('rows priced before discounts were kept get the one that gives their cost', async () => {
  const migrations = readMigrationFiles();
  const index = migrations.findIndex(({ name }) => name.endsWith('_keep_discount'));
  await applyMigrations(database.pool, migrations.slice(0, index));
  const rows = LIST_VALUES.flatMap((list) => RATES.map((rate) => ({ list, cost: discounted(list, BigInt(rate)) })));
  await database.pool.query(
    `INSERT INTO usage_bucket (shard, natural_key, connection_id, stream, evidence, billing_kind, hour, billing_day, day,
       vendor_id, currency, list_value_nano, cost_nano)
     SELECT n, gen_random_uuid(), 1, 'usage', 'REPORTED', 'METERED', '2026-11-02', '2026-11-02', '2026-11-02', 1, 'USD', list, cost
     FROM unnest($1::int8[], $2::int8[]) WITH ORDINALITY AS priced(list, cost, n)`,
    [rows.map(({ list }) => list.toString()), rows.map(({ cost }) => cost.toString())],
  );
  await applyMigrations(database.pool, migrations);
  const stored = await database.pool.query<{ list: bigint; cost: bigint; discount: number }>(
    'SELECT list_value_nano AS list, cost_nano AS cost, discount_millionths AS discount FROM usage_bucket ORDER BY shard',
  );
  expect(stored.rows).toHaveLength(rows.length);
  for (const { list, cost, discount } of stored.rows) expect(discounted(list, BigInt(discount))).toBe(cost);
});
