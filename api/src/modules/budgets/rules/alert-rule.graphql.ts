import type { AlertRuleKind, Prisma } from '@outlay/prisma';
import { db } from '../../../db.ts';
import { builder } from '../../../graphql/builder.ts';
import { requireDatabaseId } from '../../../graphql/global-id.ts';
import { AlertSeverityEnum } from '../alert-severity.graphql.ts';
import { fromTenths } from './alert-rule-fields.ts';

export const AlertRuleKindEnum = builder.enumType('AlertRuleKind', {
  values: {
    DAILY_COST: { description: 'A day of the organization costs more than `amount`.' },
    PROJECTED_MONTH: { description: 'The calendar month is expected to cost more than `amount`.' },
    TREND: { description: 'Variable cost of `days` whole days is `percent` and `amount` above the days before.' },
    MEMBER_DAILY_COST: { description: 'A day of one member costs more than `amount`.' },
    SPIKE: {
      description:
        'Variable cost of a day is `factor` deviations and `amount` above the median of the same weekdays of `days`, for the organization, a member or an agent. Needs four such weekdays with usage.',
    },
    RUNAWAY: {
      description:
        'A session, or an agent in a day, costs more than `amount`, or spends `factor` times its usual hourly rate.',
    },
    UNPRICED_MODEL: { description: 'Usage that no price covers.' },
    SYNC_PROBLEM: { description: 'A connection whose sync fails or is late.' },
    RENEWAL_DUE: { description: 'A renewal, the end of a trial or the last day to cancel within `days`.' },
    UNUSED_SEAT: { description: 'A seat that is paid for and not used.' },
  } satisfies Record<AlertRuleKind, object>,
});

/** Its names are for whoever an alert of it concerns; the list of rules is for administrators. */
export const AlertRule = builder.prismaNode('AlertRule', {
  description: 'What is watched besides budgets. A setting its kind does not have is null.',
  authScopes: { scope: 'READ' },
  id: { field: 'id' },
  fields: (t) => ({
    kind: t.expose('kind', { type: AlertRuleKindEnum }),
    name: t.exposeString('name'),
    isEnabled: t.exposeBoolean('isEnabled'),
    severity: t.expose('severity', { type: AlertSeverityEnum }),
    amount: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'In `currency`; compared at the rate of the day.',
      resolve: ({ amount }) => amount?.toFixed() ?? null,
    }),
    currency: t.exposeString('currency', { nullable: true }),
    percent: t.exposeInt('percent', { nullable: true }),
    days: t.exposeInt('days', { nullable: true }),
    factor: t.field({
      type: 'Decimal',
      nullable: true,
      resolve: ({ factorTenths }) => (factorTenths === null ? null : fromTenths(factorTenths)),
    }),
    includesFixed: t.exposeBoolean('includesFixed', {
      description: 'Of DAILY_COST and MEMBER_DAILY_COST: whether fixed charges count.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    evaluatedAt: t.expose('evaluatedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was last looked at without a failure.',
    }),
    openAlertCount: t.relationCount('alerts', { where: { state: { not: 'RESOLVED' } }, authScopes: { admin: true } }),
  }),
});

const AlertRulesFilter = builder.inputType('AlertRulesFilter', {
  fields: (t) => ({ kinds: t.field({ type: [AlertRuleKindEnum] }), isEnabled: t.boolean() }),
});

function rulesWhere(filter: typeof AlertRulesFilter.$inferInput | null | undefined): Prisma.AlertRuleWhereInput {
  const { kinds, isEnabled } = filter ?? {};
  return {
    removedAt: null,
    ...(kinds ? { kind: { in: kinds } } : {}),
    ...(typeof isEnabled === 'boolean' ? { isEnabled } : {}),
  };
}

builder.queryFields((t) => ({
  alertRules: t.prismaConnection({
    description: 'By kind, then in the order of making.',
    type: AlertRule,
    cursor: 'id',
    authScopes: { admin: true },
    args: { filter: t.arg({ type: AlertRulesFilter }) },
    totalCount: (_root, { filter }) => db.alertRule.count({ where: rulesWhere(filter) }),
    resolve: (query, _root, { filter }) =>
      db.alertRule.findMany({ ...query, where: rulesWhere(filter), orderBy: [{ kind: 'asc' }, { id: 'asc' }] }),
  }),
  alertRule: t.prismaField({
    type: AlertRule,
    nullable: true,
    authScopes: { admin: true },
    args: { id: t.arg.id({ required: true }) },
    resolve: (query, _root, { id }) =>
      db.alertRule.findFirst({
        ...query,
        where: { id: requireDatabaseId(String(id), 'AlertRule', 'id'), removedAt: null },
      }),
  }),
}));
