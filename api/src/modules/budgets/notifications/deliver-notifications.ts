import type { Pool } from 'pg';
import type { Clock } from '../../../lib/clock.ts';
import type { Log } from '../../../lib/log.ts';
import type { SendMail } from '../../../lib/mail.ts';
import { reportingSettings } from '../../explore/reporting-settings.sql.ts';
import { DeliveryFailure } from './delivery-failure.ts';
import { alertMail, slackMessage, webhookBody } from './message-content.ts';
import { quietHoursOf } from './message-slot.ts';
import { type ClaimedMessage, claimMessage, disableChannel, finishMessage, type Outcome } from './outbox.sql.ts';
import type { PostSettings } from './post-json.ts';
import { afterQuiet } from './quiet-hours.ts';
import { readMessage, type StoredMessage } from './read-message.ts';
import { retryAfter } from './retry-after.ts';
import { deliverMail, deliverWebhook } from './send-message.ts';

export interface DeliveryOptions {
  pool: Pool;
  clock: Clock;
  /** In [0, 1), for the jitter of waits. */
  random: () => number;
  log: Pick<Log, 'warn' | 'error'>;
  /** Undefined without SMTP. */
  sendMail: SendMail | undefined;
  publicUrl: string;
  post?: Omit<PostSettings, 'allowPrivateNetwork'>;
}

/** Longer than any try may take; a process that dies leaves its message to others after that. */
const LEASE_MS = 3 * 60_000;
/** Side by side, so that a receiver that does not answer holds up few. */
const WORKERS = 4;
const MOST_PER_CALL = 500;

/**
 * Sends what is due, each message by one process at a time, with the same id over all tries; what fails waits longer from
 * try to try. Answers how many tries were made.
 */
export async function deliverNotifications(options: DeliveryOptions): Promise<number> {
  let count = 0;
  const work = async () => {
    while (count < MOST_PER_CALL) {
      const now = options.clock();
      const message = await claimMessage(options.pool, now, new Date(now.getTime() + LEASE_MS));
      if (!message) return;
      count += 1;
      await attempt(options, message);
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, work));
  return count;
}

async function attempt(options: DeliveryOptions, message: ClaimedMessage): Promise<void> {
  const { pool, clock, log } = options;
  const stored = await readMessage(message.id);
  try {
    const httpStatus = await send(options, message, stored);
    await finishMessage(pool, message, { status: 'DELIVERED', httpStatus }, clock());
  } catch (error) {
    const failure = failureOf(error, log);
    const outcome = await outcomeOf(options, message, stored, failure);
    // Without a mail server every mail is left out, which the list of messages tells.
    if (outcome.status !== 'DISCARDED')
      log.warn(
        { message: message.id, attempt: message.attempt, reason: failure.message },
        'a notification was not taken',
      );
    await finishMessage(pool, message, outcome, clock());
    if (failure.isGone && message.channelId !== null)
      await disableChannel(pool, message.channelId, `Switched off: ${failure.message}`, clock());
  }
}

/** A message that we cannot even write must not hold up the others. */
function failureOf(error: unknown, log: DeliveryOptions['log']): DeliveryFailure {
  if (error instanceof DeliveryFailure) return error;
  log.error({ err: error }, 'a notification could not be sent');
  return new DeliveryFailure('It could not be sent; the log says why.', { cause: error });
}

async function send(options: DeliveryOptions, message: ClaimedMessage, stored: StoredMessage) {
  const { clock, publicUrl } = options;
  const { channel, alerts, content, createdAt } = stored;
  if (!content && alerts.length === 0) throw new DeliveryFailure('There is nothing to tell.', { isPermanent: true });
  if (!channel || channel.kind === 'EMAIL') {
    const mail = content ?? alertMail(alerts, publicUrl);
    const messageId = `<${message.messageId}@${new URL(publicUrl).hostname}>`;
    return deliverMail({ to: message.recipient, messageId, ...mail }, options);
  }
  const body = channel.kind === 'SLACK' ? slackMessage(alerts, publicUrl) : webhookBody(alerts, createdAt, publicUrl);
  return deliverWebhook(channel, { messageId: message.messageId, body }, { ...options, now: clock() });
}

async function outcomeOf(
  { pool, clock, random, sendMail }: DeliveryOptions,
  { attempt }: ClaimedMessage,
  { channel }: StoredMessage,
  failure: DeliveryFailure,
): Promise<Outcome> {
  const told = { httpStatus: failure.status, error: failure.message };
  const isMail = !channel || channel.kind === 'EMAIL';
  if (isMail && !sendMail) return { status: 'DISCARDED', ...told };
  const wait = failure.isPermanent ? undefined : retryAfter(attempt, random);
  if (wait === undefined) return { status: 'DEAD', ...told };
  const earliest = new Date(clock().getTime() + Math.max(wait, failure.retryAfterMs ?? 0));
  const { zone } = await reportingSettings(pool);
  return { status: 'PENDING', dueAt: afterQuiet(earliest, channel && quietHoursOf(channel), zone), ...told };
}
