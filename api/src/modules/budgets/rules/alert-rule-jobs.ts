import type { Pool } from 'pg';
import type { Clock } from '../../../lib/clock.ts';
import type { Log } from '../../../lib/log.ts';
import { evaluateAlertRules } from './evaluate-alert-rules.ts';
import { factsMark } from './rule-facts.sql.ts';

/** Some things change with the clock alone. */
const AT_LEAST_EVERY_MS = 5 * 60_000;

interface AlertRuleJobOptions {
  pool: Pool;
  clock: Clock;
  log: Pick<Log, 'error'>;
}

/** `tick` as often as one likes: it looks at the rules when anything has changed, and every five minutes besides. */
export function alertRuleJobs({ pool, clock, log }: AlertRuleJobOptions) {
  let seen = '';
  let lookedAt = 0;
  let running: Promise<void> | undefined;

  const work = async () => {
    const now = clock();
    const mark = await factsMark(pool);
    if (mark === seen && now.getTime() - lookedAt < AT_LEAST_EVERY_MS) return;
    await evaluateAlertRules({ pool, now, log });
    seen = mark;
    lookedAt = now.getTime();
  };

  return {
    async tick(): Promise<void> {
      running ??= work()
        .catch((error: unknown) => log.error({ err: error }, 'alert rules could not be looked at'))
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
