import { afterEach, beforeEach, expect, test } from 'vitest';
import { readDirectory, readWindows, startSimulatedVendors } from '../simulated-connection.ts';
import type { UsageRecord } from '../usage-record.ts';
import { cursor } from './index.ts';
import { usageEvents } from './usage-events.ts';

const NOW = '2026-11-20T10:30:00Z';
const RANGE = { from: '2026-11-09', until: '2026-11-16' };

let vendors: Awaited<ReturnType<typeof startSimulatedVendors>>;
beforeEach(async () => {
  vendors = await startSimulatedVendors(NOW, { scenario: 'sample' });
});
afterEach(() => vendors.simulator.close());

const open = (adminKey = vendors.simulator.cursor.adminKey) =>
  vendors.open(cursor, { adminKey }, vendors.simulator.cursor.baseUrl);
const sum = (records: UsageRecord[], field: 'chargeNano' | 'statedListNano') =>
  records.reduce((total, record) => total + (record[field] ?? 0n), 0n);

test('the charges of every day are the bill to the nano-dollar and no event is lost', async () => {
  const { truth } = vendors.simulator;
  for (const { day, records } of await readWindows(usageEvents, open(), RANGE)) {
    expect([day, sum(records, 'chargeNano')]).toEqual([day, truth.billNano('cursor', day)]);
    expect(records).toHaveLength(truth.eventCount('cursor', day));
    const included = records.filter(({ billingKind }) => billingKind === 'INCLUDED');
    expect(sum(included, 'statedListNano')).toBe(truth.includedNano('cursor', day));
  }
});

test('a day of more events than one page holds is read over all its pages', async () => {
  await vendors.simulator.close();
  vendors = await startSimulatedVendors(NOW, { scenario: 'sample', scale: 4 });
  const { truth, control } = vendors.simulator;
  const [window] = await readWindows(usageEvents, open(), { from: '2026-11-12', until: '2026-11-13' });
  expect(control.requestCount('cursor')).toBeGreaterThan(1);
  expect(window?.records).toHaveLength(truth.eventCount('cursor', '2026-11-12'));
  expect(sum(window?.records ?? [], 'chargeNano')).toBe(truth.billNano('cursor', '2026-11-12'));
});

test('identical events stay two records with one key', async () => {
  const records = (await readWindows(usageEvents, open(), { from: '2026-10-01', until: '2026-10-31' })).flatMap(
    (window) => window.records,
  );
  const twins = [...Map.groupBy(records, ({ key }) => key.join('|')).values()].filter((group) => group.length > 1);
  expect(twins.length).toBeGreaterThan(0);
  for (const [first, second] of twins) expect(second).toEqual(first);
});

test('an address is one person however it is written', async () => {
  const records = (await readWindows(usageEvents, open(), RANGE)).flatMap((window) => window.records);
  const users = records.flatMap(({ user }) => (user?.kind === 'USER' ? [user] : []));
  expect(users.length).toBeGreaterThan(0);
  for (const { externalId, email } of users)
    expect([externalId, email]).toEqual([externalId.toLowerCase(), externalId]);
  const listed = new Set((await readDirectory(cursor, open())).map(({ externalId }) => externalId));
  expect(users.every(({ externalId }) => listed.has(externalId))).toBe(true);
});

test('service accounts are their own identities', async () => {
  const records = (await readWindows(usageEvents, open(), RANGE)).flatMap((window) => window.records);
  expect(records.some(({ user }) => user?.kind === 'SERVICE_ACCOUNT' && user.name === 'nightly-bugfix')).toBe(true);
});

test('the present day holds what is visible so far', async () => {
  const today = { from: '2026-11-20', until: '2026-11-21' };
  const [before] = await readWindows(usageEvents, open(), today);
  vendors.setTime('2026-11-21T03:00:00Z');
  const [after] = await readWindows(usageEvents, open(), today);
  expect(before?.records.length).toBeLessThan(after?.records.length ?? 0);
  expect(after?.records).toHaveLength(vendors.simulator.truth.eventCount('cursor', '2026-11-20'));
});

test('limits and broken answers are waited out', async () => {
  const { control, truth } = vendors.simulator;
  control.failNext('cursor', { status: 429, retryAfterSeconds: 30 });
  control.dropConnection('cursor', { afterBytes: 200 });
  for (const { day, records } of await readWindows(usageEvents, open(), RANGE)) {
    expect(sum(records, 'chargeNano')).toBe(truth.billNano('cursor', day));
  }
});

test("a model vendor's key is named as such, before anything is sent", async () => {
  await expect(cursor.check(open(vendors.simulator.anthropic.adminKey))).rejects.toMatchObject({
    code: 'VENDOR_CREDENTIALS',
    message: expect.stringMatching(/^This is a model vendor's key\. .*crsr_/),
  });
  expect(vendors.simulator.control.requestCount('cursor')).toBe(0);
});
