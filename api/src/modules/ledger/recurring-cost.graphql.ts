import type { Prisma } from '@outlay/prisma';
import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { type Day, startOfDay } from '../../lib/calendar.ts';
import { searchText } from '../../lib/search-text.ts';
import { today } from '../people/today.ts';
import { BillingIntervalEnum } from './billing-interval.graphql.ts';
import { dueDates, nextDate, recurringOriginKey } from './recurring-dates.ts';

builder.prismaObject('RecurringCostLine', {
  authScopes: { admin: true },
  fields: (t) => ({
    glAccount: t.relation('glAccount', { nullable: true }),
    category: t.exposeString('category', { description: 'Empty: none.' }),
    member: t.relation('member', { nullable: true }),
    team: t.relation('team', { nullable: true }),
    agent: t.relation('agent', { nullable: true }),
    project: t.relation('project', { nullable: true }),
    amount: t.field({ type: 'Decimal', resolve: ({ amount }) => amount.toFixed() }),
  }),
});

const needed = { interval: true, startsOn: true, endsOn: true, skipped: true } as const;

export const RecurringCost = builder.prismaNode('RecurringCost', {
  description: 'A cost that comes again by the calendar and posts an entry each time. For administrators.',
  authScopes: { admin: true },
  id: { field: 'id' },
  fields: (t) => ({
    description: t.exposeString('description'),
    vendor: t.relation('vendor', { nullable: true }),
    interval: t.expose('interval', { type: BillingIntervalEnum }),
    currency: t.exposeString('currency'),
    amount: t.field({ type: 'Decimal', resolve: ({ amount }) => amount.toFixed() }),
    startsOn: t.expose('startsOn', { type: 'Date' }),
    endsOn: t.expose('endsOn', { type: 'Date', nullable: true, description: 'First day it no longer comes.' }),
    skipped: t.field({ type: ['Date'], resolve: ({ skipped }) => skipped }),
    connection: t.relation('connection', { nullable: true }),
    lines: t.relation('lines', { query: { orderBy: { id: 'asc' } } }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    nextDate: t.field({
      description: 'After today; null when none comes.',
      type: 'Date',
      nullable: true,
      select: needed,
      resolve: async (cost, _args, context) => nextDate(cost, await today(context)) ?? null,
    }),
    unpostedDates: t.field({
      description: 'Due, but not in the books: its currency had no exchange rate. Tried again every hour.',
      type: ['Date'],
      select: { ...needed, id: true, entries: { select: { originKey: true } } },
      resolve: async (cost, _args, context): Promise<Day[]> => {
        const known = new Set(cost.entries.map(({ originKey }) => originKey));
        const due = dueDates(cost, await today(context)).map(({ date }) => date);
        return due.filter((date) => !known.has(recurringOriginKey(cost.id, date)));
      },
    }),
  }),
});

function costsWhere(
  { search, isEnded }: { search?: string | null | undefined; isEnded?: boolean | null | undefined },
  day: Day,
): Prisma.RecurringCostWhereInput {
  const contains = { contains: searchText(search), mode: 'insensitive' as const };
  const ended = { endsOn: { lte: startOfDay(day) } };
  return {
    ...(contains.contains ? { OR: [{ description: contains }, { vendor: { name: contains } }] } : {}),
    ...(typeof isEnded === 'boolean' ? (isEnded ? ended : { NOT: { AND: [{ endsOn: { not: null } }, ended] } }) : {}),
  };
}

builder.queryFields((t) => ({
  recurringCosts: t.prismaConnection({
    description: 'By description.',
    type: RecurringCost,
    cursor: 'id',
    authScopes: { admin: true },
    args: {
      search: t.arg.string({ description: 'Part of the description or vendor.' }),
      isEnded: t.arg.boolean({ description: 'Null: both.' }),
    },
    totalCount: async (_root, args, context) =>
      db.recurringCost.count({ where: costsWhere(args, await today(context)) }),
    resolve: async (query, _root, args, context) =>
      db.recurringCost.findMany({
        ...query,
        where: costsWhere(args, await today(context)),
        orderBy: [{ description: 'asc' }, { id: 'asc' }],
      }),
  }),
  recurringCost: t.prismaField({
    type: RecurringCost,
    nullable: true,
    authScopes: { admin: true },
    args: { id: t.arg.id({ required: true }) },
    resolve: (query, _root, { id }) =>
      db.recurringCost.findUnique({ ...query, where: { id: requireDatabaseId(id, 'RecurringCost', 'id') } }),
  }),
}));
