import { SubscriptionApproval } from '@outlay/prisma';
import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { addDays, addMonths, utcDay } from '../../lib/calendar.ts';
import { BillingIntervalEnum } from '../ledger/billing-interval.graphql.ts';
import { visibleLines } from '../ledger/cost-entry.graphql.ts';
import { fromLedgerAmount } from '../ledger/ledger-amount.ts';
import { Member } from '../people/member.graphql.ts';
import { Team } from '../people/team.graphql.ts';
import { today } from '../people/today.ts';
import { amountOn, billingDates, heldOn } from './charge-plan.ts';
import { PlanRef } from './plan.graphql.ts';
import { planOf } from './plan-catalogue.ts';
import { nameOn } from './plan-name.ts';
import { ownerOn } from './subscription-access.ts';
import { statusOn, subscriptionStatuses } from './subscription-status.ts';
import { type SubscriptionRecord, termsOf, withTerms } from './subscription-terms.ts';

export const SubscriptionStatusEnum = builder.enumType('SubscriptionStatus', { values: subscriptionStatuses });
const SubscriptionApprovalEnum = builder.enumType(SubscriptionApproval, { name: 'SubscriptionApproval' });

builder.prismaObject('SubscriptionPrice', {
  description: 'Plan, price and seats from a day on.',
  authScopes: { scope: 'READ' },
  fields: (t) => ({
    from: t.expose('from', { type: 'Date' }),
    plan: t.field({ type: PlanRef, nullable: true, resolve: ({ planCode }) => planOf(planCode) ?? null }),
    seats: t.exposeInt('seats'),
    amount: t.field({
      type: 'Decimal',
      description: 'Per seat and interval.',
      resolve: ({ amount }) => amount.toFixed(),
    }),
  }),
});

builder.prismaObject('SubscriptionOwner', {
  description: 'Who has it from a day on: a member or a team.',
  authScopes: { scope: 'READ' },
  fields: (t) => ({
    from: t.expose('from', { type: 'Date' }),
    member: t.relation('member', { nullable: true }),
    team: t.relation('team', { nullable: true }),
  }),
});

builder.prismaObject('SubscriptionCharge', {
  description: 'What one billing date costs where that differs from the price; all seats together.',
  authScopes: { scope: 'READ' },
  fields: (t) => ({
    billingDate: t.expose('billingDate', { type: 'Date' }),
    amount: t.field({ type: 'Decimal', resolve: ({ amount }) => amount.toFixed() }),
  }),
});

interface Renewal {
  date: string;
  amount: string | null;
}

const NextRenewal = builder.objectRef<Renewal>('NextRenewal').implement({
  authScopes: { scope: 'READ' },
  fields: (t) => ({
    date: t.expose('date', { type: 'Date' }),
    amount: t.expose('amount', {
      type: 'Decimal',
      nullable: true,
      description: 'All seats together; null: entered each time.',
    }),
  }),
});

/** `Subscription` is GraphQL's own root type. */
export const Subscription = builder.prismaNode('Subscription', {
  name: 'PaidSubscription',
  description: 'A plan that a member or team pays for by the calendar. For who has it and administrators.',
  include: { ...withTerms, owners: { ...withTerms.owners, include: { member: true, team: true } } },
  authScopes: async ({ owners }, context) => {
    const { memberId } = ownerOn(owners, await today(context));
    return memberId === null ? { admin: true } : { self: memberId };
  },
  id: { field: 'id' },
  fields: (t) => ({
    name: t.string({ resolve: async (record, _args, context) => nameOn(record, await today(context)) }),
    vendor: t.relation('vendor'),
    plan: t.field({
      type: PlanRef,
      nullable: true,
      description: 'Of today; null: not from the catalogue.',
      resolve: async (record, _args, context) => planOf(priceOn(record, await today(context)).planCode) ?? null,
    }),
    status: t.field({
      type: SubscriptionStatusEnum,
      resolve: async (record, _args, context) => statusOn(record, await today(context)),
    }),
    interval: t.expose('interval', { type: BillingIntervalEnum }),
    currency: t.exposeString('currency'),
    amount: t.field({
      type: 'Decimal',
      description: 'Of today, per seat and interval.',
      resolve: async (record, _args, context) => priceOn(record, await today(context)).amount.toFixed(),
    }),
    seats: t.int({
      description: 'Of today.',
      resolve: async (record, _args, context) => priceOn(record, await today(context)).seats,
    }),
    member: t.field({
      type: Member,
      nullable: true,
      description: 'Who has it today; null: a team.',
      resolve: async ({ owners }, _args, context) => ownerOn(owners, await today(context)).member,
    }),
    team: t.field({
      type: Team,
      nullable: true,
      description: 'Which has it today; null: a member.',
      resolve: async ({ owners }, _args, context) => ownerOn(owners, await today(context)).team,
    }),
    startedOn: t.expose('startedOn', { type: 'Date' }),
    trialUntil: t.expose('trialUntil', { type: 'Date', nullable: true, description: 'First day that costs.' }),
    cancelledOn: t.expose('cancelledOn', { type: 'Date', nullable: true }),
    endsOn: t.expose('endsOn', { type: 'Date', nullable: true, description: 'First day without it.' }),
    noticeDays: t.exposeInt('noticeDays', { description: 'Days before a renewal by which it must be cancelled.' }),
    reminderDays: t.exposeInt('reminderDays', {
      nullable: true,
      description: 'Days ahead of renewals and deadlines at which a mail reminds; null: never.',
    }),
    isVariable: t.exposeBoolean('isVariable', { description: 'Its amount is entered for each billing date.' }),
    notes: t.exposeString('notes'),
    category: t.exposeString('category'),
    approval: t.expose('approval', { type: SubscriptionApprovalEnum }),
    approvalNote: t.exposeString('approvalNote'),
    glAccount: t.relation('glAccount', { nullable: true }),
    project: t.relation('project', { nullable: true }),
    connection: t.relation('connection', {
      nullable: true,
      description: 'The connection that bills it too; for administrators.',
      authScopes: { admin: true },
      unauthorizedResolver: () => null,
    }),
    version: t.exposeInt('version', { description: 'Counts up with every change; a change names the one it saw.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    nextRenewal: t.field({
      type: NextRenewal,
      nullable: true,
      description: 'The next billing date after today; null: it comes no more.',
      resolve: async (record, _args, context) => nextRenewal(record, await today(context)),
    }),
    paid: t.loadable({
      type: 'Decimal',
      description: 'Everything booked for it so far, in its currency.',
      load: (ids: number[]) => paidAmounts(ids),
      resolve: ({ id }) => id,
    }),
    prices: t.relation('prices', { description: 'Of all times, oldest first.', query: { orderBy: { from: 'asc' } } }),
    owners: t.relation('owners', { description: 'Of all times, oldest first.', query: { orderBy: { from: 'asc' } } }),
    entries: t.relatedConnection('entries', {
      description: 'What was booked for it, newest first, as far as one may see it; voided ones are left out.',
      cursor: 'id',
      totalCount: true,
      query: (_args, context) => ({
        where: { voidedAt: null, lines: { some: visibleLines(context) } },
        orderBy: [{ date: 'desc' }, { id: 'desc' }],
      }),
    }),
    charges: t.relation('charges', { query: { orderBy: { billingDate: 'asc' } } }),
  }),
});

function priceOn({ prices }: SubscriptionRecord, day: string) {
  return heldOn(
    prices.map((price) => ({ ...price, from: utcDay(price.from) })),
    day,
  );
}

function nextRenewal(record: SubscriptionRecord, day: string): Renewal | null {
  if (record.approval === 'DECLINED') return null;
  const terms = termsOf(record);
  const after = [addDays(day, 1), terms.trialUntil ?? '', terms.startedOn].sort().at(-1) ?? day;
  for (const { date } of billingDates(terms, { from: after, until: addMonths(after, 13) })) {
    const amount = amountOn(terms, date);
    return { date, amount: amount === undefined ? null : fromLedgerAmount(amount) };
  }
  return null;
}

async function paidAmounts(ids: number[]): Promise<string[]> {
  const sums = await db.costEntry.groupBy({
    by: ['subscriptionId'],
    where: { subscriptionId: { in: ids }, voidedAt: null },
    _sum: { amount: true },
  });
  const byId = new Map(sums.map(({ subscriptionId, _sum }) => [subscriptionId, _sum.amount?.toFixed() ?? '0']));
  return ids.map((id) => byId.get(id) ?? '0');
}
