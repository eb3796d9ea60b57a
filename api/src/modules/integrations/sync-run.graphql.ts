import { type Prisma, SyncRunKind, type SyncRunStatus } from '@outlay/prisma';
import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { OrderDirection } from '../../graphql/order-direction.ts';
import { watchSyncRun } from './watch-sync-run.ts';

const SyncRunStatusEnum = builder.enumType('SyncRunStatus', {
  values: {
    ...{ QUEUED: {}, RUNNING: {}, SUCCEEDED: {} },
    FAILED: { description: 'At least one stream failed; what the others read is stored.' },
    CANCELLED: { description: 'Stopped by somebody; what was read is stored.' },
    INTERRUPTED: { description: 'The process stopped in the middle; another run goes on from there.' },
  } satisfies Record<SyncRunStatus, object>,
});
const SyncRunKindEnum = builder.enumType(SyncRunKind, { name: 'SyncRunKind' });

builder.prismaObject('SyncRunStream', {
  description: "One stream's part in a sync run; `directory` is who there is.",
  authScopes: { admin: true },
  fields: (t) => ({
    stream: t.exposeString('stream'),
    status: t.expose('status', { type: SyncRunStatusEnum }),
    windowCount: t.exposeInt('windowCount', { description: 'Days to read.' }),
    doneCount: t.exposeInt('doneCount', { description: 'Days stored.' }),
    rowCount: t.exposeInt('rowCount'),
    errorCode: t.exposeString('errorCode', { nullable: true }),
    errorMessage: t.exposeString('errorMessage', { nullable: true }),
  }),
});

export const SyncRun = builder.prismaNode('SyncRun', {
  description: 'One reading of a connection. For administrators.',
  authScopes: { admin: true },
  id: { field: 'id' },
  fields: (t) => ({
    connection: t.relation('connection'),
    kind: t.expose('kind', { type: SyncRunKindEnum }),
    status: t.expose('status', { type: SyncRunStatusEnum }),
    trigger: t.exposeString('trigger', {
      description: 'Who asked: the id of a member or token, `schedule`, `outside cron`, or the run it goes on with.',
    }),
    from: t.expose('from', { type: 'Date', nullable: true, description: 'First day of a backfill.' }),
    until: t.expose('until', {
      type: 'Date',
      nullable: true,
      description: 'Day after the last of a backfill; null: through the day it began.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    startedAt: t.expose('startedAt', { type: 'DateTime', nullable: true }),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true }),
    cancelRequestedAt: t.expose('cancelRequestedAt', { type: 'DateTime', nullable: true }),
    windowCount: t.exposeInt('windowCount', { description: 'Days to read, over all streams.' }),
    doneCount: t.exposeInt('doneCount', { description: 'Days stored, over all streams.' }),
    rowCount: t.exposeInt('rowCount'),
    errorCode: t.exposeString('errorCode', { nullable: true }),
    errorMessage: t.exposeString('errorMessage', { nullable: true }),
    streams: t.relation('streams', { query: { orderBy: { stream: 'asc' } } }),
  }),
});

const SyncRunFilter = builder.inputType('SyncRunFilter', {
  fields: (t) => ({
    connectionId: t.id(),
    statuses: t.field({ type: [SyncRunStatusEnum] }),
    kind: t.field({ type: SyncRunKindEnum }),
  }),
});

const SyncRunOrder = builder.inputType('SyncRunOrder', {
  fields: (t) => ({
    field: t.field({
      type: builder.enumType('SyncRunOrderField', {
        values: {
          CREATED_AT: { value: 'createdAt' },
          FINISHED_AT: { value: 'finishedAt' },
          ROW_COUNT: { value: 'rowCount' },
        },
      }),
      required: true,
    }),
    direction: t.field({ type: OrderDirection, required: true, defaultValue: 'desc' }),
  }),
});

builder.queryFields((t) => ({
  syncRuns: t.prismaConnection({
    description: 'Latest first.',
    type: SyncRun,
    cursor: 'id',
    totalCount: (_root, { filter }) => db.syncRun.count({ where: whereOf(filter) }),
    authScopes: { admin: true },
    args: { filter: t.arg({ type: SyncRunFilter }), orderBy: t.arg({ type: SyncRunOrder }) },
    resolve: (query, _root, { filter, orderBy }) =>
      db.syncRun.findMany({
        ...query,
        where: whereOf(filter),
        orderBy: [...(orderBy ? [{ [orderBy.field]: orderBy.direction }] : []), { id: orderBy?.direction ?? 'desc' }],
      }),
  }),
  syncRun: t.prismaField({
    type: SyncRun,
    nullable: true,
    authScopes: { admin: true },
    args: { id: t.arg.id({ required: true }) },
    resolve: (query, _root, { id }) =>
      db.syncRun.findUnique({ ...query, where: { id: requireDatabaseId(String(id), 'SyncRun', 'id') } }),
  }),
}));

builder.subscriptionType({});
builder.subscriptionField('syncRunProgress', (t) =>
  t.field({
    description: 'The run as it is now, then after every change, until it has ended.',
    type: SyncRun,
    authScopes: { admin: true },
    args: { id: t.arg.id({ required: true }) },
    subscribe: (_root, { id }) => watchSyncRun(requireDatabaseId(String(id), 'SyncRun', 'id')),
    resolve: (run) => run,
  }),
);

function whereOf(filter: typeof SyncRunFilter.$inferInput | null | undefined): Prisma.SyncRunWhereInput {
  const { connectionId, statuses, kind } = filter ?? {};
  return {
    ...(connectionId ? { connectionId: requireDatabaseId(String(connectionId), 'Connection', 'connectionId') } : {}),
    ...(statuses ? { status: { in: statuses } } : {}),
    ...(kind ? { kind } : {}),
  };
}
