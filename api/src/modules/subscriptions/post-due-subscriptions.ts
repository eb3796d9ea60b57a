import { db } from '../../db.ts';
import type { Day } from '../../lib/calendar.ts';
import type { Log } from '../../lib/log.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { bookCharges } from './book-charges.ts';
import { originKeyOf } from './charge-entries.ts';
import { lockSubscription, plannedCharges, withTerms } from './subscription-terms.ts';

interface PostingJob {
  today: Day;
  now: Date;
  log: Pick<Log, 'error'>;
}

/**
 * Posts every charge until today that is not in the books, whenever that was due; several processes may do so at once.
 * One that cannot be posted (no exchange rate, its month is being closed) is logged and tried again the next time.
 * Answers the ids of the subscriptions that were posted for.
 */
export async function postDueSubscriptions({ today, now, log }: PostingJob): Promise<number[]> {
  const posted: number[] = [];
  for (const id of await dueSubscriptions(today)) {
    try {
      await db.$transaction(async (tx) => {
        const record = await lockSubscription(tx, id);
        if (!record) return;
        const plan = plannedCharges(record, today);
        await bookCharges(tx, record, { before: plan, after: plan, at: now, byId: undefined });
        const subject = { subjectType: 'PaidSubscription', subjectId: id, after: { until: today } };
        await recordAuditEvent(tx, { kind: 'JOB', name: 'subscriptions' }, { action: 'postCharges', ...subject });
      });
      posted.push(id);
    } catch (error) {
      log.error({ err: error, subscription: id }, 'a subscription could not be posted');
    }
  }
  return posted;
}

async function dueSubscriptions(today: Day): Promise<number[]> {
  const records = await db.subscription.findMany({ where: { approval: 'APPROVED' }, include: withTerms });
  const entries = await db.costEntry.findMany({
    where: { subscriptionId: { not: null } },
    select: { originKey: true },
  });
  const known = new Set(entries.map(({ originKey }) => originKey?.split(':').slice(0, 3).join(':')));
  return records
    .filter((record) => plannedCharges(record, today).some(({ date }) => !known.has(originKeyOf(record.id, date))))
    .map(({ id }) => id);
}
