import type { BillingInterval } from '@outlay/prisma';
import { addDays, type Day, dayCount } from '../../lib/calendar.ts';
import { divideHalfEven } from '../../lib/money.ts';
import { occurrences } from '../ledger/calendar-interval.ts';

export interface PriceFrom {
  from: Day;
  seats: number;
  /** Per seat and interval, in 1e-4 of the currency. */
  amount: bigint;
}

export interface OwnerFrom {
  from: Day;
  memberId: number | null;
  teamId: number | null;
}

/** All that decides what a subscription costs and when; prices and owners in order of their first day, never empty. */
export interface SubscriptionTerms {
  startedOn: Day;
  trialUntil: Day | null;
  endsOn: Day | null;
  interval: BillingInterval;
  isVariable: boolean;
  connectionId: number | null;
  prices: readonly PriceFrom[];
  owners: readonly OwnerFrom[];
  /** Amounts of single billing dates that differ from the price. */
  charges: ReadonlyMap<Day, bigint>;
}

/** What is to be booked on one date: a billing date, or a change of price within a cycle (a credit when negative). */
export interface Charge {
  date: Day;
  amount: bigint;
  service: { from: Day; until: Day };
  memberId: number | null;
  teamId: number | null;
  connectionId: number | null;
}

/** What holds on a day: the latest row that began by then, before the first one the first. */
export function heldOn<Row extends { from: Day }>(rows: readonly [Row, ...Row[]] | readonly Row[], day: Day): Row {
  const held = rows.findLast(({ from }) => from <= day) ?? rows[0];
  if (held === undefined) throw new RangeError('a subscription has at least one price and one owner');
  return held;
}

export const firstBillingDate = ({ startedOn, trialUntil }: Pick<SubscriptionTerms, 'startedOn' | 'trialUntil'>): Day =>
  trialUntil ?? startedOn;

/** Billing dates in `[from, until)` that come before the end, each with the next one. */
export function billingDates(terms: SubscriptionTerms, { from, until }: { from: Day; until: Day }) {
  const end = terms.endsOn !== null && terms.endsOn < until ? terms.endsOn : until;
  return occurrences(firstBillingDate(terms), terms.interval, { from, until: end });
}

/** What one billing date costs; undefined: its amount was not entered yet. */
export function amountOn(terms: SubscriptionTerms, date: Day): bigint | undefined {
  const entered = terms.charges.get(date);
  return entered ?? (terms.isVariable ? undefined : priceOn(terms, date));
}

/**
 * Every charge until `today`, that day included, in order; none is zero. A cycle costs each price by the days it held:
 * what was charged by then is topped up, or credited, on the day a price changes. Ending keeps what was paid for.
 */
export function chargePlan(terms: SubscriptionTerms, today: Day): Charge[] {
  const until = addDays(today, 1);
  const charges = [...billingDates(terms, { from: firstBillingDate(terms), until })].flatMap((cycle) => [
    ...(amountOn(terms, cycle.date) === undefined
      ? []
      : [chargeOf(terms, cycle, cycle.date, amountOn(terms, cycle.date) ?? 0n)]),
    ...(terms.isVariable ? [] : changesWithin(terms, cycle, until)),
  ]);
  return charges.filter(({ amount }) => amount !== 0n);
}

interface Cycle {
  date: Day;
  next: Day;
}

function changesWithin(terms: SubscriptionTerms, cycle: Cycle, until: Day): Charge[] {
  const end = terms.endsOn !== null && terms.endsOn < cycle.next ? terms.endsOn : cycle.next;
  const dates = terms.prices.map(({ from }) => from).filter((from) => cycle.date < from && from < end && from < until);
  let booked = cost(terms, cycle, []);
  return dates.map((date, index) => {
    const total = cost(terms, cycle, dates.slice(0, index + 1));
    const amount = total - booked;
    booked = total;
    return chargeOf(terms, cycle, date, amount);
  });
}

/** A whole cycle with its prices changing on these dates, the last one holding to its end; rounded once, half-even. */
function cost(terms: SubscriptionTerms, { date, next }: Cycle, changes: readonly Day[]): bigint {
  const starts = [date, ...changes];
  const sum = starts.reduce((total, from, index) => {
    const days = dayCount({ from, until: starts[index + 1] ?? next });
    return total + priceOn(terms, from) * BigInt(days);
  }, 0n);
  return divideHalfEven(sum, BigInt(dayCount({ from: date, until: next })));
}

function priceOn(terms: SubscriptionTerms, day: Day): bigint {
  const { seats, amount } = heldOn(terms.prices, day);
  return BigInt(seats) * amount;
}

function chargeOf(terms: SubscriptionTerms, { next }: Cycle, date: Day, amount: bigint): Charge {
  const { memberId, teamId } = heldOn(terms.owners, date);
  const until = terms.endsOn !== null && terms.endsOn < next ? terms.endsOn : next;
  return { date, amount, service: { from: date, until }, memberId, teamId, connectionId: terms.connectionId };
}
