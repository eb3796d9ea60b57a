import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { DirectoryEntry } from '../connectors/connector.ts';
import type { UsageRecord } from '../connectors/usage-record.ts';
import { db, useDatabase } from '../db.ts';
import { createOrganization } from '../test/factories.ts';
import { createTestDatabase, type TestDatabase } from '../test/test-database.ts';
import { rebuildStaleDays } from './rebuild-days.ts';
import { storeDirectory } from './store-directory.ts';
import { storeWindows } from './store-windows.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database);
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.reset();
  await createOrganization({ allowedDomains: ['example.com'] });
});

const record = (day: string, who: Partial<UsageRecord>): UsageRecord => ({
  key: [JSON.stringify(who)],
  hour: new Date(`${day}T08:00:00Z`),
  isDayGrain: false,
  evidence: 'REPORTED',
  billingKind: 'METERED',
  chargeClass: 'TOKENS',
  currency: 'USD',
  chargeNano: 1_000n,
  ...who,
});
const ANA = { user: { kind: 'USER', externalId: 'user_1' } } as const;
const ANAS_KEY = { apiKey: { kind: 'API_KEY', externalId: 'key_1' } } as const;
const LISTED: DirectoryEntry[] = [
  { kind: 'USER', externalId: 'user_1', name: 'Ana Silva', email: 'Ana@example.com' },
  { kind: 'API_KEY', externalId: 'key_1', name: 'claude_code_key_ana_x', toolCode: 'claude_code' },
];

test('people who left and deleted keys keep their history, and what is still told of them', async () => {
  const vendor = await db.vendor.create({ data: { code: 'anthropic', name: 'Anthropic' } });
  const connection = await db.connection.create({ data: { vendorId: vendor.id, name: 'Anthropic' } });
  const store = (day: string) =>
    storeWindows(database.pool, {
      connection,
      stream: { name: 'messages_usage' },
      windows: [{ day, records: [record(day, ANA), record(day, ANAS_KEY)] }],
      readAt: new Date(`${day}T20:00:00Z`),
      isSettled: () => false,
    });
  await storeDirectory(database.pool, connection.id, LISTED, new Date('2026-11-01'));
  await store('2026-11-01');
  const ana = await db.member.findUniqueOrThrow({ where: { email: 'ana@example.com' } });
  const spendOfAna = async () =>
    (await db.usageDay.aggregate({ where: { memberId: ana.id }, _sum: { spendNano: true } }))._sum.spendNano;
  expect(await spendOfAna()).toBe(2_000n);

  await db.member.update({ where: { id: ana.id }, data: { status: 'DEACTIVATED', deactivatedAt: new Date() } });
  await storeDirectory(database.pool, connection.id, [], new Date('2026-11-02'));
  expect(await db.identity.count({ where: { deletedAt: { not: null } } })).toBe(2);
  await store('2026-11-02');
  expect(await spendOfAna()).toBe(4_000n);
  await db.rollupDay.updateMany({ data: { isStale: true } });
  await rebuildStaleDays(database.pool);
  expect(await spendOfAna()).toBe(4_000n);
  expect(await db.member.count()).toBe(1);

  const renamed = LISTED.map((entry) => ({
    ...entry,
    name: 'Ana Silva-Costa',
    ...(entry.email ? { email: 'ana.silva-costa@example.com' } : {}),
  }));
  await storeDirectory(database.pool, connection.id, renamed, new Date('2026-11-03'));
  await rebuildStaleDays(database.pool);
  expect(await spendOfAna()).toBe(4_000n);
  expect(await db.identity.count({ where: { deletedAt: null } })).toBe(2);
});
