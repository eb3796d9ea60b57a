import { homedir } from 'node:os';
import type { EnvironmentVariables } from '../server/folders.ts';
import { Batch } from './batch.ts';
import { DiskIsFull, isDiskFull } from './disk-full.ts';
import type { FileMark } from './file-mark.ts';
import { listSources } from './list-sources.ts';
import { MarkStore } from './mark-store.ts';
import { MOST_EVENTS, Outbox, type Rejection, type Send } from './outbox.ts';
import { toPayload, type UsageOverrides } from './payload.ts';
import { type Problem, ProblemList } from './problem.ts';
import { projectFinder } from './project-of.ts';
import { takeLock } from './push-lock.ts';
import { readSources } from './read-sources.ts';
import type { Source } from './source.ts';
import { SpoolIsFull } from './spool.ts';

export interface PushOptions {
  sources: readonly Source[];
  environment: EnvironmentVariables;
  /** Where progress and unsent usage are kept. */
  folder: string;
  send: Send;
  now: () => Date;
  overrides?: UsageOverrides;
  /** Reads everything again, whatever was read before. */
  isFull?: boolean;
  /** Gives up what the server refused before, instead of offering it again. */
  dropsRefused?: boolean;
  home?: string;
  spoolBytes?: number;
  signal?: AbortSignal | undefined;
}

export interface Pushed {
  files: number;
  accepted: number;
  duplicates: number;
  rejections: readonly Rejection[];
  /** Kept on disk for the next push. */
  spooled: number;
  problems: readonly Problem[];
  /** Why the server could not be reached. */
  failure: Error | undefined;
  /** Why reading stopped early: no more could be kept on disk. */
  stoppedBy: Error | undefined;
}

/** Fewer than the server takes at once: what waits here stays small. */
const BATCH = 1_000;
/** How often progress is written while much is read: killed between, that much is read again. */
const SAVE_MS = 1_000;

/**
 * Sends what is new in the sessions of this machine. Progress follows only what is safe, at the server or on disk.
 * @throws PushIsRunning; DiskIsFull; ServerFailure when the server refuses all; errors of the system
 */
export async function pushSessions(options: PushOptions): Promise<Pushed> {
  const { folder, now } = options;
  const lock = lockIn(folder, now);
  try {
    return await pushLocked(options, lock.renew);
  } finally {
    lock.release();
  }
}

function lockIn(folder: string, now: () => Date) {
  try {
    return takeLock(folder, now);
  } catch (error) {
    throw isDiskFull(error) ? new DiskIsFull(folder, error) : error;
  }
}

async function pushLocked(options: PushOptions, renew: () => void): Promise<Pushed> {
  const {
    folder,
    send,
    now,
    overrides,
    spoolBytes,
    signal,
    isFull = false,
    dropsRefused = false,
    home = homedir(),
  } = options;
  const problems = new ProblemList();
  const outbox = new Outbox({ folder, send, report: problems.report, onDelivered: renew, mostBytes: spoolBytes });
  const store = new MarkStore(folder);
  const sources = listSources({ ...options, home }, problems.report);
  const paths = new Set(sources.flatMap(({ files }) => files.map(({ path }) => path)));
  const batch = new Batch();
  let kept: [string, FileMark][] = [];
  let isUnsaved = false;
  let savedAt = performance.now();
  const flush = async (isLast: boolean) => {
    const events = batch.take();
    for (let from = 0; from < events.length; from += MOST_EVENTS) {
      await outbox.put(events.slice(from, from + MOST_EVENTS).map((usage) => toPayload(usage, overrides)));
    }
    for (const [path, mark] of kept) store.marks.set(path, mark);
    isUnsaved ||= kept.length > 0;
    kept = [];
    if (isUnsaved && (isLast || performance.now() - savedAt > SAVE_MS)) {
      store.save();
      isUnsaved = false;
      savedAt = performance.now();
    }
  };

  let stoppedBy: Error | undefined;
  try {
    if (dropsRefused) outbox.dropRefused();
    await outbox.drain();
    const marks = isFull ? new Map<string, FileMark>() : new Map(store.marks);
    const projectOf = projectFinder(home);
    for (const stretch of readSources({ sources, marks, projectOf, now: now(), problems, signal })) {
      for (const usage of stretch.usage) batch.add(usage);
      kept.push(...stretch.marks);
      if (batch.size >= BATCH) await flush(false);
    }
    await flush(true);
    if (forget(store, paths)) store.save();
  } catch (error) {
    if (!(error instanceof SpoolIsFull) && !isDiskFull(error)) throw error;
    stoppedBy = error;
  }
  const { accepted, duplicates, rejections, spooled, failure } = outbox;
  return { files: paths.size, accepted, duplicates, rejections, spooled, problems: problems.all, failure, stoppedBy };
}

/** Files that are gone need no mark; should they come back, they are read again. */
function forget(store: MarkStore, paths: ReadonlySet<string>): boolean {
  const gone = [...store.marks.keys()].filter((path) => !paths.has(path));
  for (const path of gone) store.marks.delete(path);
  return gone.length > 0;
}
