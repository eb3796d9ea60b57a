import type { GlAccount as GlAccountRow } from '@outlay/prisma';
import { queryFromInfo } from '@pothos/plugin-prisma';
import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { OrderDirection } from '../../graphql/order-direction.ts';
import { FACTS_COST } from '../../graphql/query-limits.ts';
import { fromNano } from '../../lib/money.ts';
import { DimensionFilterInput } from '../explore/pivot.graphql.ts';
import { costEntryOrderFields, type EntryPosition } from './cost-entries.sql.ts';
import { CostEntry, CostSourceEnum, visibleLines } from './cost-entry.graphql.ts';
import { toEntryCursor } from './cost-entry-cursor.ts';
import { GlAccount } from './gl-account.graphql.ts';
import { type CostEntries, listCostEntries } from './list-cost-entries.ts';
import { optionalId } from './optional-id.ts';

const CostEntryFilterInput = builder.inputType('CostEntryFilter', {
  description: 'Range and filters of a pivot (or of one of its cells) open the entries behind it.',
  fields: (t) => ({
    from: t.field({ type: 'Date', description: 'First date; null: always.' }),
    until: t.field({ type: 'Date', description: 'Day after the last; null: always.' }),
    search: t.string({ description: 'Part of the description, vendor or category.' }),
    filters: t.field({
      type: [DimensionFilterInput],
      defaultValue: [],
      description: 'On lines, as in the pivot; GL_ACCOUNT `in: ["NONE"]` are those not coded. Periods need a range.',
    }),
    sources: t.field({ type: [CostSourceEnum] }),
    currencies: t.stringList(),
    isVoided: t.boolean({ description: 'Null: both.' }),
    isLinked: t.boolean({ description: 'To a connection, where they count by their residual; null: both.' }),
    importId: t.id(),
    recurringCostId: t.id(),
    subscriptionId: t.id(),
  }),
});

const CostEntryOrderField = builder.enumType('CostEntryOrderField', { values: costEntryOrderFields });
const CostEntryOrder = builder.inputType('CostEntryOrder', {
  fields: (t) => ({
    field: t.field({ type: CostEntryOrderField, required: true }),
    direction: t.field({ type: OrderDirection, required: true, defaultValue: 'desc' }),
  }),
});

const CostAccountTotal = builder
  .objectRef<{ account: GlAccountRow | null; amount: string }>('CostAccountTotal')
  .implement({
    description: 'Of the lines that match, voided entries left out, in the reporting currency.',
    fields: (t) => ({
      account: t.field({ type: GlAccount, nullable: true, resolve: ({ account }) => account }),
      amount: t.expose('amount', { type: 'Decimal' }),
    }),
  });

type EntryRow = typeof CostEntry.$inferType;
interface Edge {
  position: EntryPosition;
  entry: EntryRow;
}

const CostEntriesEdge = builder.objectRef<Edge>('CostEntriesConnectionEdge').implement({
  fields: (t) => ({
    cursor: t.string({ resolve: ({ position }) => toEntryCursor(position) }),
    node: t.field({ type: CostEntry, resolve: ({ entry }) => entry }),
  }),
});

const CostEntriesConnection = builder.objectRef<CostEntries & { edges: Edge[] }>('CostEntriesConnection').implement({
  authScopes: { scope: 'READ' },
  fields: (t) => ({
    edges: t.field({ type: [CostEntriesEdge], resolve: ({ edges }) => edges }),
    pageInfo: t.field({
      type: builder.pageInfoRef(),
      resolve: ({ page, hasNextPage, hasPreviousPage }) => {
        const [first, last] = [page.at(0), page.at(-1)];
        return {
          ...{ hasNextPage, hasPreviousPage },
          startCursor: first ? toEntryCursor(first) : null,
          endCursor: last ? toEntryCursor(last) : null,
        };
      },
    }),
    totalCount: t.int({ complexity: FACTS_COST.lookup, resolve: (entries) => entries.count() }),
    totals: t.field({
      description: 'Per account, by code; what is coded to none last.',
      type: [CostAccountTotal],
      complexity: FACTS_COST.lookup,
      resolve: async (entries) => {
        const totals = await entries.totals();
        const ids = totals.flatMap(({ glAccountId }) => glAccountId ?? []);
        const accounts = await db.glAccount.findMany({ where: { id: { in: ids } }, orderBy: { code: 'asc' } });
        const amountOf = (id: number | null) =>
          fromNano(BigInt(totals.find(({ glAccountId }) => glAccountId === id)?.spendNano ?? 0));
        const uncoded = totals.some(({ glAccountId }) => glAccountId === null) ? [null] : [];
        return [...accounts, ...uncoded].map((account) => ({ account, amount: amountOf(account?.id ?? null) }));
      },
    }),
  }),
});

builder.queryFields((t) => ({
  costEntries: t.field({
    description: 'Entries with a line that matches; to a member those with a line of their own.',
    type: CostEntriesConnection,
    authScopes: { scope: 'READ' },
    args: {
      filter: t.arg({ type: CostEntryFilterInput, required: true, defaultValue: {} }),
      orderBy: t.arg({ type: CostEntryOrder, required: true, defaultValue: { field: 'DATE', direction: 'desc' } }),
      first: t.arg.int({ required: true, defaultValue: 50, description: '1 to 500.' }),
      after: t.arg.string(),
      offset: t.arg.int({ description: 'Entries to skip instead of `after`, for grids that jump.' }),
    },
    complexity: ({ first }) => ({ field: FACTS_COST.lookup + 20 * Math.max(0, first), multiplier: 1 }),
    resolve: async (_root, { filter, ...args }, context, info) => {
      const entries = await listCostEntries(context.actor, {
        ...args,
        filter: {
          ...filter,
          importId: optionalId(filter.importId, 'Import', 'filter.importId'),
          recurringCostId: optionalId(filter.recurringCostId, 'RecurringCost', 'filter.recurringCostId'),
          subscriptionId: optionalId(filter.subscriptionId, 'PaidSubscription', 'filter.subscriptionId'),
        },
      });
      const { include = {} } = queryFromInfo({ context, info, typeName: 'CostEntry', paths: [['edges', 'node']] });
      const rows = await db.costEntry.findMany({ include, where: { id: { in: entries.page.map(({ id }) => id) } } });
      const byId = new Map(rows.map((row) => [row.id, row]));
      const edges = entries.page.flatMap((position) => {
        const entry = byId.get(position.id);
        return entry ? [{ position, entry }] : [];
      });
      return { ...entries, edges };
    },
  }),
  costEntry: t.prismaField({
    type: CostEntry,
    nullable: true,
    authScopes: { scope: 'READ' },
    args: { id: t.arg.id({ required: true }) },
    resolve: (query, _root, { id }, context) =>
      db.costEntry.findFirst({
        ...query,
        where: { id: requireDatabaseId(id, 'CostEntry', 'id'), lines: { some: visibleLines(context) } },
      }),
  }),
}));
