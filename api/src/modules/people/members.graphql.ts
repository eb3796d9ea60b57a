import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { OrderDirection } from '../../graphql/order-direction.ts';
import { Member } from './member.graphql.ts';
import { MemberRoleEnum, MemberStatusEnum } from './member-enums.graphql.ts';
import { membersOrder, membersWhere } from './members-filter.ts';

const MemberOrderField = builder.enumType('MemberOrderField', { values: ['NAME', 'EMAIL', 'CREATED_AT'] as const });

const MemberOrder = builder.inputType('MemberOrder', {
  fields: (t) => ({
    field: t.field({ type: MemberOrderField, required: true }),
    direction: t.field({ type: OrderDirection, required: true, defaultValue: 'asc' }),
  }),
});

builder.queryFields((t) => ({
  members: t.prismaConnection({
    description: 'Everybody, by name unless ordered otherwise. Role, status and email count for administrators only.',
    type: Member,
    cursor: 'id',
    authScopes: { scope: 'READ' },
    args: {
      search: t.arg.string({ description: 'Part of the name (administrators: or the email), in any case.' }),
      role: t.arg({ type: MemberRoleEnum }),
      status: t.arg({ type: [MemberStatusEnum] }),
      teamId: t.arg.id({ description: 'Members of today.' }),
      orderBy: t.arg({ type: MemberOrder, required: true, defaultValue: { field: 'NAME', direction: 'asc' } }),
    },
    totalCount: async (_root, args, context) => db.member.count({ where: await membersWhere(context, args) }),
    resolve: async (query, _root, args, context) =>
      db.member.findMany({
        ...query,
        where: await membersWhere(context, args),
        orderBy: membersOrder(context, args.orderBy),
      }),
  }),
  member: t.prismaField({
    type: Member,
    nullable: true,
    authScopes: { scope: 'READ' },
    args: { id: t.arg.id({ required: true }) },
    resolve: (query, _root, { id }) =>
      db.member.findUnique({ ...query, where: { id: requireDatabaseId(id, 'Member', 'id') } }),
  }),
}));
