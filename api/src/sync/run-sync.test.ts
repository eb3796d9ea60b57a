import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { db } from '../db.ts';
import { daysOf } from '../lib/calendar.ts';
import { encryptCredentials } from '../modules/integrations/encrypt-credentials.ts';
import { createOrganization } from '../test/factories.ts';
import { syncEvents } from './sync-events.ts';
import { queueRun, type SyncKit, spendOf, startSyncKit, storedNumbers, TEST_SETTINGS } from './sync-kit.ts';

const NOW = '2026-11-20T10:30:00Z';
const CLOSED_DAY = '2026-11-18';

let kit: SyncKit;
beforeAll(async () => {
  kit = await startSyncKit(NOW);
});
afterAll(() => kit.close());
beforeEach(async () => {
  await kit.database.reset();
  await createOrganization({ allowedDomains: ['example.com'] });
  kit.setTime(NOW);
  kit.errors.length = 0;
});

describe('a sync', () => {
  test('stores days whose spend is the bill to the nano-dollar', async () => {
    const connection = await kit.connect('anthropic');
    const run = await kit.run(connection.id);
    expect(kit.errors).toEqual([]);
    expect(run).toMatchObject({ status: 'SUCCEEDED', errorMessage: null });
    expect(run.doneCount).toBe(run.windowCount);
    expect(run.rowCount).toBeGreaterThan(0);
    expect(run.streams.map(({ stream, status }) => [stream, status])).toContainEqual(['directory', 'SUCCEEDED']);
    expect(await spendOf(kit.database, connection.id, CLOSED_DAY)).toBe(
      kit.simulator.truth.billNano('anthropic', CLOSED_DAY, kit.clock()),
    );
  });

  test('read again changes nothing', async () => {
    const connection = await kit.connect('anthropic');
    await kit.run(connection.id);
    const before = await storedNumbers(kit.database);
    const run = await kit.run(connection.id);
    expect(run.status).toBe('SUCCEEDED');
    expect(await storedNumbers(kit.database)).toEqual(before);
  });

  test('replaces a day the vendor restated, rows that vanished included', async () => {
    const connection = await kit.connect('cursor');
    await kit.run(connection.id);
    const before = await spendOf(kit.database, connection.id, CLOSED_DAY);
    kit.simulator.control.restate('cursor', CLOSED_DAY, { factor: 0.5 });
    await kit.run(connection.id);
    const restated = kit.simulator.truth.billNano('cursor', CLOSED_DAY, kit.clock());
    kit.simulator.control.restate('cursor', CLOSED_DAY, { factor: 1 });
    expect(restated).not.toBe(before);
    expect(await spendOf(kit.database, connection.id, CLOSED_DAY)).not.toBe(before);
    await kit.run(connection.id);
    expect(await spendOf(kit.database, connection.id, CLOSED_DAY)).toBe(before);
  });

  test('catches up an outage of ten days, not only yesterday', async () => {
    const connection = await kit.connect('cursor');
    kit.setTime('2026-11-09T10:30:00Z');
    await kit.run(connection.id);
    kit.setTime(NOW);
    await kit.run(connection.id);
    const windows = await db.syncWindow.findMany({ where: { stream: 'usage_events' }, orderBy: { day: 'asc' } });
    const days = windows.map(({ day }) => day.toISOString().slice(0, 10));
    expect(days[0]).toBe('2026-11-06');
    expect(days).toEqual(daysOf({ from: '2026-11-06', until: '2026-11-21' }));
    const state = await db.streamState.findFirstOrThrow({ where: { stream: 'usage_events' } });
    expect(state.backfilledFrom).toEqual(new Date('2026-11-06'));
    expect(state.settledUntil).toEqual(new Date('2026-11-20'));
  });

  test('a day read while it ran is read again until it is settled', async () => {
    const connection = await kit.connect('cursor');
    await kit.run(connection.id);
    const today = await spendOf(kit.database, connection.id, '2026-11-20');
    kit.setTime('2026-11-21T12:00:00Z');
    await kit.run(connection.id);
    const whole = await spendOf(kit.database, connection.id, '2026-11-20');
    expect(whole).toBe(kit.simulator.truth.billNano('cursor', '2026-11-20', kit.clock()));
    expect(whole).toBeGreaterThan(today);
  });
});

describe('a failing vendor', () => {
  test('rate-limited beyond patience leaves what was stored as it is; the next run goes on', async () => {
    const connection = await kit.connect('anthropic');
    await kit.run(connection.id);
    const before = await storedNumbers(kit.database);
    kit.setTime('2026-11-21T10:30:00Z');
    kit.simulator.control.failNext('anthropic', { status: 429, retryAfterSeconds: 3600, path: 'cost_report' });
    const run = await kit.run(connection.id);
    expect(run).toMatchObject({ status: 'FAILED', errorCode: 'VENDOR_RATE_LIMITED' });
    expect(run.streams.map(({ stream, status }) => [stream, status])).toEqual([
      ['claude_code', 'SUCCEEDED'],
      ['cost_report', 'FAILED'],
      ['directory', 'SUCCEEDED'],
      ['messages_usage', 'SUCCEEDED'],
    ]);
    const windows = await db.syncWindow.findMany({ where: { stream: 'cost_report' } });
    expect(windows.map(({ readAt }) => readAt.toISOString().slice(0, 10))).not.toContain('2026-11-21');
    expect(await storedNumbers(kit.database)).not.toEqual(before);
    expect(await kit.run(connection.id)).toMatchObject({ status: 'SUCCEEDED' });
    const whole = kit.simulator.truth.billNano('anthropic', '2026-11-19', kit.clock());
    expect(await spendOf(kit.database, connection.id, '2026-11-19')).toBe(whole);
  });

  test('limited between two pages of a report never leaves a part of it', async () => {
    const connection = await kit.connect('anthropic');
    await kit.run(connection.id);
    const windows = () => db.syncWindow.findMany({ where: { stream: 'messages_usage' }, orderBy: { day: 'asc' } });
    const [before, numbers] = [await windows(), await storedNumbers(kit.database)];
    const { control } = kit.simulator;
    control.clearRequestLog();
    let isLimited = false;
    const clock = () => {
      if (!isLimited && control.requestCount('anthropic', 'usage_report/messages') === 2) {
        isLimited = true;
        control.failNext('anthropic', { status: 429, retryAfterSeconds: 3600, path: 'usage_report/messages' });
      }
      return kit.clock();
    };
    const run = await kit.run(connection.id, { engine: { clock } });
    const statuses = control.requestLog('anthropic', 'usage_report/messages').map(({ status }) => status);
    expect(statuses).toEqual([200, 200, 429]);
    expect(run.streams.find(({ stream }) => stream === 'messages_usage')).toMatchObject({
      status: 'FAILED',
      doneCount: 0,
    });
    expect(await windows()).toEqual(before);
    expect(await storedNumbers(kit.database)).toEqual(numbers);
  });

  test('an outage leaves everything as it is', async () => {
    const connection = await kit.connect('cursor');
    await kit.run(connection.id);
    const before = await storedNumbers(kit.database);
    kit.simulator.control.restate('cursor', CLOSED_DAY, { factor: 3 });
    kit.simulator.control.outage('cursor', true);
    const run = await kit.run(connection.id);
    kit.simulator.control.outage('cursor', false);
    kit.simulator.control.restate('cursor', CLOSED_DAY, { factor: 1 });
    expect(run).toMatchObject({ status: 'FAILED', errorCode: 'VENDOR_UNAVAILABLE' });
    expect(await storedNumbers(kit.database)).toEqual(before);
  });

  test('a passing failure is tried again long before the next scheduled time, ever later', async () => {
    const connection = await kit.connect('cursor');
    const tomorrow = new Date('2026-11-21T06:00:00Z');
    kit.simulator.control.outage('cursor', true);
    const waits: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      await db.connection.update({ where: { id: connection.id }, data: { nextSyncAt: tomorrow } });
      await kit.run(connection.id);
      const { nextSyncAt } = await db.connection.findUniqueOrThrow({ where: { id: connection.id } });
      waits.push(Math.round(((nextSyncAt?.getTime() ?? 0) - kit.clock().getTime()) / 60_000));
    }
    kit.simulator.control.outage('cursor', false);
    expect(waits).toEqual([5, 10, 20]);
  });

  test('one failing organization of a vendor does not hold up the other', async () => {
    const [first, second] = [await kit.connect('anthropic'), await kit.connect('secondAnthropic')];
    kit.simulator.control.outage('anthropic', true);
    const engine = await kit.startEngine();
    const runs = [await queueRun(first.id), await queueRun(second.id)];
    syncEvents.emit('queued');
    await engine.idle();
    await engine.stop();
    kit.simulator.control.outage('anthropic', false);
    const ended = await db.syncRun.findMany({
      where: { id: { in: runs.map(({ id }) => id) } },
      orderBy: { id: 'asc' },
    });
    expect(ended.map(({ status }) => status)).toEqual(['FAILED', 'SUCCEEDED']);
    expect(await spendOf(kit.database, second.id, CLOSED_DAY)).toBe(
      kit.simulator.truth.billNano('anthropic-2', CLOSED_DAY, kit.clock()),
    );
    await kit.run(first.id);
    expect(await spendOf(kit.database, first.id, CLOSED_DAY)).toBe(
      kit.simulator.truth.billNano('anthropic', CLOSED_DAY, kit.clock()),
    );
  });

  test('wrong credentials fail the run and say which key is needed', async () => {
    const connection = await kit.connect('anthropic');
    const encryptedCredentials = encryptCredentials(
      { adminKey: kit.simulator.anthropic.ordinaryKey },
      connection.id,
      TEST_SETTINGS,
    );
    await db.connection.update({ where: { id: connection.id }, data: { encryptedCredentials } });
    const run = await kit.run(connection.id);
    expect(run).toMatchObject({ status: 'FAILED', errorCode: 'VENDOR_CREDENTIALS' });
    expect(run.errorMessage).toContain('Admin');
    expect(await db.syncWindow.count()).toBe(0);
  });
});

describe('the directory', () => {
  test('names identities, gives addresses of the organization to members, and keeps who left', async () => {
    const connection = await kit.connect('anthropic');
    await kit.run(connection.id);
    const listed = await db.identity.findMany({ where: { listedAt: { not: null } }, include: { mappings: true } });
    expect(new Set(listed.map(({ kind }) => kind))).toEqual(new Set(['USER', 'API_KEY', 'WORKSPACE']));
    const owned = listed.filter(({ email }) => email?.endsWith('@example.com'));
    expect(owned.length).toBeGreaterThan(0);
    expect(owned.every(({ mappings }) => mappings.length === 1)).toBe(true);
    const gone = await db.identity.create({
      data: {
        scope: `c${connection.id}`,
        connectionId: connection.id,
        kind: 'USER',
        externalId: 'user_left',
        listedAt: new Date(0),
      },
    });
    await kit.run(connection.id);
    expect(await db.identity.findUniqueOrThrow({ where: { id: gone.id } })).toMatchObject({ deletedAt: kit.clock() });
    const markedGone = { deletedAt: { not: null }, listedAt: { lt: kit.clock() } };
    expect(await db.identity.count({ where: markedGone })).toBe(1);
  });

  test('a failing directory does not hold up usage', async () => {
    const connection = await kit.connect('anthropic');
    kit.simulator.control.failNext('anthropic', { status: 403, times: 1, path: '/api_keys' });
    const run = await kit.run(connection.id);
    expect(run.streams.find(({ stream }) => stream === 'directory')).toMatchObject({ status: 'FAILED' });
    expect(run.status).toBe('FAILED');
    expect(await spendOf(kit.database, connection.id, CLOSED_DAY)).toBe(
      kit.simulator.truth.billNano('anthropic', CLOSED_DAY, kit.clock()),
    );
  });
});
