import { on } from 'node:events';
import type { RepriceRun } from '@outlay/prisma';
import { db } from '../../db.ts';
import { NotFoundError } from '../../lib/errors.ts';
import { repriceEvents } from './run-reprice.ts';

/** The run as it is now, then after every change, until it has ended. @throws NotFoundError */
export async function* watchRepriceRun(id: number): AsyncGenerator<RepriceRun> {
  const listening = new AbortController();
  const changes = on(repriceEvents, 'progressed', { signal: listening.signal });
  try {
    for (;;) {
      const run = await db.repriceRun.findUnique({ where: { id } });
      if (!run) throw new NotFoundError('RepriceRun', id);
      yield run;
      if (run.status !== 'RUNNING') return;
      let changed: number | undefined;
      while (changed !== id) changed = (await changes.next()).value?.[0];
    }
  } finally {
    listening.abort();
  }
}
