import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, utimesSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from './find-files.ts';

/** Another push of this machine is at work; it sends what this one would have sent. */
export class PushIsRunning extends Error {
  constructor(pid: number) {
    super(`Another outlay push is running (process ${pid}). Wait for it, or end it.`);
  }
}

const STALE_MS = 600_000;

/**
 * Keeps two pushes from reading the same files at once. Nothing would be counted twice without it; it spares work. A
 * lock whose process is gone, or that was not renewed for ten minutes, is taken over.
 * @throws PushIsRunning
 */
export function takeLock(folder: string, now: () => Date): { renew(): void; release(): void } {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'lock');
  for (let attempt = 0; ; attempt += 1) {
    try {
      const file = openSync(path, 'wx', 0o600);
      try {
        writeSync(file, String(process.pid));
      } finally {
        closeSync(file);
      }
      return { renew: () => renew(path, now()), release: () => release(path) };
    } catch (error) {
      if (codeOf(error) !== 'EEXIST' || attempt > 2) throw error;
      const pid = Number(textAt(path));
      if (isHeld(path, pid, now())) throw new PushIsRunning(pid);
      rmSync(path, { force: true });
    }
  }
}

/** Another one took it over when this process was asleep for long: then it stays with that one. */
const isOurs = (path: string) => textAt(path) === String(process.pid);

function renew(path: string, now: Date): void {
  if (isOurs(path)) utimesSync(path, now, now);
}

function release(path: string): void {
  if (isOurs(path)) rmSync(path, { force: true });
}

function isHeld(path: string, pid: number, now: Date): boolean {
  const renewed = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  if (renewed === undefined || Math.abs(now.getTime() - renewed) > STALE_MS) return false;
  return pid === process.pid || isAlive(pid);
}

function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

function textAt(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
