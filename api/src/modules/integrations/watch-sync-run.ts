import { setTimeout as wait } from 'node:timers/promises';
import type { SyncRun } from '@outlay/prisma';
import { db } from '../../db.ts';
import { NotFoundError } from '../../lib/errors.ts';
import { stoppable } from '../../lib/stoppable.ts';
import { syncEvents } from '../../sync/sync-events.ts';

/** How soon a run of another process is looked at again. */
const LOOK_EVERY_MS = 2_000;

/** A run as it is now, then whenever it changed, until it has ended. @throws NotFoundError */
export const watchSyncRun = (runId: number): AsyncIterableIterator<SyncRun> =>
  stoppable((stopped) => changes(runId, stopped));

async function* changes(runId: number, stopped: AbortSignal): AsyncGenerator<SyncRun> {
  let told = '';
  let hasChanged = true;
  let wake = () => {};
  const look = () => {
    hasChanged = true;
    wake();
  };
  const listener = (changedId: number) => {
    if (changedId === runId) look();
  };
  syncEvents.on('progressed', listener);
  stopped.addEventListener('abort', look);
  try {
    while (!stopped.aborted) {
      hasChanged = false;
      const run = await db.syncRun.findUnique({ where: { id: runId } });
      if (!run) throw new NotFoundError('SyncRun', runId);
      const state = JSON.stringify({ ...run, heartbeatAt: null });
      if (state !== told) yield run;
      told = state;
      if (run.finishedAt) return;
      if (!hasChanged) await Promise.race([wait(LOOK_EVERY_MS, undefined, { ref: false }), woken()]);
    }
  } finally {
    syncEvents.off('progressed', listener);
  }

  function woken(): Promise<void> {
    return new Promise((resolve) => {
      wake = resolve;
    });
  }
}
