import type { Pool } from 'pg';
import type { Connector } from '../connectors/connector.ts';
import { systemSleep, type VendorHttpOptions } from '../connectors/http.ts';
import { limiterFor } from '../connectors/open-connection.ts';
import type { RateLimiter, Sleep } from '../connectors/rate-limiter.ts';
import { type Clock, systemClock } from '../lib/clock.ts';
import { claimNextRun } from './claim-run.ts';
import { rebuildStaleDays } from './rebuild-days.ts';
import { recoverRuns } from './recover-runs.ts';
import { RunStopped } from './run-stopped.ts';
import { type ClaimedRun, runSync, type SyncRunner } from './run-sync.ts';
import { queueDueSyncs } from './schedule.ts';
import { syncEvents } from './sync-events.ts';
import { TOUCH_RUN } from './sync-run.sql.ts';
import { currentWorkerId } from './worker-identity.ts';

export interface SyncEngineOptions {
  pool: Pool;
  clock?: Clock;
  sleep?: Sleep;
  /** Connections read side by side. */
  concurrency?: number;
  http?: Partial<VendorHttpOptions>;
  log: { info(details: object, message: string): void; error(details: object, message: string): void };
}

/** Carries out queued sync runs, and queues those that are due. */
export interface SyncEngine {
  /** Takes up what a former process left, then works on the queue. */
  start(): Promise<void>;
  /** Every half minute: dead runs, due connections, runs queued by other processes. */
  tick(): Promise<void>;
  /** Resolves when nothing is queued or running here. @throws what claiming runs failed with. */
  idle(): Promise<void>;
  /** Stops running runs between two windows; they go on at the next start. */
  stop(): Promise<void>;
}

const BEAT_MS = 15_000;

export function createSyncEngine(options: SyncEngineOptions): SyncEngine {
  const { pool, log, clock = systemClock, sleep = systemSleep, concurrency = 4 } = options;
  const workerId = currentWorkerId();
  const limiters = new Map<number, RateLimiter>();
  const running = new Map<number, { controller: AbortController; done: Promise<void> }>();
  let isStopped = true;
  let pumping = Promise.resolve();

  const runner: SyncRunner = {
    pool,
    clock,
    sleep,
    http: options.http,
    identified: new Map(),
    limiterOf(connectionId: number, connector: Connector) {
      const limiter = limiters.get(connectionId) ?? limiterFor(connector, { clock, sleep });
      limiters.set(connectionId, limiter);
      return limiter;
    },
    onError: (run, stream, error) =>
      log.error({ err: error, syncRun: run.id, connection: run.connectionId, stream }, 'sync'),
  };

  const carryOut = async (run: ClaimedRun, controller: AbortController) => {
    const beat = setInterval(() => void heed(run.id, controller), BEAT_MS).unref();
    try {
      await runSync(runner, run, controller.signal);
    } catch (error) {
      log.error({ err: error, syncRun: run.id }, 'a sync run could not be brought to its end');
    } finally {
      clearInterval(beat);
      running.delete(run.id);
      pump();
    }
  };

  const heed = async (runId: number, controller: AbortController) => {
    const { rows } = await pool.query<{ isCancelRequested: boolean }>(TOUCH_RUN, [runId, clock()]).catch(() => ({
      rows: [{ isCancelRequested: false }],
    }));
    if (!rows[0]) controller.abort(new RunStopped('TAKEN_AWAY'));
    else if (rows[0].isCancelRequested) controller.abort(new RunStopped('CANCELLED'));
  };

  const startQueued = async () => {
    while (!isStopped && running.size < concurrency) {
      const run = await claimNextRun(pool, workerId, clock());
      if (!run) return;
      const controller = new AbortController();
      running.set(run.id, { controller, done: carryOut(run, controller) });
      syncEvents.emit('progressed', run.id);
    }
  };

  const pump = () => {
    pumping = pumping.then(startQueued);
    pumping.catch((error: unknown) => {
      log.error({ err: error }, 'queued sync runs could not be started');
      pumping = Promise.resolve();
    });
  };
  const cancel = (runId: number) => running.get(runId)?.controller.abort(new RunStopped('CANCELLED'));

  return {
    async start() {
      isStopped = false;
      syncEvents.on('queued', pump).on('cancelRequested', cancel);
      const recovered = await recoverRuns(pool, clock());
      if (recovered.length > 0) log.info({ syncRuns: recovered }, 'interrupted sync runs go on');
      await rebuildStaleDays(pool);
      pump();
    },
    async tick() {
      await recoverRuns(pool, clock());
      await queueDueSyncs(pool, clock());
      pump();
    },
    async idle() {
      await pumping;
      while (running.size > 0) {
        await Promise.all([...running.values()].map(({ done }) => done));
        await pumping;
      }
    },
    async stop() {
      isStopped = true;
      syncEvents.off('queued', pump).off('cancelRequested', cancel);
      for (const { controller } of running.values()) controller.abort(new RunStopped('INTERRUPTED'));
      await pumping;
      await Promise.all([...running.values()].map(({ done }) => done));
    },
  };
}
