import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import { evaluateChangedBudgets } from './evaluate-budgets.ts';

/** Looks at budgets. `tick` as often as one likes: it works when there is something new to see. */
export function budgetJobs({ clock, log }: { clock: Clock; log: Pick<Log, 'info' | 'error'> }) {
  let running: Promise<void> | undefined;

  const work = async () => {
    const done = await evaluateChangedBudgets({ now: clock() });
    if (done && done.raised + done.resolved + done.reopened > 0) log.info(done, 'budget alerts changed');
  };

  return {
    async tick(): Promise<void> {
      running ??= work()
        .catch((error: unknown) => log.error({ err: error }, 'budgets could not be looked at'))
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
