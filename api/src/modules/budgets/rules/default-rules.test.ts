import { readMigrationFiles } from '@outlay/prisma/migrations';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyMigrations } from '../../../database/apply-migrations.ts';
import { useDatabase } from '../../../db.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.ts';
import { createDefaultRules } from './default-rules.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ isMigrated: false });
});
afterAll(() => database.close());

test('an organization that exists gets by the migration what set-up makes', async () => {
  const migrations = readMigrationFiles();
  const index = migrations.findIndex(({ name }) => name.endsWith('_notifications'));
  await applyMigrations(database.pool, migrations.slice(0, index));
  await database.pool.query(`INSERT INTO organization (name) VALUES ('Acme')`);
  await applyMigrations(database.pool, migrations);
  useDatabase(database);
  const rules = async () => (await database.prisma.alertRule.findMany({ orderBy: { id: 'asc' } })).map(withoutTimes);
  const channels = async () => (await database.prisma.notificationChannel.findMany()).map(withoutTimes);
  const migrated = { rules: await rules(), channels: await channels() };
  await database.pool.query('DELETE FROM alert_rule; DELETE FROM notification_channel');
  await database.prisma.$transaction((tx) => createDefaultRules(tx, new Date()));
  expect(migrated).toEqual({ rules: await rules(), channels: await channels() });
  expect(migrated.rules).toHaveLength(10);
});

function withoutTimes(row: object) {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([key]) => !['id', 'createdAt', 'activeFrom'].includes(key))
      .map(([key, value]) => [key, typeof value === 'object' ? (value === null ? null : String(value)) : value]),
  );
}
