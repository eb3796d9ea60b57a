import type { Prisma } from '@outlay/prisma';
import { addDays, addMonths, type Day, startOfMonth, utcDay } from '../../lib/calendar.ts';
import { refuseClosedPeriod } from '../ledger/period-closed-error.ts';
import { type CostEntryDraft, postCostEntry, rateOn } from '../ledger/post-cost-entry.ts';
import {
  type BookedCharge,
  bookedCharges,
  isBookedAs,
  linesOf,
  missingShares,
  originKeyOf,
  replaceEntries,
  sameShares,
  shareOf,
  sharesOf,
} from './charge-entries.ts';
import type { Charge } from './charge-plan.ts';
import { nameOn } from './plan-name.ts';
import type { SubscriptionRecord } from './subscription-terms.ts';

export interface BookingChange {
  /** What was to be booked before the change; what is booked and is in both plans stays as it is. */
  before: readonly Charge[];
  after: readonly Charge[];
  at: Date;
  /** Who made the change; undefined: a job. */
  byId: number | undefined;
}

interface Booking extends BookingChange {
  tx: Prisma.TransactionClient;
  record: SubscriptionRecord;
  closed: ReadonlySet<Day>;
}

/**
 * Makes the books say what the plan says: posts what is missing, voids and posts anew what changed in open months, and
 * posts the difference in the first open month where the month is closed. The caller holds the subscription's lock.
 * Answers the adjustments' ids. @throws InvalidInputError | PeriodClosedError
 */
export async function bookCharges(
  tx: Prisma.TransactionClient,
  record: SubscriptionRecord,
  change: BookingChange,
): Promise<number[]> {
  const closed = await closedMonths(tx);
  const booking: Booking = { ...change, tx, record, closed };
  const [before, after] = [byDate(change.before), byDate(change.after)];
  const booked = await bookedCharges(tx, record.id);
  const adjustments: number[] = [];
  for (const date of [...new Set([...after.keys(), ...booked.keys()])].sort()) {
    const entries = booked.get(date);
    const charge = after.get(date);
    if (entries?.isVoidedByHand || (entries && isSame(before.get(date), charge))) continue;
    adjustments.push(...(await bookCharge(booking, date, charge, entries ?? NOTHING)));
  }
  return adjustments;
}

const NOTHING: BookedCharge = { live: [], adjustmentCount: 0, isVoidedByHand: false };

const byDate = (charges: readonly Charge[]) => new Map(charges.map((charge) => [charge.date, charge]));
const isSame = (a: Charge | undefined, b: Charge | undefined) => text(a) === text(b);
const text = (charge: Charge | undefined) => charge && JSON.stringify({ ...charge, amount: String(charge.amount) });

async function bookCharge(booking: Booking, date: Day, charge: Charge | undefined, booked: BookedCharge) {
  const frozen = booked.live.filter((entry) => isClosed(booking, utcDay(entry.date)));
  const open = booked.live.filter((entry) => !frozen.includes(entry));
  if (isClosed(booking, date) || frozen.length > 0) return adjust(booking, date, charge, { ...booked, frozen, open });
  if (charge === undefined ? open.length === 0 : isBookedAs(open, charge)) return [];
  await refuseClosedPeriod('date', () => replaceEntries(booking.tx, open, booking));
  if (charge) await postCharge(booking, charge, codingOf(booking, booked));
  return [];
}

async function postCharge({ tx, record, byId }: Booking, charge: Charge, coding: Coding): Promise<void> {
  const { date, amount, service, connectionId, memberId, teamId } = charge;
  await postCostEntry(tx, {
    ...draftOf(record, byId),
    source: 'SUBSCRIPTION',
    date,
    service,
    description: nameOn(record, date),
    connectionId,
    originKey: originKeyOf(record.id, date),
    lines: [{ ...coding, memberId, teamId, amount }],
  });
}

type Frozen = BookedCharge & { frozen: BookedCharge['live']; open: BookedCharge['live'] };

async function adjust(booking: Booking, date: Day, charge: Charge | undefined, booked: Frozen): Promise<number[]> {
  const { tx, record, byId } = booking;
  const missing = missingShares(charge, sharesOf(booked.frozen));
  if (sameShares(sharesOf(booked.open), missing)) return [];
  await refuseClosedPeriod('date', () => replaceEntries(tx, booked.open, booking));
  const [kept] = booked.frozen;
  const bookedOn = firstOpenDay(booking, date);
  const rate = kept?.rate.toFixed() ?? (await rateOn(tx, record.currency, date));
  const ids: number[] = [];
  for (const connectionId of new Set([...missing.keys()].map((key) => shareOf(key).connectionId))) {
    const shares = new Map([...missing].filter(([key]) => shareOf(key).connectionId === connectionId));
    const id = await postCostEntry(tx, {
      ...draftOf(record, byId),
      source: 'ADJUSTMENT',
      date: bookedOn,
      service: serviceFrom(bookedOn, charge?.service.until ?? (kept ? utcDay(kept.serviceUntil) : bookedOn)),
      description: `${nameOn(record, date)}, correction of ${date}`,
      connectionId,
      adjustsMonth: startOfMonth(date),
      originKey: `${originKeyOf(record.id, date)}:adjustment:${booked.adjustmentCount + ids.length + 1}`,
      rate,
      lines: linesOf(shares, codingOf(booking, booked)),
    });
    if (id !== undefined) ids.push(id);
  }
  return ids;
}

const draftOf = ({ id, vendorId, currency }: SubscriptionRecord, byId: number | undefined) =>
  ({
    kind: 'FIXED',
    currency,
    vendorId,
    subscriptionId: id,
    ...(byId === undefined ? {} : { createdById: byId }),
  }) satisfies Partial<CostEntryDraft>;

type Coding = ReturnType<typeof codingOf>;

/** As finance coded the entry before, else as the subscription says. */
function codingOf({ record }: Booking, { live }: BookedCharge) {
  const { glAccountId, category, projectId } = live[0]?.lines[0] ?? record;
  return { glAccountId, category, projectId };
}

const isClosed = ({ closed }: Booking, day: Day) => closed.has(startOfMonth(day));

function firstOpenDay(booking: Booking, date: Day): Day {
  if (!isClosed(booking, date)) return date;
  let month = startOfMonth(date);
  while (isClosed(booking, month)) month = addMonths(month, 1);
  return month;
}

/** What a closed month amortized stays: a correction is spread over what is left of the service, or booked at once. */
function serviceFrom(from: Day, until: Day) {
  return { from, until: from < until ? until : addDays(from, 1) };
}

async function closedMonths(tx: Prisma.TransactionClient): Promise<ReadonlySet<Day>> {
  const periods = await tx.accountingPeriod.findMany({ where: { status: 'CLOSED' }, select: { month: true } });
  return new Set(periods.map(({ month }) => utcDay(month)));
}
