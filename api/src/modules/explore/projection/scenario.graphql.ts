import { ProjectionChangeKind } from '@outlay/prisma';
import { db } from '../../../db.ts';
import { builder } from '../../../graphql/builder.ts';
import { actorIsAdmin, actorMemberId } from '../../auth/permissions.ts';
import { BudgetSubject } from '../../budgets/budget-subject.graphql.ts';
import { BillingIntervalEnum } from '../../ledger/billing-interval.graphql.ts';
import { visibleScenarios, withChanges } from './scenario-record.ts';

export const ProjectionChangeKindEnum = builder.enumType(ProjectionChangeKind, {
  name: 'ProjectionChangeKind',
  description: 'PERCENT: of what is still to come of the subject. AMOUNT: of the reporting currency.',
});

builder.prismaObject('ProjectionChange', {
  description: 'One change of a scenario, such as "5 more seats".',
  authScopes: { scope: 'READ' },
  fields: (t) => ({
    name: t.exposeString('name'),
    subject: t.field({ type: BudgetSubject, resolve: ({ scope, scopeId }) => ({ scope, scopeId }) }),
    kind: t.expose('kind', { type: ProjectionChangeKindEnum }),
    value: t.field({
      type: 'Decimal',
      description: 'Percent (-100: nothing is left), or the amount of each time.',
      resolve: ({ value }) => value.toFixed(),
    }),
    from: t.expose('from', { type: 'Date' }),
    until: t.expose('until', { type: 'Date', nullable: true, description: 'First day without; null: for good.' }),
    interval: t.expose('interval', {
      type: BillingIntervalEnum,
      nullable: true,
      description: 'Of an amount; null: once, on `from`.',
    }),
  }),
});

export const ProjectionScenario = builder.prismaNode('ProjectionScenario', {
  description: 'A named what-if of projections. For its owner and, when shared, everybody.',
  authScopes: ({ isShared, memberId }, { actor }) =>
    isShared || memberId === actorMemberId(actor) ? { scope: 'READ' } : {},
  id: { field: 'id' },
  fields: (t) => ({
    name: t.exposeString('name'),
    notes: t.exposeString('notes'),
    isShared: t.exposeBoolean('isShared', { description: 'Everybody of the organization sees it.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    ownerName: t.string({
      select: { member: { select: { name: true } } },
      resolve: ({ member }) => member.name,
    }),
    canChange: t.boolean({
      description: 'The caller is its owner or an administrator.',
      select: { memberId: true },
      resolve: ({ memberId }, _args, { actor }) => memberId === actorMemberId(actor) || actorIsAdmin(actor),
    }),
    changes: t.relation('changes', { query: withChanges.changes }),
  }),
});

builder.queryField('scenarios', (t) =>
  t.prismaConnection({
    description: 'Own scenarios and shared ones, by name.',
    type: ProjectionScenario,
    cursor: 'id',
    authScopes: { scope: 'READ' },
    totalCount: (_root, _args, { actor }) => db.projectionScenario.count({ where: visibleScenarios(actor) }),
    resolve: (query, _root, _args, { actor }) =>
      db.projectionScenario.findMany({
        ...query,
        where: visibleScenarios(actor),
        orderBy: [{ name: 'asc' }, { id: 'asc' }],
      }),
  }),
);
