import { ConnectionStatus, type Prisma } from '@outlay/prisma';
import { connectorFor } from '../../connectors/registry.ts';
import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { OrderDirection } from '../../graphql/order-direction.ts';
import { literalText, searchText } from '../../lib/search-text.ts';
import { ConnectionCoverage } from './connection-coverage.graphql.ts';
import { connectionFacts } from './connection-facts.sql.ts';
import { connectionHealth } from './connection-health.ts';
import { requireConnector } from './connection-input.ts';
import { SyncRun } from './sync-run.graphql.ts';
import { ConnectableVendor } from './vendor.graphql.ts';

export const ConnectionStatusEnum = builder.enumType(ConnectionStatus, { name: 'ConnectionStatus' });

const ConnectionHealth = builder.enumType('ConnectionHealth', {
  values: {
    OK: {},
    LATE: { description: 'A scheduled time passed by an hour without reading every stream.' },
    FAILING: { description: 'The latest run failed.' },
    NEVER_SYNCED: {},
    PAUSED: { description: 'Paused or disconnected.' },
  },
});

const SyncFailure = builder.simpleObject('SyncFailure', {
  fields: (t) => ({ code: t.string(), message: t.string(), at: t.field({ type: 'DateTime' }) }),
});

const needed = {
  id: true,
  status: true,
  schedule: true,
  vendor: { select: { code: true } },
} satisfies Prisma.ConnectionSelect;

export const Connection = builder.prismaNode('Connection', {
  description: 'One account at a vendor that usage and cost are read from. For administrators.',
  authScopes: { admin: true },
  id: { field: 'id' },
  fields: (t) => ({
    name: t.exposeString('name'),
    status: t.expose('status', { type: ConnectionStatusEnum }),
    vendor: t.field({
      type: ConnectableVendor,
      select: { vendor: { select: { code: true } } },
      resolve: ({ vendor }) => requireConnector(vendor.code),
    }),
    accountName: t.exposeString('accountName', { description: 'What the vendor calls the account.' }),
    baseUrl: t.exposeString('baseUrl', { nullable: true, description: "Null: the vendor's own address." }),
    environmentKey: t.exposeString('environmentKey', { nullable: true }),
    schedule: t.exposeString('schedule', { description: 'Cron expression in UTC.' }),
    nextSyncAt: t.expose('nextSyncAt', { type: 'DateTime', nullable: true }),
    currency: t.exposeString('currency'),
    spreadsPositiveResidual: t.exposeBoolean('spreadsPositiveResidual'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    health: t.field({
      type: ConnectionHealth,
      select: needed,
      resolve: async ({ id, status, schedule, vendor }, _args, context) =>
        connectionHealth({
          ...{ status, schedule, now: context.clock() },
          streams: connectorFor(vendor.code)?.streams ?? [],
          facts: await connectionFacts(context, id),
        }),
    }),
    coverage: t.field({
      type: ConnectionCoverage,
      select: needed,
      resolve: async ({ id, vendor }, _args, context) => ({
        facts: await connectionFacts(context, id),
        streams: connectorFor(vendor.code)?.streams ?? [],
      }),
    }),
    lastSucceededAt: t.field({
      description: 'When every stream had last been read.',
      type: 'DateTime',
      nullable: true,
      select: needed,
      resolve: async ({ id, vendor }, _args, context) => {
        const { streams } = await connectionFacts(context, id);
        const names = connectorFor(vendor.code)?.streams.map(({ name }) => name) ?? [];
        const times = names.map((name) => streams.find(({ stream }) => stream === name)?.lastSucceededAt?.getTime());
        return times.length === 0 || times.includes(undefined) ? null : new Date(Math.min(...times.map(Number)));
      },
    }),
    lastFailure: t.field({
      description: 'Why the latest run failed; null when it did not.',
      type: SyncFailure,
      nullable: true,
      select: { id: true },
      resolve: async ({ id }, _args, context) => {
        const { lastRun } = await connectionFacts(context, id);
        if (lastRun?.status !== 'FAILED') return null;
        return { code: lastRun.errorCode ?? '', message: lastRun.errorMessage ?? '', at: lastRun.finishedAt };
      },
    }),
    activeRuns: t.relation('runs', {
      description: 'Running and queued.',
      query: { where: { status: { in: ['RUNNING', 'QUEUED'] } }, orderBy: { id: 'asc' } },
      type: SyncRun,
    }),
    runs: t.relatedConnection('runs', {
      description: 'Latest first.',
      cursor: 'id',
      totalCount: true,
      query: { orderBy: { id: 'desc' } },
    }),
  }),
});

const ConnectionFilter = builder.inputType('ConnectionFilter', {
  fields: (t) => ({
    vendors: t.stringList({ description: 'Vendor codes.' }),
    statuses: t.field({ type: [ConnectionStatusEnum] }),
    search: t.string({ description: 'Part of the name.' }),
  }),
});

const ConnectionOrder = builder.inputType('ConnectionOrder', {
  fields: (t) => ({
    field: t.field({
      type: builder.enumType('ConnectionOrderField', {
        values: { NAME: { value: 'name' }, CREATED_AT: { value: 'createdAt' }, NEXT_SYNC_AT: { value: 'nextSyncAt' } },
      }),
      required: true,
    }),
    direction: t.field({ type: OrderDirection, required: true, defaultValue: 'asc' }),
  }),
});

builder.queryFields((t) => ({
  connections: t.prismaConnection({
    type: Connection,
    cursor: 'id',
    totalCount: (_root, { filter }) => db.connection.count({ where: whereOf(filter) }),
    authScopes: { admin: true },
    args: { filter: t.arg({ type: ConnectionFilter }), orderBy: t.arg({ type: ConnectionOrder }) },
    resolve: (query, _root, { filter, orderBy }) =>
      db.connection.findMany({
        ...query,
        where: whereOf(filter),
        orderBy: [orderBy ? { [orderBy.field]: orderBy.direction } : { name: 'asc' }, { id: 'asc' }],
      }),
  }),
  connection: t.prismaField({
    type: Connection,
    nullable: true,
    authScopes: { admin: true },
    args: { id: t.arg.id({ required: true }) },
    resolve: (query, _root, { id }) =>
      db.connection.findUnique({ ...query, where: { id: requireDatabaseId(String(id), 'Connection', 'id') } }),
  }),
}));

function whereOf(filter: typeof ConnectionFilter.$inferInput | null | undefined): Prisma.ConnectionWhereInput {
  const contains = literalText(searchText(filter?.search, 'filter.search'));
  return {
    ...(filter?.vendors ? { vendor: { code: { in: filter.vendors } } } : {}),
    ...(filter?.statuses ? { status: { in: filter.statuses } } : {}),
    ...(contains ? { name: { contains, mode: 'insensitive' } } : {}),
  };
}
