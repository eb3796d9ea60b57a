import type { Pool } from 'pg';
import type { Log } from '../lib/log.ts';
import { rebuildStaleDays } from './rebuild-days.ts';
import { usageEvents } from './usage-events.ts';

export interface RebuildJobOptions {
  pool: Pool;
  log: Pick<Log, 'error'>;
  /** Calls back after a pause; answers how to call that off. */
  after?: (ms: number, work: () => void) => () => void;
  /** Milliseconds, of any origin. */
  stopwatch?: () => number;
}

/** A push shows within a second; a day that takes long to rebuild is rebuilt the less often, so that pushes go on. */
const PAUSE = { shortestMs: 1_000, longestMs: 60_000, perWork: 3 };

const REASONS = ['pushed', 'plansChanged'] as const;

const afterTimeout = (ms: number, work: () => void) => {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
};

/**
 * Rebuilds the days that pushes have marked: soon after the first push, never two rebuilds at once, and with pauses in
 * proportion to what they take. What is to be rebuilt is in the database: a stop or crash loses nothing.
 */
export function createRebuildJob({
  pool,
  log,
  after = afterTimeout,
  stopwatch = () => performance.now(),
}: RebuildJobOptions) {
  const stopping = new AbortController();
  let callOff: (() => void) | undefined;
  let running: Promise<void> | undefined;
  let isWanted = false;
  let pauseMs = PAUSE.shortestMs;

  const rebuild = async () => {
    const start = stopwatch();
    await rebuildStaleDays(pool, { signal: stopping.signal }).catch((error: unknown) =>
      log.error({ err: error }, 'pushed days could not be rebuilt'),
    );
    pauseMs = Math.min(PAUSE.longestMs, Math.max(PAUSE.shortestMs, (stopwatch() - start) * PAUSE.perWork));
    running = undefined;
    if (isWanted) request();
  };
  const begin = () => {
    callOff = undefined;
    isWanted = false;
    running = rebuild();
  };
  const request = () => {
    isWanted = true;
    if (running || callOff || stopping.signal.aborted) return;
    callOff = after(pauseMs, begin);
  };
  for (const event of REASONS) usageEvents.on(event, request);

  return {
    /** Now and then: what another process, or a former life of this one, has left. */
    tick: request,
    /** Waits for the day being rebuilt; the rest stays marked. */
    async stop(): Promise<void> {
      for (const event of REASONS) usageEvents.off(event, request);
      stopping.abort();
      callOff?.();
      await running;
    },
  };
}
