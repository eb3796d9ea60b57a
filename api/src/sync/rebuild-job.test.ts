import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { db, useDatabase } from '../db.ts';
import { inTransaction } from '../lib/transaction.ts';
import { createOrganization } from '../test/factories.ts';
import { createTestDatabase, type TestDatabase } from '../test/test-database.ts';
import { rebuildStaleDays } from './rebuild-days.ts';
import { createRebuildJob } from './rebuild-job.ts';
import { lockDays } from './rollup-state.sql.ts';
import { markPushed, takeMarks } from './stale-marks.sql.ts';
import { usageEvents } from './usage-events.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database);
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.reset();
  await createOrganization();
});

const DAY = '2026-11-14';
const push = () =>
  inTransaction(database.pool, (client) =>
    markPushed(client, [
      { connectionId: 0, day: DAY },
      { connectionId: 0, day: DAY },
    ]),
  );

/** A job whose pauses the test ends, and whose work takes as long as the test says. */
function manualJob() {
  const pauses: { ms: number; end: () => void }[] = [];
  const errors: unknown[] = [];
  let time = 0;
  const job = createRebuildJob({
    pool: database.pool,
    log: { error: (details: unknown) => void errors.push(details) },
    after: (ms, end) => {
      pauses.push({ ms, end });
      return () => void pauses.pop();
    },
    stopwatch: () => {
      time += 5_000;
      return time;
    },
  });
  return { job, pauses, errors };
}

test('many pushes are one rebuild, and a slow rebuild is followed by a longer pause', async () => {
  const { job, pauses, errors } = manualJob();
  await push();
  for (let count = 0; count < 20; count += 1) usageEvents.emit('pushed');
  expect(pauses.map(({ ms }) => ms)).toEqual([1_000]);
  pauses.pop()?.end();
  usageEvents.emit('pushed');
  expect(pauses).toEqual([]);
  while (pauses.length === 0) await database.pool.query('SELECT 1');
  expect(pauses.map(({ ms }) => ms)).toEqual([15_000]);
  await job.stop();
  expect(errors).toEqual([]);
  expect(await db.staleMark.count()).toBe(0);
  expect(await db.rollupDay.findMany()).toMatchObject([{ connectionId: 0, isStale: false, revision: 1 }]);
});

test('plans that change are a reason to rebuild', async () => {
  const { job, pauses } = manualJob();
  usageEvents.emit('plansChanged');
  expect(pauses).toHaveLength(1);
  await job.stop();
});

test('what a stopped job has not rebuilt is rebuilt by the next one', async () => {
  const first = manualJob();
  await push();
  usageEvents.emit('pushed');
  await first.job.stop();
  expect(await db.staleMark.count()).toBe(2);
  const next = manualJob();
  next.job.tick();
  next.pauses.pop()?.end();
  while ((await db.staleMark.count()) > 0) await database.pool.query('SELECT 1');
  await next.job.stop();
  expect(await db.rollupDay.findMany()).toMatchObject([{ revision: 1 }]);
});

test('a push waits for no rebuild, and what comes after the marks were taken is rebuilt again', async () => {
  await push();
  await inTransaction(database.pool, async (client) => {
    await lockDays(client, 0, [DAY]);
    expect(await takeMarks(client, 0, [DAY])).toEqual([DAY]);
    if (database.kind === 'server') await push();
  });
  if (database.kind === 'embedded') await push();
  expect(await db.staleMark.count()).toBe(2);
});

test('a rebuild leaves to the next one what is pushed while it works', async () => {
  await push();
  let isDone = false;
  const rebuilding = rebuildStaleDays(database.pool).finally(() => {
    isDone = true;
  });
  for (let count = 0; count < 100 && !isDone; count += 1) await push();
  expect(await rebuilding).toBe(1);
});
