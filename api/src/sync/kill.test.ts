import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { db } from '../db.ts';
import { createOrganization } from '../test/factories.ts';
import { queueRun, type SyncKit, startSyncKit, storedNumbers, TEST_SETTINGS } from './sync-kit.ts';

const NOW = '2026-11-20T10:30:00Z';
const BACKFILL = { kind: 'BACKFILL', from: '2026-11-09' } as const;

let kit: SyncKit;
beforeAll(async () => {
  kit = await startSyncKit(NOW, { enforceLimits: false });
});
afterAll(() => kit.close());

function startProcess(): ChildProcess {
  const { poolConfig } = kit.database;
  const script = fileURLToPath(new URL('sync-process.ts', import.meta.url));
  const input = JSON.stringify({ poolConfig, settings: TEST_SETTINGS, now: NOW });
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, input], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

const windowCount = () => db.syncWindow.count();

/** Ends the process the hard way as soon as it has stored `count` windows more, wherever it is then. */
async function killAfter(count: number): Promise<void> {
  const target = (await windowCount()) + count;
  const child = startProcess();
  const exited = once(child, 'exit');
  while ((await windowCount()) < target) expect(child.exitCode).toBeNull();
  child.kill('SIGKILL');
  expect(await exited).toEqual([null, 'SIGKILL']);
}

async function prepare(): Promise<void> {
  await kit.database.reset();
  await createOrganization({ allowedDomains: ['example.com'] });
  const [anthropic, cursor] = [await kit.connect('anthropic'), await kit.connect('cursor')];
  await queueRun(anthropic.id, BACKFILL);
  await queueRun(cursor.id, BACKFILL);
}

test('killed again and again in the middle, then started: the numbers of a sync never interrupted', {
  timeout: 180_000,
}, async () => {
  await prepare();
  const engine = await kit.startEngine();
  await engine.idle();
  await engine.stop();
  const uninterrupted = await storedNumbers(kit.database);

  await prepare();
  for (const count of [1, 6, 12]) await killAfter(count);
  const child = startProcess();
  expect(await once(child, 'exit')).toEqual([0, null]);

  expect(await storedNumbers(kit.database)).toEqual(uninterrupted);
  const runs = await db.syncRun.groupBy({ by: ['status'], _count: true });
  expect(runs.find(({ status }) => status === 'SUCCEEDED')?._count).toBe(2);
  expect(runs.find(({ status }) => status === 'INTERRUPTED')?._count).toBeGreaterThanOrEqual(3);
  expect(runs.length).toBe(2);
});
