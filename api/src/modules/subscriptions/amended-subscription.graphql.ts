import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { utcDay } from '../../lib/calendar.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../lib/errors.ts';
import { PeriodClosedError } from '../ledger/period-closed-error.ts';
import { today } from '../people/today.ts';
import type { AmendedSubscription } from './amend-subscription.ts';
import { Subscription } from './subscription.graphql.ts';
import { mayManage } from './subscription-access.ts';

interface Adjustment {
  costEntryId: number;
  date: string;
  adjustsMonth: string;
  amount: string;
  currency: string;
}

const SubscriptionAdjustment = builder.objectRef<Adjustment>('SubscriptionAdjustment').implement({
  description: 'An entry in an open month that corrects a closed one.',
  fields: (t) => ({
    costEntryId: t.id({ resolve: ({ costEntryId }) => `CostEntry:${costEntryId}` }),
    date: t.expose('date', { type: 'Date', description: 'The day it is booked on.' }),
    adjustsMonth: t.expose('adjustsMonth', { type: 'Date', description: 'First day of the closed month.' }),
    amount: t.expose('amount', { type: 'Decimal' }),
    currency: t.exposeString('currency'),
  }),
});

/** What every mutation of a subscription answers. */
export const SubscriptionChange = builder.objectRef<AmendedSubscription>('SubscriptionChange').implement({
  authScopes: { scope: 'READ' },
  fields: (t) => ({
    subscription: t.prismaField({
      type: Subscription,
      nullable: true,
      description: 'Null: handed over, it is no longer yours to see.',
      resolve: async (query, { subscriptionId: id }, _args, context) => {
        const { actor } = context;
        const owners = await db.subscriptionOwner.findMany({ where: { subscriptionId: id } });
        const mine = mayManage(actor, owners, await today(context)) ? [id] : [];
        return db.subscription.findFirst({ ...query, where: { id: { in: mine } } });
      },
    }),
    adjustments: t.field({
      type: [SubscriptionAdjustment],
      description: 'What could not be booked in its own, closed month.',
      resolve: ({ adjustmentIds }) => readAdjustments(adjustmentIds),
    }),
  }),
});

export const changeErrors = { types: [InvalidInputError, NotFoundError, PeriodClosedError, ConflictError] };

async function readAdjustments(ids: number[]): Promise<Adjustment[]> {
  const entries = await db.costEntry.findMany({ where: { id: { in: ids } }, orderBy: { id: 'asc' } });
  return entries.map(({ id, date, adjustsMonth, amount, currency }) => ({
    costEntryId: id,
    date: utcDay(date),
    adjustsMonth: utcDay(adjustsMonth ?? date),
    amount: amount.toFixed(),
    currency,
  }));
}
