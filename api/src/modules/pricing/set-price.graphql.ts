import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { InvalidInputError, NotFoundError } from '../../lib/errors.ts';
import { Price, QuantityKindEnum } from './price.graphql.ts';
import { type PriceChange, setPrice } from './set-price.ts';

const PriceAmountInput = builder.inputType('PriceAmountInput', {
  fields: (t) => ({
    quantityKind: t.field({ type: QuantityKindEnum, required: true }),
    pricePerUnit: t.field({
      type: 'Decimal',
      required: true,
      description: 'USD per single unit: $2.50 per million tokens is "0.0000025". Zero: free.',
    }),
  }),
});

const SetPriceInput = builder.inputType('SetPriceInput', {
  fields: (t) => ({
    vendorId: t.id({ required: true }),
    modelPattern: t.string({ required: true, description: 'Model name; `*` stands for any characters.' }),
    amounts: t.field({ type: [PriceAmountInput], required: true, description: 'What each kind of quantity costs.' }),
    validFrom: t.field({ type: 'Date', description: 'Null: always was.' }),
    validUntil: t.field({ type: 'Date', description: 'First day it no longer holds; null: until changed.' }),
    contextOver: t.int({ required: true, defaultValue: 0, description: 'Only requests with more input tokens.' }),
    serviceTier: t.string({
      required: true,
      defaultValue: '',
      description: '`batch`, `flex`, `priority`; empty: all.',
    }),
    speed: t.string({ required: true, defaultValue: '', description: '`fast`; empty: all.' }),
  }),
});

export const PriceChangeType = builder.objectRef<PriceChange>('PriceChange').implement({
  description: 'A new revision of the price list.',
  authScopes: { admin: true },
  fields: (t) => ({
    revision: t.int({
      nullable: true,
      description: 'Null: the list said so already.',
      resolve: ({ revisionId }) => revisionId ?? null,
    }),
    pricedRowCount: t.exposeInt('pricedRowCount', { description: 'Usage rows that had no price and now have one.' }),
    prices: t.prismaField({
      type: [Price],
      description: 'Added by this revision.',
      resolve: (query, { revisionId }) =>
        revisionId === undefined
          ? []
          : db.price.findMany({ ...query, where: { addedRevisionId: revisionId }, orderBy: { id: 'asc' }, take: 500 }),
    }),
  }),
});

builder.mutationField('setPrice', (t) =>
  t.field({
    description:
      'Sets what a model costs. Unpriced usage is priced at once; usage already priced keeps its price until repriceUsage.',
    type: PriceChangeType,
    args: { input: t.arg({ type: SetPriceInput, required: true }) },
    errors: { types: [InvalidInputError, NotFoundError] },
    resolve: (_root, { input }, context) => setPrice(context, input),
  }),
);
