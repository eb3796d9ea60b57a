import { addDays, addMonths, type Day, startOfMonth } from '../../../lib/calendar.ts';
import { atRate } from '../../ledger/ledger-amount.ts';
import { chargePlan, firstBillingDate, heldOn, type SubscriptionTerms } from '../charge-plan.ts';
import { type SubscriptionRecord, termsOf } from '../subscription-terms.ts';
import { amortizedByMonth } from './amortize-charges.ts';
import {
  type MeasuredTool,
  readMeasuredTools,
  readRates,
  readSeatUsage,
  type SeatSpan,
  type SeatUsage,
} from './seat-usage.sql.ts';

/** TRACKED: every request was seen; REPORTED: by the vendor's report; NONE: nobody's usage of the tool was seen. */
export type PayoffConfidence = 'TRACKED' | 'REPORTED' | 'NONE';

/** A month of a subscription; money in nano-units of the reporting currency. */
export interface PayoffMonth {
  month: Day;
  /** The month is over. */
  isComplete: boolean;
  /** It was paid for, by those whose usage is told, from the first day to the last. */
  isWhole: boolean;
  seats: number;
  /** Amortized by the days of service, all seats. */
  price: bigint;
  usage: SeatUsage[];
  confidence: PayoffConfidence;
}

export interface Payoff {
  record: SubscriptionRecord;
  /** Oldest first; only those in which it was paid for. */
  months: PayoffMonth[];
}

const NANO_PER_LEDGER_UNIT = 100_000n;

interface PayoffQuestion {
  /** The current one included. */
  months: number;
  today: Day;
  /** Of the months and usage of this member only, as long as they had it; undefined: of everybody who had it. */
  memberId: number | undefined;
}

/** The last months of each subscription. */
export async function readPayoffs(
  records: readonly SubscriptionRecord[],
  { months, today, memberId }: PayoffQuestion,
): Promise<Payoff[]> {
  const until = addMonths(startOfMonth(today), 1);
  const from = addMonths(until, -months);
  const seen = (record: SubscriptionRecord) =>
    spansOf(record, { from, until }).filter((span) => memberId === undefined || span.memberId === memberId);
  const usage = await readSeatUsage(records.flatMap(seen));
  const measured = await readMeasuredTools(from, until);
  const payoffs: Payoff[] = [];
  for (const record of records) {
    const own = usage.filter(({ subscriptionId }) => subscriptionId === record.id);
    const prices = await pricesOf(record, { from, until });
    const spans = seen(record);
    const paid = [...prices]
      .filter(([month]) => from <= month && month < until && (memberId === undefined || isHeldIn(spans, month)))
      .sort(([a], [b]) => (a < b ? -1 : 1));
    payoffs.push({
      record,
      months: paid.map(([month, price]) =>
        payoffMonth({ record, spans, month, price, today, usage: own.filter((row) => row.month === month), measured }),
      ),
    });
  }
  return payoffs;
}

const isHeldIn = (spans: readonly SeatSpan[], month: Day) =>
  spans.some(({ from, until }) => from < addMonths(month, 1) && month < until);

interface MonthFacts {
  record: SubscriptionRecord;
  /** Whose usage is told. */
  spans: readonly SeatSpan[];
  month: Day;
  price: bigint;
  today: Day;
  usage: SeatUsage[];
  measured: readonly MeasuredTool[];
}

function payoffMonth({ record, spans, month, price, today, usage, measured }: MonthFacts): PayoffMonth {
  const { vendorId, toolId } = record;
  const seen = measured.filter(
    (tool) => tool.month === month && tool.vendorId === vendorId && (toolId === 0 || tool.toolId === toolId),
  );
  const isTracked = usage.length > 0 ? usage.some((row) => row.isTracked) : seen.some((tool) => tool.isTracked);
  const isSeen = usage.length > 0 || seen.length > 0;
  const lastDay = addDays(addMonths(month, 1), -1);
  const terms = termsOf(record);
  return {
    month,
    price,
    usage,
    isComplete: lastDay < today,
    isWhole:
      firstBillingDate(terms) <= month &&
      (terms.endsOn === null || lastDay < terms.endsOn) &&
      isHeldOn(spans, month) &&
      isHeldOn(spans, lastDay),
    seats: heldOn(terms.prices, [lastDay, today].sort()[0] ?? today).seats,
    confidence: isSeen ? (isTracked ? 'TRACKED' : 'REPORTED') : 'NONE',
  };
}

const isHeldOn = (spans: readonly SeatSpan[], day: Day) => spans.some(({ from, until }) => from <= day && day < until);

/** Who had it when, within the range. */
function spansOf(record: SubscriptionRecord, range: { from: Day; until: Day }): SeatSpan[] {
  const { startedOn, endsOn, owners } = termsOf(record);
  const { id: subscriptionId, vendorId, toolId } = record;
  return owners.flatMap(({ memberId, teamId }, index) => {
    const from = [range.from, startedOn, index === 0 ? '' : (owners[index]?.from ?? '')].sort().at(-1) ?? range.from;
    const until = [range.until, endsOn ?? range.until, owners[index + 1]?.from ?? range.until].sort()[0] ?? range.until;
    return from < until ? [{ subscriptionId, vendorId, toolId, memberId, teamId, from, until }] : [];
  });
}

/** What each month costs by the days of service, also of what is charged until the end of the range. */
async function pricesOf(record: SubscriptionRecord, range: { from: Day; until: Day }): Promise<Map<Day, bigint>> {
  if (record.approval !== 'APPROVED') return new Map();
  const charges = chargePlan(termsOf(record), addDays(range.until, -1)).filter(
    ({ service }) => service.until > range.from,
  );
  const rates = await readRates(record.currency, [...new Set(charges.map(({ date }) => date))]);
  return amortizedByMonth(
    charges.flatMap(({ date, amount, service }) => {
      const rate = rates.get(date);
      return rate === undefined ? [] : [{ nano: atRate(amount * NANO_PER_LEDGER_UNIT, rate), service }];
    }),
  );
}

/** Now, per seat and year, in 1e-4 of the subscription's currency. */
export function yearlySeatPrice(terms: SubscriptionTerms, today: Day): bigint {
  const perYear = { WEEKLY: 52n, MONTHLY: 12n, QUARTERLY: 4n, YEARLY: 1n }[terms.interval];
  return heldOn(terms.prices, today).amount * perYear;
}

export const activeMembers = ({ usage }: PayoffMonth) =>
  new Set(usage.filter(isUse).map(({ memberId }) => memberId)).size;

/** Seats that nobody used; undefined: it cannot be told. */
export function idleSeats(month: PayoffMonth): number | undefined {
  if (month.confidence === 'NONE') return undefined;
  return Math.max(0, month.seats - activeMembers(month));
}

export const isUse = ({ includedList, meteredList, requests, unpricedCount }: SeatUsage) =>
  includedList + meteredList > 0n || requests > 0n || unpricedCount > 0n;

export const includedListOf = ({ usage }: PayoffMonth) => usage.reduce((sum, row) => sum + row.includedList, 0n);
