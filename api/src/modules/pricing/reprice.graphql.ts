import type { RepriceRun } from '@outlay/prisma';
import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { encodeGlobalId, requireDatabaseId } from '../../graphql/global-id.ts';
import { InvalidInputError, NotFoundError } from '../../lib/errors.ts';
import { fromNano } from '../../lib/money.ts';
import type { RepriceSummary } from '../../sync/reprice-usage.ts';
import { previewReprice } from './preview-reprice.ts';
import { repriceUsage } from './reprice-usage.ts';
import { watchRepriceRun } from './watch-reprice-run.ts';

const SILENT_FOR_MS = 120_000;

const RepriceRunStatus = builder.enumType('RepriceRunStatus', {
  values: {
    RUNNING: {},
    SUCCEEDED: {},
    FAILED: {},
    INTERRUPTED: { description: 'The process stopped; start it again.' },
  },
});

const RepriceInput = builder.inputType('RepriceInput', {
  fields: (t) => ({
    vendorId: t.id({ required: true }),
    modelId: t.id(),
    connectionId: t.id(),
    from: t.field({ type: 'Date', description: 'First billing day.' }),
    until: t.field({ type: 'Date', description: 'First billing day left alone.' }),
  }),
});

const COST = 'Own cost, before it is reconciled with the bill.';

const RepricePreview = builder.objectRef<RepriceSummary>('RepricePreview').implement({
  description: 'What a re-pricing would change; unpriced usage counts as zero before.',
  authScopes: { admin: true },
  fields: (t) => ({
    rowCount: t.exposeInt('rowCount'),
    dayCount: t.exposeInt('dayCount'),
    oldListValue: t.field({ type: 'Decimal', resolve: ({ oldListValueNano }) => fromNano(oldListValueNano) }),
    newListValue: t.field({ type: 'Decimal', resolve: ({ newListValueNano }) => fromNano(newListValueNano) }),
    oldCost: t.field({ type: 'Decimal', description: COST, resolve: ({ oldCostNano }) => fromNano(oldCostNano) }),
    newCost: t.field({ type: 'Decimal', description: COST, resolve: ({ newCostNano }) => fromNano(newCostNano) }),
  }),
});

const RepriceRunType = builder.prismaNode('RepriceRun', {
  authScopes: { admin: true },
  id: { field: 'id' },
  fields: (t) => ({
    status: t.field({ type: RepriceRunStatus, resolve: (run, _args, { clock }) => statusAt(run, clock()) }),
    vendorId: t.id({ resolve: ({ vendorId }) => encodeGlobalId('Vendor', vendorId) }),
    from: t.expose('from', { type: 'Date', nullable: true }),
    until: t.expose('until', { type: 'Date', nullable: true }),
    startedAt: t.expose('startedAt', { type: 'DateTime' }),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true }),
    dayCount: t.exposeInt('dayCount', { description: 'Days of connections to go through; 0 before they are known.' }),
    doneCount: t.exposeInt('doneCount'),
    rowCount: t.exposeInt('rowCount', { description: 'Rows whose figures changed.' }),
    oldListValue: t.field({ type: 'Decimal', resolve: ({ oldListValueNano }) => fromNano(oldListValueNano) }),
    newListValue: t.field({ type: 'Decimal', resolve: ({ newListValueNano }) => fromNano(newListValueNano) }),
    oldCost: t.field({ type: 'Decimal', description: COST, resolve: ({ oldCostNano }) => fromNano(oldCostNano) }),
    newCost: t.field({ type: 'Decimal', description: COST, resolve: ({ newCostNano }) => fromNano(newCostNano) }),
    errorMessage: t.exposeString('errorMessage', { nullable: true }),
  }),
});

function statusAt({ status, heartbeatAt }: RepriceRun, now: Date) {
  if (status !== 'RUNNING') return status === 'SUCCEEDED' ? 'SUCCEEDED' : 'FAILED';
  return now.getTime() - heartbeatAt.getTime() > SILENT_FOR_MS ? 'INTERRUPTED' : 'RUNNING';
}

builder.queryFields((t) => ({
  previewReprice: t.field({
    type: RepricePreview,
    authScopes: { admin: true },
    args: { input: t.arg({ type: RepriceInput, required: true }) },
    resolve: (_root, { input }, context) => previewReprice(context, input),
  }),
  repriceRun: t.prismaField({
    type: RepriceRunType,
    nullable: true,
    authScopes: { admin: true },
    args: { id: t.arg.id({ required: true }) },
    resolve: (query, _root, { id }) =>
      db.repriceRun.findUnique({ ...query, where: { id: requireDatabaseId(String(id), 'RepriceRun', 'id') } }),
  }),
}));

builder.mutationField('repriceUsage', (t) =>
  t.field({
    description:
      'Prices stored usage again with the price list and discounts as they are now; the list value and cost of past days change. Preview it first. Answers at once; the run tells how far it is.',
    type: RepriceRunType,
    args: { input: t.arg({ type: RepriceInput, required: true }) },
    errors: { types: [InvalidInputError, NotFoundError] },
    resolve: (_root, { input }, context) => repriceUsage(context, input),
  }),
);

builder.subscriptionField('repriceRunProgress', (t) =>
  t.field({
    description: 'The run as it is now, then after every change, until it has ended.',
    type: RepriceRunType,
    authScopes: { admin: true },
    args: { id: t.arg.id({ required: true }) },
    subscribe: (_root, { id }) => watchRepriceRun(requireDatabaseId(String(id), 'RepriceRun', 'id')),
    resolve: (run) => run,
  }),
);
