import type { Pool } from 'pg';
import type { Clock } from '../../../lib/clock.ts';
import type { Log } from '../../../lib/log.ts';
import { forgetTotals } from './running-totals.sql.ts';

/** Forgets running totals that nobody tells of any more. `tick` as often as one likes: it works once a day. */
export function runningTotalJobs({ pool, clock, log }: { pool: Pool; clock: Clock; log: Pick<Log, 'error'> }) {
  let done = '';
  let running: Promise<void> | undefined;

  const work = async () => {
    const day = clock().toISOString().slice(0, 10);
    if (day === done) return;
    await forgetTotals(pool, clock());
    done = day;
  };

  return {
    async tick(): Promise<void> {
      running ??= work()
        .catch((error: unknown) => log.error({ err: error }, 'ended running totals could not be forgotten'))
        .finally(() => {
          running = undefined;
        });
      await running;
    },
    /** Waits for what is going on. */
    async stop(): Promise<void> {
      await running;
    },
  };
}
