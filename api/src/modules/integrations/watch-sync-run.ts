import { setTimeout as wait } from 'node:timers/promises';
import type { SyncRun } from '@outlay/prisma';
import { db } from '../../db.ts';
import { NotFoundError } from '../../lib/errors.ts';
import { syncEvents } from '../../sync/sync-events.ts';

/** How soon a run of another process is looked at again. */
const LOOK_EVERY_MS = 2_000;

/** A run as it is now, then whenever it changed, until it has ended. @throws NotFoundError */
export async function* watchSyncRun(runId: number): AsyncGenerator<SyncRun> {
  let told = '';
  let hasChanged = true;
  let wake = () => {};
  const listener = (changedId: number) => {
    if (changedId !== runId) return;
    hasChanged = true;
    wake();
  };
  syncEvents.on('progressed', listener);
  try {
    for (;;) {
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
