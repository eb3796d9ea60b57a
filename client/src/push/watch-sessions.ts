import { type FSWatcher, watch } from 'node:fs';
import { homedir } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { type Pushed, type PushOptions, pushSessions } from './push-sessions.ts';

export interface WatchOptions extends PushOptions {
  signal: AbortSignal;
  /** Between a change and the push it causes, so that a burst of changes is one push. */
  settleMs: number;
  /** Between pushes without any change told: not every file system tells, and the server may be back. */
  rescanMs: number;
  onPush(pushed: Pushed): void;
  /** A push that failed as a whole; watching goes on. @returns whether it does */
  onFailure(error: unknown): boolean;
}

/** Pushes at once, at changes and from time to time, until the signal aborts. */
export async function watchSessions(options: WatchOptions): Promise<void> {
  const { signal, settleMs, rescanMs, onPush, onFailure } = options;
  const alarm = new Alarm();
  const folders = options.sources.flatMap((source) => source.folders(options.environment, options.home ?? homedir()));
  const watchers = new Map<string, FSWatcher>();
  const stop = () => alarm.ring();
  signal.addEventListener('abort', stop);
  try {
    for (let isFull = options.isFull ?? false; !signal.aborted; isFull = false) {
      alarm.reset();
      watchNew(folders, watchers, () => alarm.ring());
      try {
        onPush(await pushSessions({ ...options, isFull }));
      } catch (error) {
        if (!onFailure(error)) throw error;
      }
      await alarm.wait(rescanMs);
      if (!signal.aborted && alarm.hasRung) await pause(settleMs, signal);
    }
  } finally {
    signal.removeEventListener('abort', stop);
    for (const watcher of watchers.values()) watcher.close();
  }
}

/** Folders may come later, and a watcher ends with its folder. */
function watchNew(folders: readonly string[], watchers: Map<string, FSWatcher>, onChange: () => void): void {
  for (const folder of folders) {
    if (watchers.has(folder)) continue;
    try {
      const watcher = watch(folder, { recursive: true }, onChange);
      const forget = () => void watchers.delete(folder);
      watcher.on('error', forget).on('close', forget);
      watchers.set(folder, watcher);
    } catch {
      // Not there, or not watchable: the rescan sees it.
    }
  }
}

/** Remembers that it rang, for those who wait later. */
class Alarm {
  #bell = new AbortController();

  get hasRung(): boolean {
    return this.#bell.signal.aborted;
  }

  ring(): void {
    this.#bell.abort();
  }

  reset(): void {
    this.#bell = new AbortController();
  }

  wait(ms: number): Promise<void> {
    return pause(ms, this.#bell.signal);
  }
}

/** Until the time is over or the signal aborts. */
const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  setTimeout(ms, undefined, { signal }).catch(() => undefined);
