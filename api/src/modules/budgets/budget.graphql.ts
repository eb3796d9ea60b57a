import { BudgetMetric, type BudgetPeriod } from '@outlay/prisma';
import { pool } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { InvalidInputError } from '../../lib/errors.ts';
import { actorIsAdmin, actorMemberId } from '../auth/permissions.ts';
import { reportingSettings } from '../explore/reporting-settings.sql.ts';
import { concernsCaller } from './budget-access.ts';
import { BudgetAllocation } from './budget-allocation.graphql.ts';
import { withLimits } from './budget-record.ts';
import { BudgetSubject } from './budget-subject.graphql.ts';
import { BudgetWindow } from './budget-window.graphql.ts';
import { readAllocations } from './read-allocations.ts';
import { readCurrentWindows, readLatestWindows } from './read-budget-windows.ts';

const MAX_WINDOWS = 60;

export const BudgetPeriodEnum = builder.enumType('BudgetPeriod', {
  description: 'A calendar unit of the reporting zone; weeks begin on Monday.',
  values: {
    HOURLY: { description: 'Usage whose hour is known; charges and entries known only by the day are in no hour.' },
    ...{ DAILY: {}, WEEKLY: {}, MONTHLY: {}, QUARTERLY: {}, YEARLY: {} },
  } satisfies Record<BudgetPeriod, object>,
});
export const BudgetMetricEnum = builder.enumType(BudgetMetric, { name: 'BudgetMetric' });

builder.prismaObject('BudgetLimit', {
  description: 'The limit from an instant on: of every window that had not ended by then.',
  authScopes: { scope: 'READ' },
  fields: (t) => ({
    from: t.expose('from', { type: 'DateTime' }),
    amount: t.field({ type: 'Decimal', resolve: ({ amount }) => amount.toFixed() }),
    changedBy: t.relation('changedBy', { nullable: true }),
    note: t.exposeString('note'),
  }),
});

export const Budget = builder.prismaNode('Budget', {
  description: 'A limit for one subject in every window of a period. For members whom it binds, and administrators.',
  include: withLimits,
  authScopes: async (budget, context) =>
    (await concernsCaller(context, budget)) ? { scope: 'READ' } : { admin: true },
  id: { field: 'id' },
  fields: (t) => ({
    name: t.exposeString('name'),
    subject: t.field({ type: BudgetSubject, resolve: ({ scope, scopeId }) => ({ scope, scopeId }) }),
    period: t.expose('period', { type: BudgetPeriodEnum }),
    metric: t.expose('metric', { type: BudgetMetricEnum }),
    currency: t.loadable({
      type: 'String',
      description: 'Of a COST budget: the reporting currency. Null: counted in tokens or requests.',
      nullable: true,
      load: async (metrics: string[]) => {
        const { currency } = await reportingSettings(pool);
        return metrics.map((metric) => (metric === 'COST' ? currency : null));
      },
      resolve: ({ metric }) => metric,
    }),
    limit: t.field({
      type: 'Decimal',
      description: 'Of one window, without what is carried over.',
      resolve: ({ limit }) => limit.toFixed(),
    }),
    limits: t.relation('limits', { description: 'Of all times, oldest first.', query: withLimits.limits }),
    isHard: t.exposeBoolean('isHard', { description: '`canSpend` says no beyond the limit.' }),
    thresholds: t.exposeIntList('thresholds', { description: 'Percent of the limit at which alerts are raised.' }),
    alertsOnProjection: t.exposeBoolean('alertsOnProjection', {
      description: 'An alert is raised also when the window is expected to end at or above the limit.',
    }),
    carriesOver: t.exposeBoolean('carriesOver', { description: 'What a window leaves over is added to the next.' }),
    validFrom: t.expose('validFrom', { type: 'Date', nullable: true, description: 'Null: since ever.' }),
    validUntil: t.expose('validUntil', {
      type: 'Date',
      nullable: true,
      description: 'First day without; null: for good.',
    }),
    notes: t.exposeString('notes'),
    version: t.exposeInt('version', { description: 'Counts up with every change; a change names the one it saw.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    createdBy: t.relation('createdBy', { nullable: true }),
    archivedAt: t.expose('archivedAt', { type: 'DateTime', nullable: true }),
    parent: t.relation('parent', {
      nullable: true,
      description: 'The budget whose limit it shares; null also where that does not bind the caller.',
      authScopes: { admin: true },
      unauthorizedResolver: () => null,
    }),
    children: t.relation('children', {
      description: 'Budgets that share out its limit, archived ones left out; for administrators, others read none.',
      query: (_args, { actor }) => ({
        where: actorIsAdmin(actor) ? { archivedAt: null } : { id: { in: [] } },
        orderBy: [{ name: 'asc' }, { id: 'asc' }],
      }),
    }),
    allocation: t.loadable({
      type: BudgetAllocation,
      nullable: true,
      description: 'Null without children; for administrators.',
      authScopes: { admin: true },
      unauthorizedResolver: () => null,
      load: (ids: number[], context) => readAllocations(context, ids),
      resolve: ({ id }) => id,
    }),
    currentWindow: t.loadable({
      type: BudgetWindow,
      nullable: true,
      description: 'Null before the first valid day and after the last.',
      complexity: { field: 50, multiplier: 1 },
      load: (ids: number[], context) => readCurrentWindows(context, ids),
      resolve: ({ id }) => id,
    }),
    alerts: t.relatedConnection(
      'alerts',
      {
        description: 'Latest first.',
        cursor: 'id',
        totalCount: true,
        query: (_args, { actor }) => ({
          where: actorIsAdmin(actor) ? {} : { subjectKey: '' },
          orderBy: [{ raisedAt: 'desc' }, { id: 'desc' }],
        }),
      },
      { name: 'AlertsOfBudgetConnection' },
      { name: 'AlertsOfBudgetConnectionEdge' },
    ),
    requests: t.relation('requests', {
      description: 'For more of it, latest first; members read their own.',
      query: (_args, { actor }) => ({
        where: actorIsAdmin(actor) ? {} : { memberId: actorMemberId(actor) ?? 0 },
        orderBy: { id: 'desc' },
      }),
    }),
    windows: t.loadableList({
      type: BudgetWindow,
      description: 'Latest first, the current one included, back to the one the budget was made in.',
      args: { last: t.arg.int({ required: true, defaultValue: 12, description: `1 to ${MAX_WINDOWS}.` }) },
      complexity: { field: 100, multiplier: 1 },
      byPath: true,
      load: (ids: number[], context, { last }) => readLatestWindows(context, ids, requireCount(last)),
      resolve: ({ id }) => id,
    }),
  }),
});

function requireCount(last: number): number {
  if (last >= 1 && last <= MAX_WINDOWS) return last;
  throw new InvalidInputError('last', last, `${last} is not 1 to ${MAX_WINDOWS}.`, 'Ask for fewer windows.');
}
