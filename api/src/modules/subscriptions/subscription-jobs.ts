import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import type { SendMail } from '../../lib/mail.ts';
import { today } from '../people/today.ts';
import { postDueSubscriptions } from './post-due-subscriptions.ts';
import { sendRenewalReminders } from './send-renewal-reminders.ts';

interface SubscriptionJobOptions {
  clock: Clock;
  log: Pick<Log, 'info' | 'error'>;
  /** Undefined without SMTP: nobody is reminded. */
  sendMail: SendMail | undefined;
  publicUrl: string;
}

/**
 * What happens to subscriptions by the calendar. `tick` as often as one likes: it works at the first call, whenever the
 * reporting day changes, and once an hour besides.
 */
export function subscriptionJobs({ clock, log, sendMail, publicUrl }: SubscriptionJobOptions) {
  let done = '';
  let running: Promise<void> | undefined;

  const work = async () => {
    const now = clock();
    const day = await today({ clock });
    const turn = `${day} ${now.toISOString().slice(0, 13)}`;
    if (turn === done) return;
    const posted = await postDueSubscriptions({ today: day, now, log });
    if (posted.length > 0) log.info({ subscriptions: posted }, 'subscriptions were posted');
    if (sendMail) await sendRenewalReminders({ today: day, now, sendMail, publicUrl, log });
    done = turn;
  };

  return {
    tick(): Promise<void> {
      running ??= work().finally(() => {
        running = undefined;
      });
      return running;
    },
    /** Waits for what is going on. */
    async stop(): Promise<void> {
      await running?.catch(() => undefined);
    },
  };
}
