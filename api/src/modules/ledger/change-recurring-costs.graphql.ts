import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../lib/errors.ts';
import { BillingIntervalEnum } from './billing-interval.graphql.ts';
import { changeRecurringCost } from './change-recurring-cost.ts';
import { CostLineInput, costLineIds } from './cost-line-input.graphql.ts';
import { createRecurringCost } from './create-recurring-cost.ts';
import { optionalId } from './optional-id.ts';
import { RecurringCost } from './recurring-cost.graphql.ts';
import { skipRecurringCost } from './skip-recurring-cost.ts';

const CreateRecurringCostInput = builder.inputType('CreateRecurringCostInput', {
  fields: (t) => ({
    description: t.string({ required: true }),
    vendorId: t.id(),
    vendorName: t.string({ description: 'Instead of the id: a vendor of this name, added when there is none.' }),
    interval: t.field({ type: BillingIntervalEnum, required: true }),
    currency: t.string({ required: true, description: 'ISO 4217 code.' }),
    amount: t.field({ type: 'Decimal', required: true, description: 'Of each date.' }),
    startsOn: t.field({ type: 'Date', required: true, description: 'First date; past ones are posted at once.' }),
    endsOn: t.field({ type: 'Date', description: 'First day it no longer comes; null: never ends.' }),
    connectionId: t.id({ description: 'Makes its entries bill evidence there.' }),
    lines: t.field({ type: [CostLineInput], description: 'Split by amount or by percent; one alone is the whole.' }),
  }),
});

const ChangeRecurringCostInput = builder.inputType('ChangeRecurringCostInput', {
  description: 'What is left out stays; holds for dates not yet posted.',
  fields: (t) => ({
    recurringCostId: t.id({ required: true }),
    description: t.string(),
    vendorId: t.id({ description: 'Null removes it.' }),
    vendorName: t.string(),
    interval: t.field({ type: BillingIntervalEnum, description: 'Until the first entry is posted.' }),
    currency: t.string(),
    amount: t.field({ type: 'Decimal', description: 'Without lines, split as the old one was.' }),
    startsOn: t.field({ type: 'Date', description: 'Until the first entry is posted.' }),
    endsOn: t.field({ type: 'Date', description: 'Null: never ends.' }),
    connectionId: t.id({ description: 'Null removes it.' }),
    lines: t.field({ type: [CostLineInput], description: 'Replace all.' }),
  }),
});

const SkipRecurringCostInput = builder.inputType('SkipRecurringCostInput', {
  fields: (t) => ({
    recurringCostId: t.id({ required: true }),
    date: t.field({ type: 'Date', required: true, description: 'One of its dates that is not posted.' }),
    isSkipped: t.boolean({ required: true, defaultValue: true, description: 'False takes it in again.' }),
  }),
});

const idOf = (id: string | number) => requireDatabaseId(String(id), 'RecurringCost', 'recurringCostId');
const refusals = [InvalidInputError, NotFoundError, ConflictError];

builder.mutationFields((t) => ({
  createRecurringCost: t.prismaField({
    type: RecurringCost,
    args: { input: t.arg({ type: CreateRecurringCostInput, required: true }) },
    errors: { types: [InvalidInputError] },
    resolve: async (query, _root, { input }, context) => {
      const id = await createRecurringCost(context, {
        ...input,
        vendorId: optionalId(input.vendorId, 'Vendor', 'vendorId'),
        connectionId: optionalId(input.connectionId, 'Connection', 'connectionId'),
        lines: input.lines?.map(costLineIds),
      });
      return db.recurringCost.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  changeRecurringCost: t.prismaField({
    type: RecurringCost,
    args: { input: t.arg({ type: ChangeRecurringCostInput, required: true }) },
    errors: { types: refusals },
    resolve: async (query, _root, { input }, context) => {
      const id = await changeRecurringCost(context, {
        ...input,
        recurringCostId: idOf(input.recurringCostId),
        vendorId: optionalId(input.vendorId, 'Vendor', 'vendorId'),
        connectionId: optionalId(input.connectionId, 'Connection', 'connectionId'),
        lines: input.lines?.map(costLineIds),
      });
      return db.recurringCost.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  skipRecurringCost: t.prismaField({
    type: RecurringCost,
    args: { input: t.arg({ type: SkipRecurringCostInput, required: true }) },
    errors: { types: refusals },
    resolve: async (query, _root, { input }, context) => {
      const id = await skipRecurringCost(context, { ...input, recurringCostId: idOf(input.recurringCostId) });
      return db.recurringCost.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
}));
