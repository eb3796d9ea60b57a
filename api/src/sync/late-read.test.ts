import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { db } from '../db.ts';
import { startOfDay } from '../lib/calendar.ts';
import { inTransaction } from '../lib/transaction.ts';
import { createOrganization } from '../test/factories.ts';
import { recoverRuns } from './recover-runs.ts';
import { lockDays, markReadElsewhere } from './rollup-state.sql.ts';
import { syncEvents } from './sync-events.ts';
import { queueRun, type SyncKit, spendOf, startSyncKit, storedNumbers } from './sync-kit.ts';

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
});

/** In front of a vendor; withholds the first answer about the closed day, which is that of the moment it was asked for. */
async function startSlowVendor(target: string) {
  const [asked, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let isFirst = true;
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const authorization = request.headers.authorization ?? '';
    const answer = await fetch(`${target}${request.url}`, {
      method: request.method ?? 'GET',
      headers: { authorization, 'content-type': 'application/json' },
      ...(body ? { body } : {}),
    });
    const content = await answer.text();
    if (isFirst && body.includes(String(startOfDay(CLOSED_DAY).getTime()))) {
      isFirst = false;
      asked.resolve();
      await released.promise;
    }
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(content);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    asked: asked.promise,
    release: () => released.resolve(),
    close: () => new Promise((closed) => server.close(closed)),
  };
}

test('a read that ends after another process has taken over does not replace newer figures', async () => {
  const connection = await kit.connect('cursor');
  const vendor = await startSlowVendor(kit.simulator.cursor.baseUrl);
  await db.connection.update({ where: { id: connection.id }, data: { baseUrl: vendor.baseUrl } });
  kit.setTime(NOW);
  const engine = await kit.startEngine();
  const late = await queueRun(connection.id);
  syncEvents.emit('queued');
  await vendor.asked;

  kit.simulator.control.restate('cursor', CLOSED_DAY, { factor: 0.5 });
  kit.setTime('2026-11-20T10:33:00Z');
  expect(await recoverRuns(kit.database.pool, kit.clock())).toEqual([late.id]);
  syncEvents.emit('queued');
  const successor = { trigger: `resumed run ${late.id}` };
  while ((await db.syncRun.count({ where: { ...successor, status: 'SUCCEEDED' } })) === 0)
    expect(await db.syncRun.count({ where: { ...successor, status: 'FAILED' } })).toBe(0);
  const newer = await storedNumbers(kit.database);

  vendor.release();
  await engine.idle();
  await engine.stop();
  await vendor.close();
  const restated = kit.simulator.truth.billNano('cursor', CLOSED_DAY, kit.clock());
  kit.simulator.control.restate('cursor', CLOSED_DAY, { factor: 1 });
  expect(await spendOf(kit.database, connection.id, CLOSED_DAY)).toBe(restated);
  expect(await storedNumbers(kit.database)).toEqual(newer);
  expect(await db.syncRun.findUniqueOrThrow({ where: { id: late.id } })).toMatchObject({ status: 'INTERRUPTED' });
});

test('a day that is marked while it is being rebuilt is rebuilt again', async () => {
  const { pool } = kit.database;
  await pool.query(`INSERT INTO rollup_day (connection_id, billing_day, is_stale) VALUES (0, $1, true)`, [CLOSED_DAY]);
  let marking: Promise<void> | undefined;
  await inTransaction(pool, async (client) => {
    await lockDays(client, 0, [CLOSED_DAY]);
    marking = inTransaction(pool, (other) => markReadElsewhere(other, [CLOSED_DAY]));
    for (let round = 0; round < 50; round += 1) await client.query('SELECT 1');
    await client.query('UPDATE rollup_day SET is_stale = false WHERE connection_id = 0');
  });
  await marking;
  expect(await db.rollupDay.findMany()).toMatchObject([{ isStale: true }]);
});
