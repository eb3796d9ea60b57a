import { BudgetRequestStatus } from '@outlay/prisma';
import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import type { Context } from '../../graphql/context.ts';
import { visibleMemberId } from '../auth/permissions.ts';
import { optionalId } from '../ledger/optional-id.ts';
import { Budget } from './budget.graphql.ts';
import { concernsCaller } from './budget-access.ts';
import { withLimits } from './budget-record.ts';

const BudgetRequestStatusEnum = builder.enumType(BudgetRequestStatus, { name: 'BudgetRequestStatus' });

export const BudgetRequest = builder.prismaNode('BudgetRequest', {
  description: 'A member asks for a higher limit. For that member and administrators.',
  authScopes: ({ memberId }) => ({ self: memberId }),
  id: { field: 'id' },
  fields: (t) => ({
    budget: t.field({
      type: Budget,
      nullable: true,
      description: 'Null where it no longer binds the caller.',
      select: { budget: { include: withLimits } },
      resolve: async ({ budget }, _args, context) => ((await concernsCaller(context, budget)) ? budget : null),
    }),
    member: t.relation('member'),
    limit: t.field({
      type: 'Decimal',
      description: 'Asked for.',
      resolve: ({ requestedLimit }) => requestedLimit.toFixed(),
    }),
    reason: t.exposeString('reason'),
    status: t.expose('status', { type: BudgetRequestStatusEnum }),
    grantedLimit: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'Of an approved one.',
      resolve: ({ grantedLimit }) => grantedLimit?.toFixed() ?? null,
    }),
    decisionNote: t.exposeString('decisionNote'),
    decidedBy: t.relation('decidedBy', { nullable: true }),
    decidedAt: t.expose('decidedAt', { type: 'DateTime', nullable: true }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
  }),
});

const BudgetRequestsFilter = builder.inputType('BudgetRequestsFilter', {
  fields: (t) => ({ statuses: t.field({ type: [BudgetRequestStatusEnum] }), budgetId: t.id() }),
});

function requestsWhere({ actor }: Context, filter: typeof BudgetRequestsFilter.$inferInput) {
  const memberId = visibleMemberId(actor);
  const budgetId = optionalId(filter.budgetId ?? undefined, 'Budget', 'filter.budgetId');
  return {
    ...(memberId === undefined ? {} : { memberId }),
    ...(filter.statuses ? { status: { in: filter.statuses } } : {}),
    ...(budgetId === undefined ? {} : { budgetId }),
  };
}

builder.queryField('budgetRequests', (t) =>
  t.prismaConnection({
    description: "One's own, latest first; administrators see all.",
    type: BudgetRequest,
    cursor: 'id',
    authScopes: { scope: 'READ' },
    args: { filter: t.arg({ type: BudgetRequestsFilter, required: true, defaultValue: {} }) },
    totalCount: (_root, { filter }, context) => db.budgetRequest.count({ where: requestsWhere(context, filter) }),
    resolve: (query, _root, { filter }, context) =>
      db.budgetRequest.findMany({ ...query, where: requestsWhere(context, filter), orderBy: { id: 'desc' } }),
  }),
);
