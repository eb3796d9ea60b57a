import { addDays, type Day } from '../../lib/calendar.ts';
import { amountOn, billingDates, firstBillingDate, type SubscriptionTerms } from './charge-plan.ts';

export type RenewalKind = 'RENEWAL' | 'TRIAL_END' | 'CANCELLATION_DEADLINE' | 'END';

export interface RenewalEvent {
  date: Day;
  kind: RenewalKind;
  /** What is charged then, or unless it is cancelled by then; undefined: nothing, or entered each time. */
  amount: bigint | undefined;
}

/**
 * What the calendar holds of a subscription in `[from, until)`, in order: renewals, the end of its trial, its end, and,
 * while it is not cancelled, the last days on which it can be.
 */
export function renewalEvents(
  terms: SubscriptionTerms,
  noticeDays: number,
  { from, until }: { from: Day; until: Day },
): RenewalEvent[] {
  const events: RenewalEvent[] = [];
  for (const { date } of billingDates(terms, { from, until: addDays(until, noticeDays) })) {
    if (date === terms.startedOn) continue;
    const amount = amountOn(terms, date);
    events.push({ date, kind: date === firstBillingDate(terms) ? 'TRIAL_END' : 'RENEWAL', amount });
    if (noticeDays > 0 && terms.endsOn === null)
      events.push({ date: addDays(date, -noticeDays), kind: 'CANCELLATION_DEADLINE', amount });
  }
  if (terms.endsOn !== null) events.push({ date: terms.endsOn, kind: 'END', amount: undefined });
  return events
    .filter(({ date }) => from <= date && date < until)
    .sort((a, b) => (a.date === b.date ? a.kind.localeCompare(b.kind) : a.date < b.date ? -1 : 1));
}
