import type { BillingInterval } from '../../gql/graphql.ts';
import { addDays, addMonths } from '../../lib/day.ts';

interface Dates {
  startedOn: string;
  /** First day that costs. */
  trialUntil: string | null;
  /** First day without it. */
  endsOn: string | null;
  interval: BillingInterval;
}

const months = { MONTHLY: 1, QUARTERLY: 3, YEARLY: 12 } as const;

function dateAt(first: string, interval: BillingInterval, index: number): string {
  return interval === 'WEEKLY' ? addDays(first, 7 * index) : addMonths(first, months[interval] * index);
}

/** The days it charges on, until a day (included), by the calendar: 31 January, 28 February, 31 March. */
export function billingDates({ startedOn, trialUntil, endsOn, interval }: Dates, until: string): string[] {
  const first = trialUntil ?? startedOn;
  const dates: string[] = [];
  for (let date = first; date <= until && (endsOn === null || date < endsOn); ) {
    dates.push(date);
    date = dateAt(first, interval, dates.length);
  }
  return dates;
}
