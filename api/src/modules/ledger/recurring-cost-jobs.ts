import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import { today } from '../people/today.ts';
import { postDueRecurringCosts } from './post-due-recurring-costs.ts';

/**
 * Posts recurring costs by the calendar. `tick` as often as one likes: it works at the first call, whenever the reporting
 * day changes, and once an hour besides.
 */
export function recurringCostJobs({ clock, log }: { clock: Clock; log: Pick<Log, 'info' | 'error'> }) {
  let done = '';
  let running: Promise<void> | undefined;

  const work = async () => {
    const day = await today({ clock });
    const turn = `${day} ${clock().toISOString().slice(0, 13)}`;
    if (turn === done) return;
    const entries = await postDueRecurringCosts({ today: day, log });
    if (entries.length > 0) log.info({ entries }, 'recurring costs were posted');
    done = turn;
  };

  return {
    async tick(): Promise<void> {
      running ??= work()
        .catch((error: unknown) => log.error({ err: error }, 'recurring costs could not be looked at'))
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
