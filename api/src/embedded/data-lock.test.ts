import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { DataDirectoryLockedError } from '../lib/startup-errors.ts';
import { lockDataDirectory } from './data-lock.ts';
import { machineIdentity, processStart } from './process-identity.ts';

const times = { heartbeatMs: 20, abandonedAfterMs: 200 };
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'outlay-lock-'));
});

const lockPath = (number: number) => join(directory, 'lock', String(number));
function leaveLock(content: string): void {
  mkdirSync(join(directory, 'lock'));
  writeFileSync(lockPath(7), content);
}
const holder = (overrides: object) =>
  JSON.stringify({ pid: process.pid, machine: machineIdentity(), started: '1', host: hostname(), ...overrides });

describe('the lock of a data directory', () => {
  test('refuses a second holder, names the first, and is free again after release', async () => {
    const lock = await lockDataDirectory(directory, times);
    await expect(lockDataDirectory(directory, times)).rejects.toThrow(DataDirectoryLockedError);
    await expect(lockDataDirectory(directory, times)).rejects.toThrow(`pid ${process.pid}`);
    lock.release();
    (await lockDataDirectory(directory, times)).release();
  });

  test.each([
    ['whose process is gone', () => holder({ pid: 2 ** 22 + 1 })],
    ['whose pid now belongs to another process', () => holder({})],
    ['that was being written when its process was killed', () => '{"pid": 12'],
    ['that was not written at all', () => ''],
    ['of a machine that fell silent', () => holder({ machine: 'elsewhere', started: processStart(process.pid) })],
  ])('takes over a lock %s', async (_, content) => {
    leaveLock(content());
    const lock = await lockDataDirectory(directory, times);
    expect(readdirSync(join(directory, 'lock'))).toEqual(['8']);
    lock.release();
  });

  test('refuses while a holder on another machine keeps touching its lock', async () => {
    leaveLock(holder({ machine: 'elsewhere', host: 'other-host' }));
    const beat = setInterval(() => utimesSync(lockPath(7), new Date(), new Date()), times.heartbeatMs);
    try {
      await expect(lockDataDirectory(directory, times)).rejects.toThrow('on other-host');
    } finally {
      clearInterval(beat);
    }
  });

  test('lets exactly one of several processes take over a stale lock', async () => {
    leaveLock(holder({ pid: 2 ** 22 + 1 }));
    const contenders = Array.from({ length: 6 }, () =>
      fork(join(import.meta.dirname, 'lock-contender.ts'), [directory]),
    );
    try {
      const outcomes = await Promise.all(contenders.map(async (child) => (await once(child, 'message'))[0]));
      expect(outcomes.toSorted()).toEqual(['locked', 'refused', 'refused', 'refused', 'refused', 'refused']);
    } finally {
      for (const child of contenders) child.kill('SIGKILL');
    }
  });
});
