import type { Prisma } from '@outlay/prisma';
import { db } from '../../../db.ts';
import { addDays, type Day, type DayRange, startOfDay } from '../../../lib/calendar.ts';
import { atRate, LEDGER_DIGITS, toLedgerAmount } from '../../ledger/ledger-amount.ts';
import { recurringDates, recurringOriginKey } from '../../ledger/recurring-dates.ts';
import { reportingAmounts } from '../../ledger/reporting-amounts.ts';
import { originKeyOf } from '../../subscriptions/charge-entries.ts';
import { amountOn, billingDates, chargePlan, heldOn } from '../../subscriptions/charge-plan.ts';
import { nameOn } from '../../subscriptions/plan-name.ts';
import { termsOf, withTerms } from '../../subscriptions/subscription-terms.ts';
import { type CompleteOwners, type Owners, ownersCompletion } from './scope-owners.ts';

export const scheduledSources = ['RECURRING_COST', 'SUBSCRIPTION', 'ENTRY'] as const;
export type ScheduledSource = (typeof scheduledSources)[number];

/** A fixed cost that is due by the calendar and not in the books yet. */
export interface ScheduledCost {
  day: Day;
  source: ScheduledSource;
  name: string;
  /** Reporting currency; null: its currency has no rate, or its amount is entered each time and never was. */
  amountNano: bigint | null;
  /** Its amount is entered each time: the last one is taken. */
  isEstimated: boolean;
  owners: Owners;
}

const NANO_PER_LEDGER_UNIT = 10n ** BigInt(9 - LEDGER_DIGITS);

interface Context {
  range: DayRange;
  posted: ReadonlySet<string>;
  rates: ReadonlyMap<string, string>;
  complete: CompleteOwners;
}

/**
 * Recurring costs and subscriptions due in the range by their own calendars, by day, without what is posted or was voided
 * by hand. What a connection bills is left out: its usage carries that cost. Rates: the latest known on `today`.
 */
export async function readScheduledCosts(range: DayRange, today: Day): Promise<ScheduledCost[]> {
  if (range.from >= range.until) return [];
  const [costs, subscriptions, posted, rates, complete] = [
    await db.recurringCost.findMany({
      where: { connectionId: null },
      include: { lines: true },
      orderBy: { id: 'asc' },
    }),
    await db.subscription.findMany({
      where: { connectionId: null, approval: 'APPROVED' },
      include: withTerms,
      orderBy: { id: 'asc' },
    }),
    await postedKeys(range.from),
    await readRates(today),
    await ownersCompletion(),
  ];
  const context = { range, posted, rates, complete };
  return [
    ...costs.flatMap((cost) => datesOfRecurring(cost, context)),
    ...subscriptions.flatMap((subscription) => datesOfSubscription(subscription, context)),
  ].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

type Recurring = Prisma.RecurringCostGetPayload<{ include: { lines: true } }>;

function datesOfRecurring(cost: Recurring, { range, posted, rates, complete }: Context): ScheduledCost[] {
  const amounts = cost.lines.map(({ amount }) => toLedgerAmount(amount.toFixed()));
  const rate = rates.get(cost.currency);
  const inReporting = rate === undefined ? undefined : reportingAmounts(amounts, rate).lines;
  return recurringDates(cost, range)
    .filter(({ date }) => !posted.has(recurringOriginKey(cost.id, date)))
    .flatMap(({ date }) =>
      cost.lines.map(({ memberId, teamId, agentId, projectId, glAccountId }, index) => ({
        day: date,
        source: 'RECURRING_COST' as const,
        name: cost.description,
        amountNano: inReporting === undefined ? null : (inReporting[index] ?? 0n) * NANO_PER_LEDGER_UNIT,
        isEstimated: false,
        owners: complete(
          ownersOf({ memberId, teamId, agentId, projectId, glAccountId, vendorId: cost.vendorId, toolId: 0 }),
          date,
        ),
      })),
    );
}

type Subscription = Prisma.SubscriptionGetPayload<{ include: typeof withTerms }>;

function datesOfSubscription(record: Subscription, { range, posted, rates, complete }: Context): ScheduledCost[] {
  const terms = termsOf(record);
  const rate = rates.get(record.currency);
  const costs = terms.isVariable
    ? [...billingDates(terms, range)].map(({ date }) => {
        const { memberId, teamId } = heldOn(terms.owners, date);
        const entered = amountOn(terms, date);
        return {
          date,
          memberId,
          teamId,
          amount: entered ?? lastAmount(terms.charges, date),
          isEstimated: entered === undefined,
        };
      })
    : chargePlan(terms, addDays(range.until, -1)).map((charge) => ({ ...charge, isEstimated: false }));
  return costs
    .filter(({ date }) => date >= range.from && !posted.has(originKeyOf(record.id, date)))
    .map(({ date, amount, isEstimated, memberId, teamId }) => ({
      day: date,
      source: 'SUBSCRIPTION' as const,
      name: nameOn(record, date),
      amountNano: rate === undefined || amount === undefined ? null : atRate(amount, rate) * NANO_PER_LEDGER_UNIT,
      isEstimated,
      owners: complete(
        ownersOf({
          ...{ memberId, teamId, agentId: null, projectId: record.projectId, glAccountId: record.glAccountId },
          ...{ vendorId: record.vendorId, toolId: record.toolId },
        }),
        date,
      ),
    }));
}

function lastAmount(charges: ReadonlyMap<Day, bigint>, before: Day): bigint | undefined {
  const last = [...charges.keys()]
    .filter((day) => day < before)
    .toSorted()
    .at(-1);
  return last === undefined ? undefined : charges.get(last);
}

type Ids = Record<'memberId' | 'teamId' | 'agentId' | 'projectId' | 'glAccountId' | 'vendorId', number | null>;

const ownersOf = ({ toolId, ...ids }: Ids & { toolId: number }): Owners => ({
  MEMBER: ids.memberId ?? 0,
  TEAM: ids.teamId ?? 0,
  AGENT: ids.agentId ?? 0,
  PROJECT: ids.projectId ?? 0,
  GL_ACCOUNT: ids.glAccountId ?? 0,
  VENDOR: ids.vendorId ?? 0,
  TOOL: toolId,
});

/** Of entries posted for dates from `from` on: posted no earlier than due, whatever day they were moved to since. */
async function postedKeys(from: Day): Promise<Set<string>> {
  const entries = await db.costEntry.findMany({
    where: {
      originKey: { not: null },
      OR: [{ date: { gte: startOfDay(from) } }, { createdAt: { gte: startOfDay(addDays(from, -1)) } }],
    },
    select: { originKey: true },
  });
  return new Set(entries.map(({ originKey }) => originKey?.split(':').slice(0, 3).join(':') ?? ''));
}

/** Units of the reporting currency by currency. */
async function readRates(day: Day): Promise<Map<string, string>> {
  const { reportingCurrency: quote } = await db.organization.findUniqueOrThrow({ where: { id: 1 } });
  const rows = await db.$queryRaw<{ base: string; rate: string }[]>`
    SELECT base, rate::text AS rate FROM exchange_rate_span
    WHERE quote = ${quote} AND "from" <= ${startOfDay(day)}::date AND ${startOfDay(day)}::date < "until"`;
  return new Map([[quote, '1'], ...rows.map(({ base, rate }): [string, string] => [base, rate])]);
}
