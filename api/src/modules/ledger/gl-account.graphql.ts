import { GlAccountType, type Prisma } from '@outlay/prisma';
import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { OrderDirection } from '../../graphql/order-direction.ts';
import { searchText } from '../../lib/search-text.ts';
import { glAccountsCsv } from './gl-accounts-csv.ts';

export const GlAccountTypeEnum = builder.enumType(GlAccountType, { name: 'GlAccountType' });

/** Codes and names are for everybody; what was booked there is not. */
export const GlAccount = builder.prismaNode('GlAccount', {
  description: 'An account of the general ledger.',
  authScopes: { scope: 'READ' },
  id: { field: 'id' },
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Such as 6210.' }),
    name: t.exposeString('name'),
    type: t.expose('type', { type: GlAccountTypeEnum }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    archivedAt: t.expose('archivedAt', { type: 'DateTime', nullable: true }),
  }),
});

const GlAccountOrderField = builder.enumType('GlAccountOrderField', {
  values: { CODE: { value: 'code' }, NAME: { value: 'name' }, TYPE: { value: 'type' } } as const,
});

const GlAccountOrder = builder.inputType('GlAccountOrder', {
  fields: (t) => ({
    field: t.field({ type: GlAccountOrderField, required: true }),
    direction: t.field({ type: OrderDirection, required: true, defaultValue: 'asc' }),
  }),
});

interface GlAccountsFilter {
  search?: string | null | undefined;
  type?: GlAccountType[] | null | undefined;
  isArchived?: boolean | null | undefined;
}

function accountsWhere({ search, type, isArchived }: GlAccountsFilter): Prisma.GlAccountWhereInput {
  const text = searchText(search);
  const part = { contains: text, mode: 'insensitive' as const };
  return {
    ...(text ? { OR: [{ code: { startsWith: text, mode: 'insensitive' } }, { name: part }] } : {}),
    ...(type ? { type: { in: type } } : {}),
    ...(typeof isArchived === 'boolean' ? { archivedAt: isArchived ? { not: null } : null } : {}),
  };
}

builder.queryFields((t) => ({
  glAccounts: t.prismaConnection({
    type: GlAccount,
    cursor: 'id',
    authScopes: { scope: 'READ' },
    args: {
      search: t.arg.string({ description: 'Beginning of the code, or part of the name.' }),
      type: t.arg({ type: [GlAccountTypeEnum] }),
      isArchived: t.arg.boolean({ description: 'Null: both.' }),
      orderBy: t.arg({ type: GlAccountOrder, required: true, defaultValue: { field: 'code', direction: 'asc' } }),
    },
    totalCount: (_root, args) => db.glAccount.count({ where: accountsWhere(args) }),
    resolve: (query, _root, args) =>
      db.glAccount.findMany({
        ...query,
        where: accountsWhere(args),
        orderBy: [{ [args.orderBy.field]: args.orderBy.direction }, { id: 'asc' }],
      }),
  }),
  glAccountsCsv: t.string({
    description: 'The chart of accounts as importCsv reads it; text that a spreadsheet would run is neutralized.',
    authScopes: { scope: 'READ' },
    resolve: async () => {
      let csv = '';
      for await (const line of glAccountsCsv()) csv += line;
      return csv;
    },
  }),
  glAccount: t.prismaField({
    type: GlAccount,
    nullable: true,
    authScopes: { scope: 'READ' },
    args: { id: t.arg.id({ required: true }) },
    resolve: (query, _root, { id }) =>
      db.glAccount.findUnique({ ...query, where: { id: requireDatabaseId(id, 'GlAccount', 'id') } }),
  }),
}));
