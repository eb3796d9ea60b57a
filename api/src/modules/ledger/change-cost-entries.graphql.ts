import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../lib/errors.ts';
import { bulkChangeCostEntries } from './bulk-change-cost-entries.ts';
import { changeCostEntry } from './change-cost-entry.ts';
import { CostEntry, CostKindEnum } from './cost-entry.graphql.ts';
import { CostLineInput, costLineIds } from './cost-line-input.graphql.ts';
import { createCostEntry } from './create-cost-entry.ts';
import { optionalId } from './optional-id.ts';
import { PeriodClosedError } from './period-closed-error.ts';
import { voidCostEntry } from './void-cost-entry.ts';

const refusals = [InvalidInputError, NotFoundError, PeriodClosedError, ConflictError];

const SERVICE = 'What it pays for, `serviceUntil` excluded; without: its date alone.';

const CreateCostEntryInput = builder.inputType('CreateCostEntryInput', {
  fields: (t) => ({
    date: t.field({ type: 'Date', required: true }),
    serviceFrom: t.field({ type: 'Date', description: SERVICE }),
    serviceUntil: t.field({ type: 'Date', description: SERVICE }),
    vendorId: t.id(),
    vendorName: t.string({ description: 'Instead of the id: a vendor of this name, added when there is none.' }),
    description: t.string({ required: true }),
    kind: t.field({ type: CostKindEnum, required: true, defaultValue: 'FIXED' }),
    currency: t.string({ required: true, description: 'ISO 4217 code.' }),
    amount: t.field({
      type: 'Decimal',
      required: true,
      description: 'At most 4 digits after the point; negative: a credit.',
    }),
    rate: t.field({ type: 'Decimal', description: 'Replaces the exchange rate of the date.' }),
    connectionId: t.id({
      description: 'Makes it bill evidence there: it counts only beyond what the connection shows.',
    }),
    lines: t.field({ type: [CostLineInput], description: 'Split by amount or by percent; one alone is the whole.' }),
  }),
});

const ChangeCostEntryInput = builder.inputType('ChangeCostEntryInput', {
  description: 'What is left out stays.',
  fields: (t) => ({
    entryId: t.id({ required: true }),
    version: t.int({ required: true, description: 'As it was seen; refused when it was changed meanwhile.' }),
    date: t.field({ type: 'Date', description: 'Another date takes the exchange rate of that date.' }),
    serviceFrom: t.field({ type: 'Date' }),
    serviceUntil: t.field({ type: 'Date' }),
    vendorId: t.id({ description: 'Null removes it.' }),
    vendorName: t.string(),
    description: t.string(),
    kind: t.field({ type: CostKindEnum }),
    currency: t.string(),
    amount: t.field({ type: 'Decimal', description: 'Without lines, split as the old one was.' }),
    rate: t.field({ type: 'Decimal' }),
    connectionId: t.id({ description: 'Null removes it.' }),
    lines: t.field({ type: [CostLineInput], description: 'Replace all.' }),
  }),
});

const VoidCostEntryInput = builder.inputType('VoidCostEntryInput', {
  fields: (t) => ({
    entryId: t.id({ required: true }),
    version: t.int(),
    reason: t.string({ required: true }),
  }),
});

const CostEntryVersionInput = builder.inputType('CostEntryVersion', {
  fields: (t) => ({ entryId: t.id({ required: true }), version: t.int({ description: 'Null: whichever it has.' }) }),
});

const BulkChangeCostEntriesInput = builder.inputType('BulkChangeCostEntriesInput', {
  description: 'For every line of every entry: what is left out stays, null removes.',
  fields: (t) => ({
    entries: t.field({ type: [CostEntryVersionInput], required: true, description: 'At most 500.' }),
    glAccountId: t.id(),
    category: t.string(),
    memberId: t.id(),
    teamId: t.id(),
    agentId: t.id(),
    projectId: t.id(),
  }),
});

const BulkChangedCostEntries = builder.objectRef<{ ids: number[] }>('BulkChangedCostEntries').implement({
  authScopes: { admin: true },
  fields: (t) => ({
    entries: t.prismaField({
      type: [CostEntry],
      resolve: (query, { ids }) =>
        db.costEntry.findMany({ ...query, where: { id: { in: ids } }, orderBy: { id: 'asc' } }),
    }),
  }),
});

const entryIdOf = (id: string | number, field = 'entryId') => requireDatabaseId(String(id), 'CostEntry', field);

builder.mutationFields((t) => ({
  createCostEntry: t.prismaField({
    type: CostEntry,
    args: { input: t.arg({ type: CreateCostEntryInput, required: true }) },
    errors: { types: refusals },
    resolve: async (query, _root, { input }, context) => {
      const id = await createCostEntry(context, {
        ...input,
        vendorId: optionalId(input.vendorId, 'Vendor', 'vendorId'),
        connectionId: optionalId(input.connectionId, 'Connection', 'connectionId'),
        lines: input.lines?.map(costLineIds),
      });
      return db.costEntry.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  changeCostEntry: t.prismaField({
    type: CostEntry,
    args: { input: t.arg({ type: ChangeCostEntryInput, required: true }) },
    errors: { types: refusals },
    resolve: async (query, _root, { input }, context) => {
      const id = await changeCostEntry(context, {
        ...input,
        entryId: entryIdOf(input.entryId),
        vendorId: optionalId(input.vendorId, 'Vendor', 'vendorId'),
        connectionId: optionalId(input.connectionId, 'Connection', 'connectionId'),
        lines: input.lines?.map(costLineIds),
      });
      return db.costEntry.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  voidCostEntry: t.prismaField({
    description: 'Takes it out of every figure and keeps it with the reason; entries are never deleted.',
    type: CostEntry,
    args: { input: t.arg({ type: VoidCostEntryInput, required: true }) },
    errors: { types: refusals },
    resolve: async (query, _root, { input }, context) => {
      const id = await voidCostEntry(context, { ...input, entryId: entryIdOf(input.entryId) });
      return db.costEntry.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  bulkChangeCostEntries: t.field({
    description: 'All or nothing; a refusal names the entry as `entries.2`.',
    type: BulkChangedCostEntries,
    args: { input: t.arg({ type: BulkChangeCostEntriesInput, required: true }) },
    errors: { types: refusals },
    resolve: async (_root, { input }, context) => {
      const entries = input.entries.map(({ entryId, version }, index) => ({
        entryId: entryIdOf(entryId, `entries.${index}`),
        version,
      }));
      const owners = {
        glAccountId: optionalId(input.glAccountId, 'GlAccount', 'glAccountId'),
        memberId: optionalId(input.memberId, 'Member', 'memberId'),
        teamId: optionalId(input.teamId, 'Team', 'teamId'),
        agentId: optionalId(input.agentId, 'Agent', 'agentId'),
        projectId: optionalId(input.projectId, 'Project', 'projectId'),
      };
      return { ids: await bulkChangeCostEntries(context, { entries, category: input.category, ...owners }) };
    },
  }),
}));
