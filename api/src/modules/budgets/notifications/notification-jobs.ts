import { type DeliveryOptions, deliverNotifications } from './deliver-notifications.ts';
import { writeWeeklySummaries } from './write-weekly-summaries.ts';

/** Writes weekly summaries where there is a mail server, and sends what is due; `tick` as often as one likes. */
export function notificationJobs(options: DeliveryOptions) {
  let running: Promise<void> | undefined;
  const summarize = async () => {
    const { clock, sendMail, publicUrl, log } = options;
    if (!sendMail) return;
    await writeWeeklySummaries({ now: clock(), publicUrl }).catch((error: unknown) =>
      log.error({ err: error }, 'weekly summaries could not be written'),
    );
  };
  const work = async () => {
    await summarize();
    await deliverNotifications(options);
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
