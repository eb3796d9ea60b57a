import type { Prisma } from '@outlay/prisma';
import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import type { Context } from '../../graphql/context.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { OrderDirection } from '../../graphql/order-direction.ts';
import { searchText } from '../../lib/search-text.ts';
import { visibleMemberId } from '../auth/permissions.ts';
import { optionalId } from '../ledger/optional-id.ts';
import { today } from '../people/today.ts';
import { ownedSubscriptionIds } from './owned-subscriptions.sql.ts';
import { Subscription, SubscriptionStatusEnum } from './subscription.graphql.ts';
import { havingStatus, type SubscriptionStatus } from './subscription-status.ts';

const SubscriptionOrderField = builder.enumType('SubscriptionOrderField', {
  values: {
    NAME: { value: 'name' },
    STARTED_ON: { value: 'startedOn' },
    ENDS_ON: { value: 'endsOn' },
    CREATED_AT: { value: 'createdAt' },
  } as const,
});
const SubscriptionOrder = builder.inputType('SubscriptionOrder', {
  fields: (t) => ({
    field: t.field({ type: SubscriptionOrderField, required: true }),
    direction: t.field({ type: OrderDirection, required: true, defaultValue: 'asc' }),
  }),
});

interface SubscriptionsFilter {
  search?: string | null | undefined;
  status?: SubscriptionStatus[] | null | undefined;
  memberId?: string | number | null | undefined;
  teamId?: string | number | null | undefined;
  vendorId?: string | number | null | undefined;
}

/** Members see what they have; what they ask of others is empty. */
async function subscriptionsWhere(
  context: Context,
  filter: SubscriptionsFilter,
): Promise<Prisma.SubscriptionWhereInput> {
  const day = await today(context);
  const own = visibleMemberId(context.actor);
  const memberId = optionalId(filter.memberId ?? undefined, 'Member', 'memberId');
  const teamId = optionalId(filter.teamId ?? undefined, 'Team', 'teamId');
  const vendorId = optionalId(filter.vendorId ?? undefined, 'Vendor', 'vendorId');
  const part = { contains: searchText(filter.search), mode: 'insensitive' as const };
  const owned = [
    ...(own === undefined ? [] : [await ownedSubscriptionIds({ memberId: own }, day)]),
    ...(memberId || teamId ? [await ownedSubscriptionIds({ memberId, teamId }, day)] : []),
  ];
  return {
    AND: [
      ...owned.map((ids) => ({ id: { in: ids } })),
      ...(part.contains ? [{ OR: [{ name: part }, { notes: part }, { vendor: { name: part } }] }] : []),
      ...(filter.status ? [{ OR: filter.status.map((status) => havingStatus(status, day)) }] : []),
    ],
    ...(vendorId ? { vendorId } : {}),
  };
}

builder.queryFields((t) => ({
  subscriptions: t.prismaConnection({
    description: "One's own, by name unless ordered otherwise; administrators see all.",
    type: Subscription,
    cursor: 'id',
    authScopes: { scope: 'READ' },
    args: {
      search: t.arg.string({ description: 'Part of the name, the vendor or the notes.' }),
      status: t.arg({ type: [SubscriptionStatusEnum], description: 'Any of these; null: all.' }),
      memberId: t.arg.id({ description: 'Who has it today.' }),
      teamId: t.arg.id({ description: 'Which has it today.' }),
      vendorId: t.arg.id(),
      orderBy: t.arg({ type: SubscriptionOrder, required: true, defaultValue: { field: 'name', direction: 'asc' } }),
    },
    totalCount: async (_root, args, context) =>
      db.subscription.count({ where: await subscriptionsWhere(context, args) }),
    resolve: async (query, _root, args, context) =>
      db.subscription.findMany({
        ...query,
        where: await subscriptionsWhere(context, args),
        orderBy: [{ [args.orderBy.field]: args.orderBy.direction }, { id: 'asc' }],
      }),
  }),
  subscription: t.prismaField({
    description: "Null also where it is another's.",
    type: Subscription,
    nullable: true,
    authScopes: { scope: 'READ' },
    args: { id: t.arg.id({ required: true }) },
    resolve: async (query, _root, { id }, context) => {
      const wanted = { id: requireDatabaseId(id, 'PaidSubscription', 'id') };
      return db.subscription.findFirst({ ...query, where: { AND: [wanted, await subscriptionsWhere(context, {})] } });
    },
  }),
}));
