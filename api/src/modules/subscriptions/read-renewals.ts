import { db } from '../../db.ts';
import type { Day } from '../../lib/calendar.ts';
import { ownedSubscriptionIds } from './owned-subscriptions.sql.ts';
import { nameOn } from './plan-name.ts';
import { type RenewalEvent, renewalEvents } from './renewal-events.ts';
import { type SubscriptionRecord, termsOf, withTerms } from './subscription-terms.ts';

export interface Renewal extends RenewalEvent {
  record: SubscriptionRecord;
  name: string;
}

interface RenewalsFilter {
  /** Half-open. */
  from: Day;
  until: Day;
  /** Whose; undefined: everybody's. */
  memberId: number | undefined;
  today: Day;
}

/** Of all that is approved, by date. */
export async function readRenewals({ memberId, today, ...range }: RenewalsFilter): Promise<Renewal[]> {
  const ids = memberId === undefined ? undefined : await ownedSubscriptionIds({ memberId }, today);
  const records = await db.subscription.findMany({
    where: { approval: 'APPROVED', ...(ids && { id: { in: ids } }) },
    include: withTerms,
    orderBy: { id: 'asc' },
  });
  return records
    .flatMap((record) =>
      renewalEvents(termsOf(record), record.noticeDays, range).map((event) => ({
        ...event,
        record,
        name: nameOn(record, event.date),
      })),
    )
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}
