import { type DeliveryOptions, deliverNotifications } from './deliver-notifications.ts';

/** Sends what is due; `tick` as often as one likes. */
export function notificationJobs(options: DeliveryOptions) {
  let running: Promise<void> | undefined;
  const work = async () => {
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
