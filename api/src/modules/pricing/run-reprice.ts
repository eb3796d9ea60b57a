import { EventEmitter } from 'node:events';
import type { Prisma } from '@outlay/prisma';
import { db, pool } from '../../db.ts';
import type { Clock } from '../../lib/clock.ts';
import type { RepriceFilter } from '../../sync/reprice-usage.sql.ts';
import { type RepriceSummary, repriceUsage } from '../../sync/reprice-usage.ts';

/** Runs of this process whose row changed. */
export const repriceEvents = new EventEmitter<{ progressed: [runId: number] }>().setMaxListeners(0);

/** Prices again and keeps the run's row true. Rejects when it fails, after the row says so. */
export async function runReprice(runId: number, filter: RepriceFilter, clock: Clock): Promise<void> {
  const tell = async (data: Prisma.RepriceRunUpdateInput) => {
    await db.repriceRun.update({ where: { id: runId }, data: { ...data, heartbeatAt: clock() } });
    repriceEvents.emit('progressed', runId);
  };
  try {
    const summary = await repriceUsage(pool, filter, {
      onProgress: (soFar, { done, total }) => tell({ ...figures(soFar), dayCount: total, doneCount: done }),
    });
    await tell({ ...figures(summary), status: 'SUCCEEDED', finishedAt: clock() });
  } catch (error) {
    await tell({ status: 'FAILED', finishedAt: clock(), errorMessage: 'Stopped by an unexpected error; see the log.' });
    throw error;
  }
}

const figures = ({ dayCount: _, ...amounts }: RepriceSummary) => amounts;
