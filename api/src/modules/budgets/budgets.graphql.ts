import { queryFromInfo } from '@pothos/plugin-prisma';
import { resolveArrayConnection } from '@pothos/plugin-relay';
import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { OrderDirection } from '../../graphql/order-direction.ts';
import { optionalId } from '../ledger/optional-id.ts';
import { Budget, BudgetMetricEnum, BudgetPeriodEnum } from './budget.graphql.ts';
import { visibleBudgets } from './budget-access.ts';
import { withLimits } from './budget-record.ts';
import { BudgetScopeEnum, BudgetSubjectInput, subjectOf } from './budget-subject.graphql.ts';
import { BudgetWindowStateEnum } from './budget-window.graphql.ts';
import { listBudgetIds } from './list-budgets.ts';

const BudgetsFilterInput = builder.inputType('BudgetsFilter', {
  fields: (t) => ({
    search: t.string({ description: 'Part of the name.' }),
    scopes: t.field({ type: [BudgetScopeEnum] }),
    subject: t.field({ type: BudgetSubjectInput, description: 'Of exactly this.' }),
    periods: t.field({ type: [BudgetPeriodEnum] }),
    metrics: t.field({ type: [BudgetMetricEnum] }),
    states: t.field({ type: [BudgetWindowStateEnum], description: 'Of the current window.' }),
    isHard: t.boolean(),
    isArchived: t.boolean({ defaultValue: false, description: 'Null: both.' }),
    parentId: t.id({ description: 'Children of this budget.' }),
    isRoot: t.boolean({ description: 'Without a parent; false: with one.' }),
  }),
});

const BudgetOrderField = builder.enumType('BudgetOrderField', {
  values: {
    ...{ NAME: { value: 'name' }, CREATED_AT: { value: 'createdAt' }, LIMIT: { value: 'limit' } },
    PERCENT: { value: 'percent', description: 'Of the current window.' },
    SPENT: { value: 'spent', description: 'In the current window.' },
    LEFT: { value: 'left', description: 'In the current window.' },
  } as const,
});
const BudgetOrder = builder.inputType('BudgetOrder', {
  fields: (t) => ({
    field: t.field({ type: BudgetOrderField, required: true }),
    direction: t.field({ type: OrderDirection, required: true, defaultValue: 'asc' }),
  }),
});

builder.queryFields((t) => ({
  budgets: t.connection(
    {
      description: 'Those that bind the caller, by name unless ordered otherwise; administrators see all.',
      type: Budget,
      authScopes: { scope: 'READ' },
      args: {
        filter: t.arg({ type: BudgetsFilterInput, required: true, defaultValue: { isArchived: false } }),
        orderBy: t.arg({ type: BudgetOrder, required: true, defaultValue: { field: 'name', direction: 'asc' } }),
      },
      resolve: async (_root, { filter, orderBy, ...args }, context, info) => {
        const { subject, parentId, ...rest } = filter;
        const ids = await listBudgetIds(
          context,
          {
            ...rest,
            subject: subject ? subjectOf(subject, 'filter.subject') : undefined,
            parentId: optionalId(parentId ?? undefined, 'Budget', 'filter.parentId'),
          },
          orderBy,
        );
        const page = await resolveArrayConnection({ args, defaultSize: 50, maxSize: 500 }, ids);
        const shown = page.edges.flatMap((edge) => edge?.node ?? []);
        const { include = {} } = queryFromInfo({ context, info, typeName: 'Budget', paths: [['edges', 'node']] });
        const budgets = await db.budget.findMany({
          include: { ...include, ...withLimits },
          where: { id: { in: shown } },
        });
        const byId = new Map(budgets.map((budget) => [budget.id, budget]));
        const edges = page.edges.flatMap((edge) => {
          const node = edge && byId.get(edge.node);
          return node ? [{ cursor: edge.cursor, node }] : [];
        });
        return { pageInfo: page.pageInfo, edges, totalCount: ids.length };
      },
    },
    { fields: (f) => ({ totalCount: f.int({ resolve: ({ totalCount }) => totalCount }) }) },
  ),
  budget: t.prismaField({
    description: 'Null also where it does not bind the caller.',
    type: Budget,
    nullable: true,
    authScopes: { scope: 'READ' },
    args: { id: t.arg.id({ required: true }) },
    resolve: async (query, _root, { id }, context) =>
      db.budget.findFirst({
        ...query,
        where: { AND: [{ id: requireDatabaseId(String(id), 'Budget', 'id') }, await visibleBudgets(context)] },
      }),
  }),
}));
