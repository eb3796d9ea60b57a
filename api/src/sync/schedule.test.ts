import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connectorFor } from '../connectors/registry.ts';
import { db } from '../db.ts';
import { InvalidInputError } from '../lib/errors.ts';
import { createOrganization } from '../test/factories.ts';
import { defaultSchedule, nextSyncAfter, queueAllSyncs, queueDueSyncs, requireSchedule } from './schedule.ts';
import { handleSyncHook } from './sync-hook.ts';
import { type SyncKit, startSyncKit } from './sync-kit.ts';

const NOW = '2026-11-20T10:30:00Z';

let kit: SyncKit;
beforeAll(async () => {
  kit = await startSyncKit(NOW);
});
afterAll(() => kit.close());
beforeEach(async () => {
  await kit.database.reset();
  await createOrganization();
  kit.setTime(NOW);
});

const at = (instant: string) => new Date(instant);
const due = (connectionId: number, nextSyncAt: string | null, schedule = '0 6 * * *') =>
  db.connection.update({ where: { id: connectionId }, data: { nextSyncAt: nextSyncAt && at(nextSyncAt), schedule } });

describe('schedules', () => {
  test('are daily at 06:00 UTC, and hourly where every hour brings something new', () => {
    expect(defaultSchedule([{ freshnessMinutes: 1440 }])).toBe('0 6 * * *');
    expect(defaultSchedule(connectorFor('cursor')?.streams ?? [])).toBe('0 * * * *');
    expect(nextSyncAfter('0 6 * * *', at('2026-11-20T06:00:00Z'))).toEqual(at('2026-11-21T06:00:00Z'));
  });

  test.each(['', 'daily', '61 * * * *', '0 6 * *', '0 0 6 * * *', '0 0 30 2 *'])('"%s" is refused', (text) => {
    expect(() => requireSchedule(text, at(NOW))).toThrow(InvalidInputError);
  });

  test('a connection is queued once when due, and told its next time', async () => {
    const { id } = await kit.connect('cursor');
    await due(id, '2026-11-20T11:00:00Z', '0 * * * *');
    expect(await queueDueSyncs(kit.database.pool, at('2026-11-20T10:59:59Z'))).toEqual([]);
    const [run] = await queueDueSyncs(kit.database.pool, at('2026-11-20T11:00:00Z'));
    expect(await queueDueSyncs(kit.database.pool, at('2026-11-20T11:00:30Z'))).toEqual([]);
    expect(await db.syncRun.findMany()).toMatchObject([
      { id: run, connectionId: id, trigger: 'schedule', kind: 'SYNC' },
    ]);
    expect((await db.connection.findUniqueOrThrow({ where: { id } })).nextSyncAt).toEqual(at('2026-11-20T12:00:00Z'));
  });

  test('what was missed while nothing ran is made up for once', async () => {
    const { id } = await kit.connect('cursor');
    await due(id, '2026-11-15T06:00:00Z');
    expect((await queueDueSyncs(kit.database.pool, at(NOW))).length).toBe(1);
    expect((await db.connection.findUniqueOrThrow({ where: { id } })).nextSyncAt).toEqual(at('2026-11-21T06:00:00Z'));
  });

  test('paused and disconnected ones wait', async () => {
    for (const status of ['PAUSED', 'DISCONNECTED'] as const) {
      const { id } = await kit.connect('cursor', status);
      await due(id, '2026-11-15T06:00:00Z');
      await db.connection.update({ where: { id }, data: { status } });
    }
    expect(await queueDueSyncs(kit.database.pool, at(NOW))).toEqual([]);
    expect(await queueAllSyncs(kit.database.pool, at(NOW), 'test')).toEqual([]);
  });

  test('nothing is due before the organization is set up', async () => {
    const { id } = await kit.connect('cursor');
    await due(id, '2026-11-15T06:00:00Z');
    await db.organization.deleteMany();
    expect(await queueDueSyncs(kit.database.pool, at(NOW))).toEqual([]);
  });

  test('of two looks at the same moment one queues', async () => {
    const { id } = await kit.connect('cursor');
    await due(id, '2026-11-20T10:00:00Z');
    const { pool } = kit.database;
    const queued = await Promise.all([queueDueSyncs(pool, at(NOW)), queueDueSyncs(pool, at(NOW))]);
    expect(queued.flat().length).toBe(1);
  });

  test('by schedule a settled day is read again once a day, not every hour', async () => {
    const { id } = await kit.connect('cursor');
    await kit.run(id);
    const readAt = async () =>
      (await db.syncWindow.findFirstOrThrow({ where: { day: at('2026-11-18') } })).readAt.toISOString();
    kit.setTime('2026-11-20T11:30:00Z');
    expect(await kit.run(id, { trigger: 'schedule' })).toMatchObject({ status: 'SUCCEEDED' });
    expect(await readAt()).toMatch(/^2026-11-20T10:3/);
    kit.setTime('2026-11-21T11:30:00Z');
    await kit.run(id, { trigger: 'schedule' });
    expect(await readAt()).toMatch(/^2026-11-21T11:3/);
  });

  test('a stream read a moment ago is not read again by schedule', async () => {
    const { id } = await kit.connect('cursor');
    await kit.run(id);
    kit.setTime('2026-11-20T10:40:00Z');
    expect(await kit.run(id, { trigger: 'schedule' })).toMatchObject({ status: 'SUCCEEDED', windowCount: 0 });
    expect((await kit.run(id)).windowCount).toBeGreaterThan(0);
  });
});

describe('POST /hooks/sync', () => {
  const secret = 'a secret for the outside cron';
  const call = (
    headers: Record<string, string>,
    { path = '/hooks/sync', method = 'POST', cronSecret = secret as string | null } = {},
  ) =>
    handleSyncHook(new Request(`http://outlay.test${path}`, { method, headers }), {
      pool: kit.database.pool,
      clock: kit.clock,
      cronSecret: cronSecret ?? undefined,
    });
  const bearer = { authorization: `Bearer ${secret}` };

  test('queues what is due, or with all=true everything, and answers the runs', async () => {
    const [dueOne, other] = [await kit.connect('cursor', 'due'), await kit.connect('cursor', 'other')];
    await due(dueOne.id, '2026-11-20T10:00:00Z');
    await due(other.id, '2026-11-21T06:00:00Z');
    const response = await call(bearer);
    expect([response.status, await response.json()]).toEqual([202, { syncRuns: ['SyncRun:1'] }]);
    expect(await db.syncRun.findMany()).toMatchObject([{ connectionId: dueOne.id, trigger: 'outside cron' }]);
    const all = await call(bearer, { path: '/hooks/sync?all=true' });
    expect(await all.json()).toEqual({ syncRuns: ['SyncRun:1', 'SyncRun:2'] });
  });

  test.each([
    ['no secret', {}, {}, 401],
    ['another secret', { authorization: 'Bearer guess' }, {}, 401],
    ['another method', bearer, { method: 'DELETE' }, 405],
    ['an unknown value', bearer, { path: '/hooks/sync?all=yes' }, 400],
    ['no configured secret', { authorization: 'Bearer ' }, { cronSecret: null }, 404],
    ['an empty configured secret', { authorization: 'Bearer ' }, { cronSecret: '' }, 404],
  ])('%s is refused', async (_case, headers, options, status) => {
    await kit.connect('cursor');
    expect((await call(headers, options)).status).toBe(status);
    expect(await db.syncRun.count()).toBe(0);
  });
});
