import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { db } from '../db.ts';
import { addDays, daysOf } from '../lib/calendar.ts';
import { createOrganization } from '../test/factories.ts';
import { recoverRuns } from './recover-runs.ts';
import { syncEvents } from './sync-events.ts';
import { queueRun, type SyncKit, startSyncKit, storedNumbers } from './sync-kit.ts';
import { currentWorkerId } from './worker-identity.ts';

const NOW = '2026-11-20T10:30:00Z';

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

const daysRead = async (stream: string) =>
  (await db.syncWindow.findMany({ where: { stream }, orderBy: { day: 'asc' } })).map(({ day }) =>
    day.toISOString().slice(0, 10),
  );

/** Calls `act` once, when the run has stored `count` windows. */
function afterWindows(runId: number, count: number, act: () => unknown): () => void {
  let left = count;
  const listener = async (id: number) => {
    if (id !== runId) return;
    const { doneCount } = await db.syncRun.findUniqueOrThrow({ where: { id } });
    if (doneCount < left) return;
    left = Number.POSITIVE_INFINITY;
    await act();
  };
  syncEvents.on('progressed', listener);
  return () => syncEvents.off('progressed', listener);
}

describe('a backfill', () => {
  test('goes back newest first to the day asked for, and leaves no hole', async () => {
    const connection = await kit.connect('cursor');
    const run = await kit.run(connection.id, { kind: 'BACKFILL', from: '2026-10-25' });
    expect(run).toMatchObject({ status: 'SUCCEEDED', windowCount: 27, doneCount: 27 });
    expect(await daysRead('usage_events')).toEqual(daysOf({ from: '2026-10-25', until: '2026-11-21' }));
    const again = await kit.run(connection.id, { kind: 'BACKFILL', from: '2026-10-20' });
    expect(again.doneCount).toBeLessThan(10);
    expect(await daysRead('usage_events')).toEqual(daysOf({ from: '2026-10-20', until: '2026-11-21' }));
  });

  test('with an end reads those days alone, and leaves the present as unread as it was', async () => {
    const connection = await kit.connect('cursor');
    const days = { kind: 'BACKFILL', from: '2026-10-25', until: '2026-10-29' } as const;
    expect(await kit.run(connection.id, days)).toMatchObject({ status: 'SUCCEEDED', windowCount: 4, doneCount: 4 });
    const island = daysOf({ from: '2026-10-25', until: '2026-10-29' });
    expect(await daysRead('usage_events')).toEqual(island);
    expect(await db.streamState.findFirstOrThrow({ where: { stream: 'usage_events' } })).toMatchObject({
      backfilledFrom: null,
      lastSucceededAt: null,
    });

    await kit.run(connection.id, { trigger: 'schedule' });
    expect((await daysRead('usage_events')).at(-1)).toBe('2026-11-20');
    const rest = await kit.run(connection.id, { kind: 'BACKFILL', from: '2026-10-25' });
    expect(await daysRead('usage_events')).toEqual(daysOf({ from: '2026-10-25', until: '2026-11-21' }));
    expect(rest.doneCount).toBeLessThan(27 - island.length);
    expect(await db.streamState.findFirstOrThrow({ where: { stream: 'usage_events' } })).toMatchObject({
      backfilledFrom: new Date('2026-10-25'),
    });
  });

  test('stopped by a rate limit in the middle goes on where it stopped', async () => {
    const connection = await kit.connect('anthropic');
    const limits = kit.simulator.control;
    const run = await queueRun(connection.id, { kind: 'BACKFILL', from: '2026-10-10' });
    const stop = afterWindows(run.id, 14, () =>
      limits.failNext('anthropic', { status: 429, retryAfterSeconds: 7200, times: 1, path: 'usage_report/messages' }),
    );
    const engine = await kit.startEngine();
    await engine.idle();
    await engine.stop();
    stop();
    const failed = await db.syncRun.findUniqueOrThrow({ where: { id: run.id } });
    expect(failed).toMatchObject({ status: 'FAILED', errorCode: 'VENDOR_RATE_LIMITED' });
    const state = await db.streamState.findFirstOrThrow({ where: { stream: 'messages_usage' } });
    const frontier = state.backfilledFrom?.toISOString().slice(0, 10) ?? '';
    expect(frontier > '2026-10-10').toBe(true);
    expect(await daysRead('messages_usage')).toEqual(daysOf({ from: frontier, until: '2026-11-21' }));
    expect(await daysRead('cost_report')).toEqual(daysOf({ from: '2026-10-10', until: '2026-11-21' }));
    await kit.run(connection.id, { kind: 'BACKFILL', from: '2026-10-10' });
    expect(await daysRead('messages_usage')).toEqual(daysOf({ from: '2026-10-10', until: '2026-11-21' }));
  });

  test('in pieces and in one go ends in the same numbers', async () => {
    const connection = await kit.connect('cursor');
    await kit.run(connection.id);
    for (const back of [5, 9, 14]) {
      await kit.run(connection.id, { kind: 'BACKFILL', from: addDays('2026-11-20', -back) });
    }
    const inPieces = await storedNumbers(kit.database);
    await kit.database.reset();
    await createOrganization({ allowedDomains: ['example.com'] });
    const fresh = await kit.connect('cursor');
    await kit.run(fresh.id, { kind: 'BACKFILL', from: addDays('2026-11-20', -14) });
    expect(await storedNumbers(kit.database)).toEqual(inPieces);
  });
});

describe('stopping', () => {
  test('a cancelled run keeps what it stored and stops before the next window', async () => {
    const connection = await kit.connect('cursor');
    const run = await queueRun(connection.id, { kind: 'BACKFILL', from: '2026-10-01' });
    const off = afterWindows(run.id, 5, () => void syncEvents.emit('cancelRequested', run.id));
    const engine = await kit.startEngine();
    await engine.idle();
    await engine.stop();
    off();
    const ended = await db.syncRun.findUniqueOrThrow({ where: { id: run.id } });
    expect(ended.status).toBe('CANCELLED');
    expect(ended.doneCount).toBeGreaterThanOrEqual(5);
    expect(ended.doneCount).toBeLessThan(ended.windowCount);
    expect((await daysRead('usage_events')).length).toBeGreaterThanOrEqual(ended.doneCount);
    expect(await kit.run(connection.id, { kind: 'BACKFILL', from: '2026-10-01' })).toMatchObject({
      status: 'SUCCEEDED',
    });
    expect(await daysRead('usage_events')).toEqual(daysOf({ from: '2026-10-01', until: '2026-11-21' }));
  });

  test('a cancellation by another process is seen at the next window', async () => {
    const connection = await kit.connect('cursor');
    const run = await queueRun(connection.id, { kind: 'BACKFILL', from: '2026-10-01' });
    const off = afterWindows(run.id, 2, () =>
      db.syncRun.update({ where: { id: run.id }, data: { cancelRequestedAt: kit.clock() } }),
    );
    const engine = await kit.startEngine();
    await engine.idle();
    await engine.stop();
    off();
    expect(await db.syncRun.findUniqueOrThrow({ where: { id: run.id } })).toMatchObject({ status: 'CANCELLED' });
  });

  test('a process that stops hands its run on', async () => {
    const connection = await kit.connect('cursor');
    const run = await queueRun(connection.id, { kind: 'BACKFILL', from: '2026-10-01', until: '2026-11-10' });
    let stopped: Promise<void> | undefined;
    const engine = await kit.startEngine();
    const off = afterWindows(run.id, 3, () => {
      stopped = engine.stop();
    });
    await engine.idle();
    await stopped;
    off();
    const runs = await db.syncRun.findMany({ orderBy: { id: 'asc' } });
    expect(runs.map(({ status }) => status)).toEqual(['INTERRUPTED', 'QUEUED']);
    const next = await kit.startEngine();
    await next.idle();
    await next.stop();
    expect(await db.syncRun.findFirstOrThrow({ orderBy: { id: 'desc' } })).toMatchObject({
      status: 'SUCCEEDED',
      kind: 'BACKFILL',
      trigger: `resumed run ${run.id}`,
    });
    expect(await daysRead('usage_events')).toEqual(daysOf({ from: '2026-10-01', until: '2026-11-10' }));
  });
});

describe('runs of other processes', () => {
  const running = (connectionId: number, workerId: string, heartbeatAt: Date) =>
    db.syncRun.create({
      data: { connectionId, kind: 'SYNC', trigger: 'test', status: 'RUNNING', workerId, heartbeatAt },
    });

  test('a run of a process that is gone goes on, one of a living process is left alone', async () => {
    const [gone, alive] = [await kit.connect('cursor', 'gone'), await kit.connect('cursor', 'alive')];
    const [machine] = currentWorkerId().split('|');
    const dead = await running(gone.id, `${machine}|4194304|1`, kit.clock());
    await running(alive.id, currentWorkerId(), kit.clock());
    expect(await recoverRuns(kit.database.pool, kit.clock())).toEqual([dead.id]);
    const runs = await db.syncRun.findMany({ orderBy: { id: 'asc' } });
    expect(runs.map(({ connectionId, status }) => [connectionId, status])).toEqual([
      [gone.id, 'INTERRUPTED'],
      [alive.id, 'RUNNING'],
      [gone.id, 'QUEUED'],
    ]);
  });

  test('a run on another machine counts as dead once it is silent', async () => {
    const connection = await kit.connect('cursor');
    const run = await running(connection.id, 'elsewhere|1|1', kit.clock());
    expect(await recoverRuns(kit.database.pool, kit.clock())).toEqual([]);
    expect(await recoverRuns(kit.database.pool, new Date(kit.clock().getTime() + 121_000))).toEqual([run.id]);
  });

  test('two engines never run one connection at once', async () => {
    const connection = await kit.connect('cursor');
    for (let count = 0; count < 4; count += 1) await queueRun(connection.id);
    let overlaps = 0;
    const watch = async () => {
      const count = await db.syncRun.count({ where: { status: 'RUNNING', connectionId: connection.id } });
      if (count > 1) overlaps += 1;
    };
    syncEvents.on('progressed', watch);
    const engines = [await kit.startEngine(), await kit.startEngine()];
    for (const engine of [...engines, ...engines]) await engine.idle();
    for (const engine of engines) await engine.stop();
    syncEvents.off('progressed', watch);
    expect(overlaps).toBe(0);
    const runs = await db.syncRun.findMany();
    expect(runs.map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED']);
  });
});
