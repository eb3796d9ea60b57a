import type { SubscriptionReminderKind } from '@outlay/prisma';
import { db } from '../../db.ts';
import { addDays, type Day, startOfDay } from '../../lib/calendar.ts';
import type { Log } from '../../lib/log.ts';
import type { SendMail } from '../../lib/mail.ts';
import { type Renewal, readRenewals } from './read-renewals.ts';
import { renewalText } from './renewal-text.ts';
import { ownerOn } from './subscription-access.ts';

/** A trial's end is reminded of even where renewals are not. */
const TRIAL_DAYS = 3;
const LONGEST_DAYS = 181;
/** What a process claimed and did not bring to its end is taken up again. */
const CLAIM_MS = 15 * 60_000;

interface ReminderJob {
  today: Day;
  now: Date;
  sendMail: SendMail;
  publicUrl: string;
  log: Pick<Log, 'error'>;
}

/**
 * Mails each owner (of a team's: the administrators) ahead of renewals, trial ends and cancellation deadlines, once each,
 * also with several processes. What the mail server does not take is tried again. Answers how many were sent.
 */
export async function sendRenewalReminders(job: ReminderJob): Promise<number> {
  const { today } = job;
  const range = { from: today, until: addDays(today, LONGEST_DAYS) };
  const due = (await readRenewals({ ...range, memberId: undefined, today })).filter((renewal) => isDue(renewal, today));
  let count = 0;
  for (const renewal of due)
    for (const member of await recipients(renewal, today)) if (await remind(job, renewal, member)) count += 1;
  return count;
}

function isDue({ kind, date, record }: Renewal, today: Day): boolean {
  if (kind === 'END' || record.endsOn !== null) return false;
  const days = record.reminderDays ?? (kind === 'TRIAL_END' ? TRIAL_DAYS : undefined);
  return days !== undefined && addDays(date, -days) <= today;
}

async function recipients({ record }: Renewal, today: Day): Promise<{ id: number; email: string }[]> {
  const { memberId } = ownerOn(record.owners, today);
  const who = memberId === null ? ({ role: 'ADMIN' } as const) : { id: memberId };
  return db.member.findMany({ where: { ...who, status: 'ACTIVE' }, select: { id: true, email: true } });
}

async function remind(job: ReminderJob, renewal: Renewal, member: { id: number; email: string }): Promise<boolean> {
  const { now, sendMail, publicUrl, log } = job;
  const key = {
    subscriptionId: renewal.record.id,
    kind: renewal.kind as SubscriptionReminderKind,
    date: startOfDay(renewal.date),
    memberId: member.id,
  };
  if (!(await claim(key, now))) return false;
  try {
    await sendMail({ to: member.email, ...mailOf(renewal, publicUrl) });
  } catch (error) {
    log.error({ err: error, subscription: key.subscriptionId }, 'a reminder could not be sent');
    await db.subscriptionReminder.deleteMany({ where: { ...key, sentAt: null } });
    return false;
  }
  await db.subscriptionReminder.updateMany({ where: key, data: { sentAt: now } });
  return true;
}

type ReminderKey = { subscriptionId: number; kind: SubscriptionReminderKind; date: Date; memberId: number };

async function claim(key: ReminderKey, now: Date): Promise<boolean> {
  const created = await db.subscriptionReminder.createMany({
    data: [{ ...key, claimedAt: now }],
    skipDuplicates: true,
  });
  if (created.count > 0) return true;
  const abandoned = { ...key, sentAt: null, claimedAt: { lt: new Date(now.getTime() - CLAIM_MS) } };
  const taken = await db.subscriptionReminder.updateMany({ where: abandoned, data: { claimedAt: now } });
  return taken.count > 0;
}

function mailOf(renewal: Renewal, publicUrl: string) {
  const link = `${publicUrl}/subscriptions/PaidSubscription:${renewal.record.id}`;
  return {
    subject: `${renewalText(renewal)} on ${renewal.date}`,
    text: `Hello,\n\n${renewalText(renewal)} on ${renewal.date}.\n\nTo change or cancel it: ${link}\n`,
  };
}
