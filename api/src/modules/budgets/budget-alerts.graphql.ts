import type { Prisma } from '@outlay/prisma';
import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import type { Context } from '../../graphql/context.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { OrderDirection } from '../../graphql/order-direction.ts';
import { optionalId } from '../ledger/optional-id.ts';
import { AlertSeverityEnum } from './alert-severity.graphql.ts';
import { visibleAlerts } from './budget-access.ts';
import { AlertStateEnum, BudgetAlert } from './budget-alert.graphql.ts';
import { watchAlerts } from './watch-alerts.ts';

const BudgetAlertsFilter = builder.inputType('BudgetAlertsFilter', {
  fields: (t) => ({
    states: t.field({ type: [AlertStateEnum] }),
    severities: t.field({ type: [AlertSeverityEnum] }),
    budgetId: t.id(),
    ruleId: t.id(),
    isSnoozed: t.boolean({ description: 'Now; null: both.' }),
    from: t.field({ type: 'DateTime', description: 'Raised at or after.' }),
    until: t.field({ type: 'DateTime', description: 'Raised before.' }),
  }),
});

const BudgetAlertOrder = builder.inputType('BudgetAlertOrder', {
  fields: (t) => ({
    field: t.field({
      type: builder.enumType('BudgetAlertOrderField', {
        values: {
          RAISED_AT: { value: 'raisedAt' },
          SEVERITY: { value: 'severity', description: 'INFO, WARNING, CRITICAL.' },
        } as const,
      }),
      required: true,
    }),
    direction: t.field({ type: OrderDirection, required: true, defaultValue: 'desc' }),
  }),
});

async function alertsWhere(
  context: Context,
  filter: typeof BudgetAlertsFilter.$inferInput,
): Promise<Prisma.BudgetAlertWhereInput> {
  const { states, severities, isSnoozed, from, until } = filter;
  const budgetId = optionalId(filter.budgetId ?? undefined, 'Budget', 'filter.budgetId');
  const alertRuleId = optionalId(filter.ruleId ?? undefined, 'AlertRule', 'filter.ruleId');
  const snoozed = { snoozedUntil: { gt: context.clock() } };
  const awake = { OR: [{ snoozedUntil: null }, { snoozedUntil: { lte: context.clock() } }] };
  return {
    AND: [
      await visibleAlerts(context),
      states ? { state: { in: states } } : {},
      severities ? { severity: { in: severities } } : {},
      budgetId === undefined ? {} : { budgetId },
      alertRuleId === undefined ? {} : { alertRuleId },
      typeof isSnoozed === 'boolean' ? (isSnoozed ? snoozed : awake) : {},
      from ? { raisedAt: { gte: from } } : {},
      until ? { raisedAt: { lt: until } } : {},
    ],
  };
}

builder.queryFields((t) => ({
  budgetAlerts: t.prismaConnection({
    description: 'Of budgets that bind the caller and of rules about the caller, latest first; administrators see all.',
    type: BudgetAlert,
    cursor: 'id',
    authScopes: { scope: 'READ' },
    args: {
      filter: t.arg({ type: BudgetAlertsFilter, required: true, defaultValue: {} }),
      orderBy: t.arg({
        type: BudgetAlertOrder,
        required: true,
        defaultValue: { field: 'raisedAt', direction: 'desc' },
      }),
    },
    totalCount: async (_root, { filter }, context) =>
      db.budgetAlert.count({ where: await alertsWhere(context, filter) }),
    resolve: async (query, _root, { filter, orderBy }, context) =>
      db.budgetAlert.findMany({
        ...query,
        where: await alertsWhere(context, filter),
        orderBy: [{ [orderBy.field]: orderBy.direction }, { id: 'desc' }],
      }),
  }),
  budgetAlert: t.prismaField({
    type: BudgetAlert,
    nullable: true,
    authScopes: { scope: 'READ' },
    args: { id: t.arg.id({ required: true }) },
    resolve: async (query, _root, { id }, context) =>
      db.budgetAlert.findFirst({
        ...query,
        where: { AND: [{ id: requireDatabaseId(String(id), 'BudgetAlert', 'id') }, await visibleAlerts(context)] },
      }),
  }),
}));

builder.subscriptionField('budgetAlertRaised', (t) =>
  t.field({
    description: 'Each alert that the caller may see, as it is raised from now on.',
    type: BudgetAlert,
    authScopes: { scope: 'READ' },
    subscribe: (_root, _args, context) => watchAlerts(context),
    resolve: (alert) => alert,
  }),
);
