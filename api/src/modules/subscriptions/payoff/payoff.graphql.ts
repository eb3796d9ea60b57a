import { db } from '../../../db.ts';
import { builder } from '../../../graphql/builder.ts';
import { InvalidInputError } from '../../../lib/errors.ts';
import { decimalString, divideHalfEven, fromNano } from '../../../lib/money.ts';
import { Member } from '../../people/member.graphql.ts';
import { today } from '../../people/today.ts';
import { PlanRef } from '../plan.graphql.ts';
import { Subscription } from '../subscription.graphql.ts';
import { loadPayoff } from './payoff-loader.ts';
import { activeMembers, idleSeats, includedListOf, type Payoff, type PayoffMonth } from './read-payoff.ts';
import { replayOf } from './recommend.ts';
import { readRecommendContext } from './recommend-context.ts';
import { NO_ACTION, type Replay, type ReplayOption } from './replay-plans.ts';
import type { SeatUsage } from './seat-usage.sql.ts';

const RATIO_DIGITS = 4;
const PAYOFF_COST = 20;

export const PayoffConfidenceEnum = builder.enumType('PayoffConfidence', {
  values: {
    TRACKED: { description: 'Requests were seen one by one.' },
    REPORTED: { description: "Known from the vendor's report." },
    NONE: { description: "Nobody's usage of the tool was seen: whether it was used cannot be told." },
  } as const,
});

/** Undefined price or none: no ratio. */
function ratio(listValue: bigint, price: bigint): string | null {
  if (price <= 0n) return null;
  return decimalString(divideHalfEven(listValue * 10n ** BigInt(RATIO_DIGITS), price), RATIO_DIGITS);
}

const SeatUsageRef = builder.objectRef<{ usage: SeatUsage; month: PayoffMonth }>('SeatUsage').implement({
  description: "One member's usage of the tool in the month.",
  authScopes: { scope: 'READ' },
  fields: (t) => ({
    member: t.prismaField({
      type: Member,
      resolve: (query, { usage }) => db.member.findUniqueOrThrow({ ...query, where: { id: usage.memberId } }),
    }),
    listValue: t.field({
      type: 'Decimal',
      description: 'Of included usage.',
      resolve: ({ usage }) => fromNano(usage.includedList),
    }),
    ratio: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'listValue ÷ price per seat; null: the month cost nothing.',
      resolve: ({ usage, month }) => ratio(usage.includedList * BigInt(month.seats), month.price),
    }),
    meteredSpend: t.field({
      type: 'Decimal',
      description: 'Paid besides the seat.',
      resolve: ({ usage }) => fromNano(usage.meteredSpend),
    }),
    requests: t.field({ type: 'BigInt', resolve: ({ usage }) => usage.requests }),
    unpricedCount: t.field({
      type: 'BigInt',
      description: 'Rows of models without a price, which add nothing to listValue.',
      resolve: ({ usage }) => usage.unpricedCount,
    }),
  }),
});

const PayoffMonthRef = builder.objectRef<PayoffMonth>('PayoffMonth').implement({
  description: 'What a subscription cost and gave in a month, in the reporting currency.',
  authScopes: { scope: 'READ' },
  fields: (t) => ({
    month: t.expose('month', { type: 'Date' }),
    isComplete: t.exposeBoolean('isComplete', { description: 'The month is over.' }),
    seats: t.exposeInt('seats'),
    price: t.field({
      type: 'Decimal',
      description: 'All seats, amortized by the days of service.',
      resolve: ({ price }) => fromNano(price),
    }),
    listValue: t.field({
      type: 'Decimal',
      description: 'Of included usage, at list price.',
      resolve: (month) => fromNano(includedListOf(month)),
    }),
    ratio: t.field({
      type: 'Decimal',
      nullable: true,
      description:
        'listValue ÷ price: above 1 it pays off. Null: the month cost nothing, or no usage of the tool was seen.',
      resolve: (month) => (month.confidence === 'NONE' ? null : ratio(includedListOf(month), month.price)),
    }),
    confidence: t.expose('confidence', { type: PayoffConfidenceEnum }),
    activeMemberCount: t.int({ resolve: activeMembers }),
    idleSeats: t.int({
      nullable: true,
      description: 'Null: it cannot be told.',
      resolve: (month) => idleSeats(month) ?? null,
    }),
    members: t.field({
      type: [SeatUsageRef],
      description: 'Those who used it.',
      resolve: (month) => month.usage.map((usage) => ({ usage, month })),
    }),
  }),
});

const PayoffRef = builder.objectRef<Payoff>('SubscriptionPayoff').implement({
  authScopes: { scope: 'READ' },
  fields: (t) => ({
    currency: t.string({ description: 'The reporting currency.', resolve: () => reportingCurrency() }),
    months: t.expose('months', { type: [PayoffMonthRef], description: 'Oldest first; those that it was paid for.' }),
  }),
});

const ReplayOptionRef = builder.objectRef<ReplayOption>('ReplayOption').implement({
  description: 'What the same usage would have cost otherwise, over all months, in the reporting currency.',
  authScopes: { scope: 'READ' },
  fields: (t) => ({
    plan: t.field({
      type: PlanRef,
      nullable: true,
      description: 'Null: the API at list price.',
      resolve: ({ plan }) => plan ?? null,
    }),
    cost: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'fixed + overage. Null: what the plan includes is not known.',
      resolve: ({ cost }) => (cost === undefined ? null : fromNano(cost)),
    }),
    fixed: t.field({ type: 'Decimal', resolve: ({ fixed }) => fromNano(fixed) }),
    overage: t.field({
      type: 'Decimal',
      description: 'Usage beyond what it includes.',
      resolve: ({ overage }) => fromNano(overage),
    }),
    yearlySaving: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'Against staying; negative: dearer.',
      resolve: ({ yearlySaving }) => (yearlySaving === undefined ? null : fromNano(yearlySaving)),
    }),
    isWithinBand: t.exposeBoolean('isWithinBand', { description: 'Saves too little to act on.' }),
  }),
});

export const ReplayRef = builder.objectRef<Replay>('PlanReplay').implement({
  description: 'The usage of the last whole months on every plan of the vendor, and on the API.',
  authScopes: { scope: 'READ' },
  fields: (t) => ({
    currency: t.string({ resolve: () => reportingCurrency() }),
    monthCount: t.exposeInt('monthCount', { description: 'Whole months that it was paid for, with usage seen.' }),
    paid: t.field({
      type: 'Decimal',
      description: 'Amortized price and metered usage.',
      resolve: ({ paid }) => fromNano(paid),
    }),
    staying: t.field({
      type: 'Decimal',
      description:
        'The same usage on the plan it has at its price, at most what was paid: savings are told against it.',
      resolve: ({ staying }) => fromNano(staying),
    }),
    listValue: t.field({
      type: 'Decimal',
      description: 'All usage at list price.',
      resolve: ({ listValue }) => fromNano(listValue),
    }),
    options: t.expose('options', { type: [ReplayOptionRef] }),
    best: t.field({
      type: ReplayOptionRef,
      nullable: true,
      description: 'The cheapest one outside the no-action band; null: stay.',
      resolve: ({ best }) => best ?? null,
    }),
    noActionPercent: t.int({
      description: 'A smaller share saved is no reason to act.',
      resolve: () => Number(NO_ACTION.percent),
    }),
    noActionUsdPerMonth: t.int({ resolve: () => Number(NO_ACTION.usdPerMonth) }),
  }),
});

function requireMonths(months: number): number {
  if (months >= 1 && months <= 24) return months;
  throw new InvalidInputError('months', months, 'is out of range.', 'Use 1 to 24.');
}

builder.prismaObjectFields(Subscription, (t) => ({
  payoff: t.field({
    description: 'Its worth and price over the last months, the current one included.',
    type: PayoffRef,
    args: { months: t.arg.int({ required: true, defaultValue: 3, description: '1 to 24.' }) },
    complexity: PAYOFF_COST,
    resolve: (record, { months }, context) => loadPayoff(context, record, requireMonths(months)),
  }),
  planReplay: t.field({
    description: 'Null: the reporting currency has no rate for USD, in which plans are listed.',
    type: ReplayRef,
    nullable: true,
    args: { months: t.arg.int({ required: true, defaultValue: 3, description: 'Whole ones, 1 to 24.' }) },
    complexity: PAYOFF_COST,
    resolve: async (record, { months }, context) => {
      const payoff = await loadPayoff(context, record, requireMonths(months) + 1);
      return replayOf(payoff, await readRecommendContext([record], await today(context))) ?? null;
    },
  }),
}));

export async function reportingCurrency(): Promise<string> {
  const organization = await db.organization.findUniqueOrThrow({ where: { id: 1 } });
  return organization.reportingCurrency;
}
