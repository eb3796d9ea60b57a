import { type DeliveryOptions, deliverNotifications } from './deliver-notifications.ts';
import { purgeNotifications } from './purge-notifications.sql.ts';
import { writeWeeklySummaries } from './write-weekly-summaries.ts';

const PURGE_EVERY_MS = 3_600_000;

/**
 * Writes weekly summaries where there is a mail server, sends what is due, and forgets what was sent long ago; `tick` as
 * often as one likes.
 */
export function notificationJobs(options: DeliveryOptions) {
  let running: Promise<void> | undefined;
  const summarize = async () => {
    const { clock, sendMail, publicUrl, log } = options;
    if (!sendMail) return;
    await writeWeeklySummaries({ now: clock(), publicUrl }).catch((error: unknown) =>
      log.error({ err: error }, 'weekly summaries could not be written'),
    );
  };
  let purgedAt = Number.NEGATIVE_INFINITY;
  const purge = async () => {
    const now = options.clock();
    if (now.getTime() - purgedAt < PURGE_EVERY_MS) return;
    await purgeNotifications(options.pool, now);
    purgedAt = now.getTime();
  };
  const work = async () => {
    await summarize();
    await deliverNotifications(options);
    await purge();
  };
  return {
    async tick(): Promise<void> {
      running ??= work()
        .catch((error: unknown) => options.log.error({ err: error }, 'notifications could not be sent'))
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
