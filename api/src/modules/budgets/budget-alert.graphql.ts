import { type AlertEventKind, type AlertResolution, AlertState } from '@outlay/prisma';
import { builder } from '../../graphql/builder.ts';
import { actorMemberId } from '../auth/permissions.ts';
import { AlertSeverityEnum } from './alert-severity.graphql.ts';
import { concernsCaller, ownAlertKeys } from './budget-access.ts';
import { BudgetSubject } from './budget-subject.graphql.ts';

export const AlertStateEnum = builder.enumType(AlertState, { name: 'BudgetAlertState' });
const AlertResolutionEnum = builder.enumType('BudgetAlertResolution', {
  values: {
    BY_HAND: { description: 'Somebody closed it.' },
    WINDOW_ENDED: { description: 'What it was about lies in the past.' },
    BELOW_THRESHOLD: { description: 'Later figures took it below the threshold again.' },
    LIMIT_CHANGED: { description: 'Another limit holds; it was armed again under that.' },
    NO_LONGER_WATCHED: { description: 'The budget or rule was changed or archived.' },
  } satisfies Record<AlertResolution, object>,
});
const AlertEventKindEnum = builder.enumType('BudgetAlertEventKind', {
  values: {
    ...{ RAISED: {}, ACKNOWLEDGED: {}, SNOOZED: {}, RESOLVED: {} },
    REOPENED: { description: 'Later figures took it over the threshold again; nobody is told twice.' },
  } satisfies Record<AlertEventKind, object>,
});

builder.prismaObject('BudgetAlertEvent', {
  description: 'What happened to an alert, and why.',
  authScopes: { scope: 'READ' },
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime' }),
    kind: t.expose('kind', { type: AlertEventKindEnum }),
    member: t.relation('member', { nullable: true, description: 'Null: it happened by itself.' }),
    note: t.exposeString('note'),
  }),
});

export const BudgetAlert = builder.prismaNode('BudgetAlert', {
  description: 'Something to know, raised once; of a budget or of an alert rule.',
  include: { budget: true },
  authScopes: async ({ budget, subjectKey, concernedMemberId }, context) => {
    const isConcerned = concernedMemberId !== null && concernedMemberId === actorMemberId(context.actor);
    const isOwn = budget
      ? subjectKey === '' && (await concernsCaller(context, budget))
      : isConcerned || (await ownAlertKeys(context)).includes(subjectKey);
    return isOwn ? { scope: 'READ' } : { admin: true };
  },
  id: { field: 'id' },
  fields: (t) => ({
    budget: t.relation('budget', { nullable: true, description: 'Null: of a rule.' }),
    subject: t.field({
      type: BudgetSubject,
      nullable: true,
      description: "The budget's; null: of a rule, see subjectKey.",
      resolve: ({ budget }) => budget && { scope: budget.scope, scopeId: budget.scopeId },
    }),
    subjectKey: t.exposeString('subjectKey', {
      description: 'What of a rule it is about, such as a global id. Of a budget empty, or the request for more of it.',
    }),
    state: t.expose('state', { type: AlertStateEnum }),
    severity: t.expose('severity', { type: AlertSeverityEnum }),
    title: t.exposeString('title'),
    evidence: t.expose('evidence', { type: 'JSON', description: 'The figures it was raised for, as decimal strings.' }),
    link: t.exposeString('link', { description: 'Path in the web application that shows them.' }),
    threshold: t.exposeInt('threshold', { nullable: true, description: 'Percent of the limit.' }),
    isProjected: t.exposeBoolean('isProjected', { description: 'Expected, not reached.' }),
    windowStartsAt: t.expose('windowStartsAt', { type: 'DateTime', nullable: true }),
    windowEndsAt: t.expose('windowEndsAt', { type: 'DateTime', nullable: true }),
    raisedAt: t.expose('raisedAt', { type: 'DateTime' }),
    snoozedUntil: t.expose('snoozedUntil', { type: 'DateTime', nullable: true }),
    acknowledgedAt: t.expose('acknowledgedAt', { type: 'DateTime', nullable: true }),
    acknowledgedBy: t.relation('acknowledgedBy', { nullable: true }),
    resolvedAt: t.expose('resolvedAt', { type: 'DateTime', nullable: true }),
    resolvedBy: t.relation('resolvedBy', { nullable: true, description: 'Null: it resolved by itself, or is open.' }),
    resolution: t.expose('resolution', { type: AlertResolutionEnum, nullable: true }),
    history: t.relation('events', { description: 'Oldest first.', query: { orderBy: { id: 'asc' } } }),
  }),
});
