import { builder } from '../../graphql/builder.ts';
import { InvalidInputError } from '../../lib/errors.ts';
import { type ImportEntry, importPrices, type PriceImport } from './import-prices.ts';

const PriceImportStatus = builder.enumType('PriceImportStatus', { values: ['ACCEPTED', 'SKIPPED', 'ERROR'] as const });

const PriceImportEntry = builder.objectRef<ImportEntry>('PriceImportEntry').implement({
  fields: (t) => ({
    name: t.exposeString('name', { description: 'As in the file.' }),
    status: t.expose('status', { type: PriceImportStatus }),
    reason: t.exposeString('reason', { nullable: true }),
  }),
});

const PriceImportType = builder.objectRef<PriceImport>('PriceImport').implement({
  authScopes: { admin: true },
  fields: (t) => ({
    revision: t.int({
      nullable: true,
      description: 'Null: the list said so already.',
      resolve: ({ revisionId }) => revisionId ?? null,
    }),
    acceptedCount: t.int({ resolve: ({ entries }) => countOf(entries, 'ACCEPTED') }),
    skippedCount: t.int({ resolve: ({ entries }) => countOf(entries, 'SKIPPED') }),
    errorCount: t.int({ resolve: ({ entries }) => countOf(entries, 'ERROR') }),
    pricedRowCount: t.exposeInt('pricedRowCount', { description: 'Usage rows that had no price and now have one.' }),
    entries: t.field({
      type: [PriceImportEntry],
      args: { statuses: t.arg({ type: [PriceImportStatus], description: 'Null: all.' }) },
      resolve: ({ entries }, { statuses }) => entries.filter(({ status }) => statuses?.includes(status) ?? true),
    }),
  }),
});

const countOf = (entries: readonly ImportEntry[], wanted: ImportEntry['status']) =>
  entries.filter(({ status }) => status === wanted).length;

const ImportPricesInput = builder.inputType('ImportPricesInput', {
  fields: (t) => ({ json: t.string({ required: true, description: 'Text of a LiteLLM price file.' }) }),
});

builder.mutationField('importPrices', (t) =>
  t.field({
    description: 'Imports list prices from a LiteLLM price file, model by model. Prices set by hand win over them.',
    type: PriceImportType,
    args: { input: t.arg({ type: ImportPricesInput, required: true }) },
    errors: { types: [InvalidInputError] },
    resolve: (_root, { input }, context) => importPrices(context, input),
  }),
);
