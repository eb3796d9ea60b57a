import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { db } from '../db.ts';
import { declareEnvironmentConnections } from '../modules/integrations/declare-environment-connections.ts';
import { encryptCredentials } from '../modules/integrations/encrypt-credentials.ts';
import { useIntegrationSettings } from '../modules/integrations/integration-settings.ts';
import { startSimulator } from '../simulator/start-simulator.ts';
import { createOrganization } from '../test/factories.ts';
import { type SyncKit, spendOf, startSyncKit, storedNumbers, TEST_SETTINGS } from './sync-kit.ts';

const NOW = '2026-11-20T10:30:00Z';
const CLOSED_DAY = '2026-11-18';

let kit: SyncKit;
beforeAll(async () => {
  kit = await startSyncKit(NOW, { enforceLimits: false });
});
afterAll(() => kit.close());
beforeEach(async () => {
  await kit.database.reset();
  await createOrganization({ allowedDomains: ['example.com'] });
  useIntegrationSettings(TEST_SETTINGS);
  kit.setTime(NOW);
});

type Vendor = 'anthropic' | 'cursor';

/** The connection that the environment declares for a vendor, with the given account behind it. */
async function declare(vendor: Vendor, { adminKey, baseUrl }: { adminKey: string; baseUrl: string }) {
  useIntegrationSettings({ ...TEST_SETTINGS, connections: { [vendor]: { adminKey, baseUrl } } });
  await declareEnvironmentConnections(kit.clock);
  return db.connection.findFirstOrThrow({ where: { environmentKey: { not: null } } });
}

describe('a connection of the environment', () => {
  test('learns whose account it is', async () => {
    const { id } = await declare('anthropic', kit.simulator.anthropic);
    expect(await kit.run(id)).toMatchObject({ status: 'SUCCEEDED' });
    const { accountName, vendorAccountId } = await db.connection.findUniqueOrThrow({ where: { id } });
    expect(vendorAccountId).toBe(kit.simulator.anthropic.organizationId);
    expect(accountName).not.toBe('');
  });

  test.each(['anthropic', 'cursor'] as const)(
    'reads nothing of an account that is read already: %s',
    async (vendor) => {
      const stored = await kit.connect(vendor, 'Ours');
      expect(await kit.run(stored.id)).toMatchObject({ status: 'SUCCEEDED' });
      const before = await storedNumbers(kit.database);
      const { id } = await declare(vendor, kit.simulator[vendor]);
      const run = await kit.run(id);
      expect(run).toMatchObject({ status: 'FAILED', errorCode: 'CONFLICT' });
      expect(run.errorMessage).toContain('"Ours"');
      expect(await storedNumbers(kit.database)).toEqual(before);
      expect(await kit.run(stored.id)).toMatchObject({ status: 'SUCCEEDED' });
      expect(await spendOf(kit.database, stored.id, CLOSED_DAY)).toBe(
        kit.simulator.truth.billNano(vendor, CLOSED_DAY, kit.clock()),
      );
    },
  );

  test('whose key opens another account now reads nothing of it', async () => {
    const { id } = await declare('anthropic', kit.simulator.anthropic);
    await kit.run(id);
    const before = await storedNumbers(kit.database);
    await declare('anthropic', kit.simulator.secondAnthropic);
    const run = await kit.run(id);
    expect(run).toMatchObject({ status: 'FAILED', errorCode: 'CONFLICT' });
    expect(run.errorMessage).toContain('as a connection of its own');
    expect(await storedNumbers(kit.database)).toEqual(before);
  });
});

describe('a vendor that tells no account', () => {
  test('is recognized by its events: a second key of one team reads nothing, whatever became of the first', async () => {
    const first = await kit.connect('cursor', 'First');
    await kit.run(first.id);
    const before = await storedNumbers(kit.database);
    const second = await kit.connect('cursor', 'Second');
    const failed = await kit.run(second.id);
    expect(failed).toMatchObject({ status: 'FAILED', errorCode: 'CONFLICT' });
    expect(failed.errorMessage).toContain('the account that "First" reads');
    await db.connection.update({ where: { id: first.id }, data: { status: 'DISCONNECTED' } });
    expect((await kit.run(second.id, { kind: 'BACKFILL', from: '2026-11-01' })).errorMessage).toContain(
      'give "First" the credentials to go on',
    );
    expect(await storedNumbers(kit.database)).toEqual(before);
  });

  test('has two teams side by side', async () => {
    const first = await kit.connect('cursor', 'First');
    await kit.run(first.id);
    const other = await startSimulator({ seed: 8, now: kit.clock, historyDays: 60, scenario: 'small' });
    const { id, vendorId } = await db.connection.create({
      data: { vendorId: first.vendorId, name: 'Other', baseUrl: other.cursor.baseUrl },
    });
    const encryptedCredentials = encryptCredentials({ adminKey: other.cursor.adminKey }, id, TEST_SETTINGS);
    await db.connection.update({ where: { id }, data: { encryptedCredentials } });
    expect(await kit.run(id)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await spendOf(kit.database, id, CLOSED_DAY)).toBe(other.truth.billNano('cursor', CLOSED_DAY, kit.clock()));
    expect(await kit.run(first.id)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await db.connection.count({ where: { vendorId } })).toBe(2);
    await other.close();
  });
});
