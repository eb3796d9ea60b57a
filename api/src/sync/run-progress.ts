import type { Pool, PoolClient } from 'pg';
import type { Clock } from '../lib/clock.ts';
import { RunStopped } from './run-stopped.ts';
import { syncEvents } from './sync-events.ts';
import type { SyncFailure } from './sync-failure.ts';
import {
  FINISH_RUN,
  FINISH_STREAM,
  HOLD_RUN,
  PLAN_RUN,
  RECORD_WINDOWS,
  REQUEUE_RUN,
  TOUCH_RUN,
} from './sync-run.sql.ts';

export type RunEnd = 'SUCCEEDED' | 'FAILED' | 'CANCELLED' | 'INTERRUPTED';

/** Keeps the row of a running sync run true, for whoever watches it. */
export interface RunProgress {
  /** Days to read, by stream. */
  plan(days: ReadonlyMap<string, number>): Promise<void>;
  /** @throws RunStopped when the run was cancelled or taken away. */
  windowsStored(stream: string, windowCount: number, rowCount: number): Promise<void>;
  /** A sign of life. @throws RunStopped */
  beat(): Promise<void>;
  /**
   * In the transaction that stores what was read: a process that was silent for so long that another one took over has
   * older figures than are stored by now. @throws RunStopped
   */
  hold(client: PoolClient): Promise<void>;
  streamEnded(stream: string, failure: SyncFailure | undefined): Promise<void>;
  ended(end: RunEnd, failure?: SyncFailure | undefined): Promise<void>;
}

export function openRunProgress(pool: Pool, runId: number, clock: Clock): RunProgress {
  const tell = async (sql: string, ...parameters: unknown[]) => {
    const { rows } = await pool.query<{ isCancelRequested: boolean }>(sql, [runId, ...parameters]);
    syncEvents.emit('progressed', runId);
    return rows[0];
  };
  const heed = (row: { isCancelRequested: boolean } | undefined) => {
    if (row === undefined) throw new RunStopped('TAKEN_AWAY');
    if (row.isCancelRequested) throw new RunStopped('CANCELLED');
  };
  return {
    plan: async (days) => void (await tell(PLAN_RUN, [...days.keys()], [...days.values()])),
    windowsStored: async (stream, windowCount, rowCount) =>
      heed(await tell(RECORD_WINDOWS, stream, windowCount, rowCount, clock())),
    beat: async () => heed(await tell(TOUCH_RUN, clock())),
    hold: async (client) => {
      const { rows } = await client.query(HOLD_RUN, [runId]);
      if (rows.length === 0) throw new RunStopped('TAKEN_AWAY');
    },
    streamEnded: async (stream, failure) =>
      void (await tell(FINISH_STREAM, stream, failure ? 'FAILED' : 'SUCCEEDED', failure?.code, failure?.message)),
    ended: async (end, failure) => {
      if (end === 'INTERRUPTED') await pool.query(REQUEUE_RUN, [runId]);
      await tell(FINISH_RUN, end, failure?.code, failure?.message, clock());
    },
  };
}
