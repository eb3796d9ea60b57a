import { on } from 'node:events';
import type { RepriceRun } from '@outlay/prisma';
import { db } from '../../db.ts';
import { NotFoundError } from '../../lib/errors.ts';
import { stoppable } from '../../lib/stoppable.ts';
import { repriceEvents } from './run-reprice.ts';

/** The run as it is now, then after every change, until it has ended. @throws NotFoundError */
export const watchRepriceRun = (id: number): AsyncIterableIterator<RepriceRun> =>
  stoppable((stopped) => changesOf(id, stopped));

async function* changesOf(id: number, stopped: AbortSignal): AsyncGenerator<RepriceRun> {
  const changes = on(repriceEvents, 'progressed', { signal: stopped });
  try {
    for (;;) {
      const run = await db.repriceRun.findUnique({ where: { id } });
      if (!run) throw new NotFoundError('RepriceRun', id);
      yield run;
      if (run.status !== 'RUNNING') return;
      let changed: number | undefined;
      while (changed !== id) changed = (await changes.next()).value?.[0];
    }
  } catch (error) {
    if (!stopped.aborted) throw error;
  } finally {
    await changes.return?.();
  }
}
