import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { DataDirectoryLockedError } from '../lib/startup-errors.ts';
import { machineIdentity, processStart } from './process-identity.ts';

export type DataLock = { release(): void };

type LockTimes = { readonly heartbeatMs: number; readonly abandonedAfterMs: number };
const usualTimes: LockTimes = { heartbeatMs: 2_000, abandonedAfterMs: 10_000 };

const holderSchema = z.object({ pid: z.number(), machine: z.string(), started: z.string(), host: z.string() });
type Holder = z.infer<typeof holderSchema>;
const released = 'released';

/**
 * Makes this process the only one in `dataDirectory`, or throws `DataDirectoryLockedError`.
 *
 * Two processes in one PGlite directory destroy it. Locks are numbered files in `<dataDirectory>/lock`, and the highest
 * number counts. Taking over from a dead holder creates the next number, which only one process can, and no number is used
 * twice. A holder in another container cannot be looked up by pid: it lives as long as it touches its file.
 */
export async function lockDataDirectory(dataDirectory: string, times: LockTimes = usualTimes): Promise<DataLock> {
  const directory = join(dataDirectory, 'lock');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  for (;;) {
    const latest = latestNumber(directory);
    if (latest > 0) await requireAbandoned(join(directory, String(latest)), dataDirectory, times);
    const path = join(directory, String(latest + 1));
    if (!createExclusively(path)) continue;
    if (latestNumber(directory) !== latest + 1) {
      rmSync(path, { force: true });
      continue;
    }
    for (const older of lockNumbers(directory))
      if (older <= latest) rmSync(join(directory, String(older)), { force: true });
    const heartbeat = setInterval(() => touch(path), times.heartbeatMs);
    heartbeat.unref();
    return {
      release() {
        clearInterval(heartbeat);
        writeFileSync(path, released);
      },
    };
  }
}

/** A directory that was deleted under us has no lock left to keep. */
function touch(path: string): void {
  if (touchedAt(path) > 0) utimesSync(path, new Date(), new Date());
}

function createExclusively(path: string): boolean {
  const holder: Holder = {
    pid: process.pid,
    machine: machineIdentity(),
    started: processStart(process.pid) ?? '',
    host: hostname(),
  };
  try {
    const descriptor = openSync(path, 'wx', 0o600);
    writeFileSync(descriptor, JSON.stringify(holder), { flush: true });
    closeSync(descriptor);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function requireAbandoned(path: string, dataDirectory: string, times: LockTimes): Promise<void> {
  const holder = readHolder(path);
  if (holder === released) return;
  if (holder !== undefined && holder.machine === machineIdentity()) {
    const started = processStart(holder.pid);
    if (started === undefined || started !== holder.started) return;
    throw new DataDirectoryLockedError(
      `The data directory ${dataDirectory} is in use by another Outlay process (pid ${holder.pid}). ` +
        'Stop that process first, or give this one a directory of its own with OUTLAY_DATA_DIR.',
    );
  }
  const lastSeen = touchedAt(path);
  const deadline = lastSeen + times.abandonedAfterMs;
  while (Date.now() < deadline && touchedAt(path) === lastSeen) await delay(times.heartbeatMs / 4);
  if (touchedAt(path) === lastSeen) return;
  throw new DataDirectoryLockedError(
    `The data directory ${dataDirectory} is in use by an Outlay process on ${holder?.host ?? 'another machine'}. ` +
      'Stop that process first, or give this one a directory of its own with OUTLAY_DATA_DIR.',
  );
}

/** Undefined when the holder was killed while writing its file. */
function readHolder(path: string): Holder | typeof released | undefined {
  try {
    const content = readFileSync(path, 'utf8');
    return content === released ? released : holderSchema.parse(JSON.parse(content));
  } catch {
    return undefined;
  }
}

/** 0 when the file is gone: its holder was followed by another. */
const touchedAt = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

const lockNumbers = (directory: string) => readdirSync(directory).map(Number).filter(Number.isSafeInteger);
const latestNumber = (directory: string) => Math.max(0, ...lockNumbers(directory));
