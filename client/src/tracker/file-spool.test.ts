import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { trackerKit } from './testing/tracker-kit.ts';
import type { TrackerOptions } from './tracker-options.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'outlay-spool-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const call = { vendor: 'openai', model: 'gpt-5.2' };
const files = () => readdirSync(directory).toSorted();
const line = (idempotencyKey: string) =>
  `${JSON.stringify({ idempotencyKey, occurredAt: '2026-11-22T00:00:00Z', ...call })}\n`;

/** A tracker whose server can be reached only when told. */
async function spooling(options: Partial<TrackerOptions> & { maxBytes?: number } = {}) {
  let isUp = false;
  const { maxBytes, ...rest } = options;
  const kit = trackerKit({
    ...rest,
    spool: { directory, maxBytes },
    runtime: {
      uuid: () => crypto.randomUUID(),
      now: () => Date.now(),
      fetch: async (_input, init) => {
        if (isUp) return kit.receiver.answer(init?.body);
        throw new TypeError('fetch failed');
      },
    },
  });
  await kit.tracker.flush();
  return {
    ...kit,
    goUp() {
      isUp = true;
    },
  };
}

test('an event is on disk as soon as it is told, for its owner only, until the server has it', async () => {
  const { tracker, goUp, receiver } = await spooling();
  tracker.trackLLMCall({ ...call, idempotencyKey: 'one' });
  const [name = ''] = files();
  expect(JSON.parse(readFileSync(join(directory, name), 'utf8'))).toMatchObject({ idempotencyKey: 'one' });
  expect(statSync(join(directory, name)).mode & 0o077).toBe(0);
  expect(await tracker.flush()).toBe(1);
  expect(files()).toEqual([name]);
  goUp();
  expect(await tracker.flush()).toBe(0);
  expect(receiver.events()).toHaveLength(1);
  expect(files()).toEqual([]);
});

test('what a process left is sent by the next one; a half written line costs only itself', async () => {
  const dead = spawnSync(process.execPath, ['-e', '']).pid;
  const left = join(directory, `${hostname()}~${dead}~gone~00000001.outlay.jsonl`);
  writeFileSync(left, line('a') + line('b'));
  appendFileSync(left, line('c').slice(0, 30));
  const { receiver, goUp, tracker, errors } = await spooling();
  goUp();
  expect(await tracker.flush()).toBe(0);
  expect(receiver.events().map(({ idempotencyKey }) => idempotencyKey)).toEqual(['a', 'b']);
  expect(errors.map(({ message }) => message)).toContain('1 half written lines of the spool are left out');
  expect(files()).toEqual([]);
});

test('files of a living process, or of another machine that wrote lately, are left to it', async () => {
  const parent = `${hostname()}~${process.ppid}~living~00000001.outlay.jsonl`;
  const elsewhere = 'elsewhere~1~living~00000001.outlay.jsonl';
  const forgotten = 'elsewhere~1~gone~00000001.outlay.jsonl';
  for (const name of [parent, elsewhere, forgotten]) writeFileSync(join(directory, name), line(name));
  writeFileSync(join(directory, 'notes.txt'), 'mine');
  const old = new Date(Date.now() - 11 * 60_000);
  utimesSync(join(directory, forgotten), old, old);
  const { receiver, goUp, tracker } = await spooling();
  goUp();
  await tracker.flush();
  expect(receiver.events().map(({ idempotencyKey }) => idempotencyKey)).toEqual([forgotten]);
  expect(files()).toEqual([elsewhere, parent, 'notes.txt'].toSorted());
});

test('two trackers of one process share a directory; what a closed one left, the next one takes', async () => {
  const first = await spooling();
  first.tracker.trackLLMCall(call);
  const second = await spooling();
  second.goUp();
  expect(await second.tracker.flush()).toBe(0);
  expect(second.receiver.events()).toEqual([]);
  expect(await first.tracker.close()).toBe(1);
  expect(first.drops).toEqual([]);
  const third = await spooling();
  third.goUp();
  expect(await third.tracker.flush()).toBe(0);
  expect(third.receiver.events()).toHaveLength(1);
});

test('more than memory holds waits on disk, up to its size; beyond that it is dropped and told', async () => {
  const { tracker, goUp, receiver, drops } = await spooling({ maxWaitingEvents: 5, maxBytes: 600_000 });
  const agent = 'x'.repeat(400);
  for (let index = 0; index < 2000; index += 1) tracker.trackLLMCall({ ...call, agent });
  const dropped = drops.reduce((sum, { count }) => sum + count, 0);
  expect(dropped).toBeGreaterThan(500);
  expect(drops[0]).toMatchObject({ reason: 'full' });
  expect(files().reduce((sum, name) => sum + statSync(join(directory, name)).size, 0)).toBeLessThanOrEqual(600_000);
  goUp();
  expect(await tracker.flush()).toBe(0);
  expect(receiver.events()).toHaveLength(2000 - dropped);
  expect(files()).toEqual([]);
});

test('a disk that fails costs nothing that memory holds, and is told', async () => {
  const { tracker, goUp, receiver, errors, drops } = await spooling();
  rmSync(directory, { recursive: true });
  tracker.trackLLMCall(call);
  mkdirSync(directory);
  tracker.trackLLMCall(call);
  goUp();
  expect(await tracker.flush()).toBe(0);
  expect(receiver.events()).toHaveLength(2);
  expect(drops).toEqual([]);
  expect(errors.filter(({ message }) => message.startsWith('cannot write to the spool: ENOENT'))).toHaveLength(1);
});

test('no spool where it cannot be: events wait in memory and it is told', async () => {
  writeFileSync(join(directory, 'file'), '');
  const kit = trackerKit({ spool: { directory: join(directory, 'file') } });
  kit.tracker.trackLLMCall(call);
  expect(await kit.recorded()).toHaveLength(1);
  expect(kit.errors).toMatchObject([{ message: expect.stringContaining('no spool') }]);
  expect(existsSync(join(directory, 'file'))).toBe(true);
});
