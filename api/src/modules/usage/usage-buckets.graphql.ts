import { builder } from '../../graphql/builder.ts';
import { OrderDirection } from '../../graphql/order-direction.ts';
import { FACTS_COST } from '../../graphql/query-limits.ts';
import { decimalString, fromNano } from '../../lib/money.ts';
import { DayBasisEnum, DimensionFilterInput } from '../explore/pivot.graphql.ts';
import { listUsageBuckets, type UsageBuckets } from './list-usage-buckets.ts';
import { type LabelledBucket, UsageBucketType } from './usage-bucket.graphql.ts';
import { type UsageSummary, usageBucketOrderFields } from './usage-buckets.sql.ts';
import { toCursor } from './usage-cursor.ts';

const UsageBucketFilterInput = builder.inputType('UsageBucketFilter', {
  description: 'Range, basis and filters of a pivot (or of one of its cells) open the rows behind it.',
  fields: (t) => ({
    from: t.field({ type: 'Date', required: true }),
    until: t.field({ type: 'Date', required: true, description: 'Day after the last.' }),
    dayBasis: t.field({ type: DayBasisEnum, defaultValue: 'REPORTING' }),
    filters: t.field({ type: [DimensionFilterInput], defaultValue: [] }),
  }),
});

const UsageBucketOrderField = builder.enumType('UsageBucketOrderField', { values: usageBucketOrderFields });
const UsageBucketOrder = builder.inputType('UsageBucketOrder', {
  fields: (t) => ({
    field: t.field({ type: UsageBucketOrderField, required: true }),
    direction: t.field({ type: OrderDirection, required: true, defaultValue: 'desc' }),
  }),
});

const UsageTotals = builder.objectRef<UsageSummary>('UsageTotals').implement({
  description: 'Over every row of the filter, whichever page; money in the reporting currency.',
  fields: (t) => ({
    spend: t.field({ type: 'Decimal', resolve: ({ spend }) => fromNano(BigInt(spend)) }),
    listValue: t.field({ type: 'Decimal', resolve: ({ listValue }) => fromNano(BigInt(listValue)) }),
    totalTokens: t.field({ type: 'Decimal', resolve: ({ totalTokens }) => decimalString(BigInt(totalTokens), 0) }),
  }),
});

const UsageBucketsEdge = builder.objectRef<LabelledBucket>('UsageBucketsConnectionEdge').implement({
  fields: (t) => ({
    cursor: t.string({ resolve: ({ row }) => toCursor(row) }),
    node: t.field({ type: UsageBucketType, resolve: (bucket) => bucket }),
  }),
});

const UsageBucketsConnection = builder.objectRef<UsageBuckets>('UsageBucketsConnection').implement({
  authScopes: { scope: 'READ' },
  fields: (t) => ({
    edges: t.field({
      type: [UsageBucketsEdge],
      resolve: ({ rows, labels }) => rows.map((row) => ({ row, labels })),
    }),
    pageInfo: t.field({
      type: builder.pageInfoRef(),
      resolve: ({ rows: [...rows], hasNextPage, hasPreviousPage }) => {
        const [first, last] = [rows.at(0), rows.at(-1)];
        return {
          hasNextPage,
          hasPreviousPage,
          startCursor: first ? toCursor(first) : null,
          endCursor: last ? toCursor(last) : null,
        };
      },
    }),
    totalCount: t.int({
      complexity: FACTS_COST.aggregate / 2,
      resolve: async (buckets) => Number((await buckets.summary()).count),
    }),
    totals: t.field({
      type: UsageTotals,
      complexity: FACTS_COST.aggregate / 2,
      resolve: (buckets) => buckets.summary(),
    }),
  }),
});

builder.queryField('usageBuckets', (t) =>
  t.field({
    description: 'The counted rows behind a pivot or one of its cells; what they add up to equals the cell exactly.',
    type: UsageBucketsConnection,
    authScopes: { scope: 'READ' },
    args: {
      filter: t.arg({ type: UsageBucketFilterInput, required: true }),
      orderBy: t.arg({ type: UsageBucketOrder, required: true, defaultValue: { field: 'HOUR', direction: 'desc' } }),
      first: t.arg.int({ required: true, defaultValue: 50, description: '1 to 500.' }),
      after: t.arg.string(),
      offset: t.arg.int({ description: 'Rows to skip instead of `after`, for grids that jump.' }),
    },
    complexity: ({ first }) => ({ field: FACTS_COST.lookup + 20 * Math.max(0, first), multiplier: 1 }),
    resolve: (_root, args, { actor }) => listUsageBuckets(actor, args),
  }),
);
