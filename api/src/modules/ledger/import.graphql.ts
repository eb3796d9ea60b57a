import { ImportKind } from '@outlay/prisma';
import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { ErrorInterface } from '../../graphql/errors.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../lib/errors.ts';
import { CsvError, type CsvProblem } from './csv-error.ts';
import { importCsv } from './import-csv.ts';
import { PeriodClosedError } from './period-closed-error.ts';
import { undoImport } from './undo-import.ts';

const ImportKindEnum = builder.enumType(ImportKind, { name: 'ImportKind' });

const Import = builder.prismaNode('Import', {
  description: 'A file that was read in; undone whole. For administrators.',
  authScopes: { admin: true },
  id: { field: 'id' },
  fields: (t) => ({
    kind: t.expose('kind', { type: ImportKindEnum }),
    fileName: t.exposeString('fileName'),
    rowCount: t.exposeInt('rowCount', { description: 'Of EXCHANGE_RATES: rates.' }),
    entryCount: t.relationCount('entries', { description: 'Cost entries, voided ones too.' }),
    createdBy: t.relation('createdBy', { nullable: true }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    undoneAt: t.expose('undoneAt', { type: 'DateTime', nullable: true }),
  }),
});

const CsvProblemType = builder.objectRef<CsvProblem>('CsvProblem').implement({
  description: 'What is wrong in one cell.',
  fields: (t) => ({
    line: t.exposeInt('line', { description: 'Of the file, from 1.' }),
    column: t.exposeString('column'),
    value: t.exposeString('value'),
    message: t.exposeString('message'),
  }),
});

builder.objectType(CsvError, {
  name: 'CsvError',
  description: 'Rows of the file cannot be accepted; nothing was imported.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    problems: t.field({
      type: [CsvProblemType],
      description: 'The first 500.',
      resolve: ({ problems }) => [...problems],
    }),
    problemCount: t.exposeInt('problemCount'),
  }),
});

builder.queryField('imports', (t) =>
  t.prismaConnection({
    description: 'Newest first.',
    type: Import,
    cursor: 'id',
    authScopes: { admin: true },
    args: { kind: t.arg({ type: ImportKindEnum }), isUndone: t.arg.boolean({ description: 'Null: both.' }) },
    totalCount: (_root, args) => db.import.count({ where: importsWhere(args) }),
    resolve: (query, _root, args) =>
      db.import.findMany({ ...query, where: importsWhere(args), orderBy: { id: 'desc' } }),
  }),
);

interface ImportsFilter {
  kind?: ImportKind | null | undefined;
  isUndone?: boolean | null | undefined;
}

const importsWhere = ({ kind, isUndone }: ImportsFilter) => ({
  ...(kind ? { kind } : {}),
  ...(typeof isUndone === 'boolean' ? { undoneAt: isUndone ? { not: null } : null } : {}),
});

const CsvMappingInput = builder.inputType('CsvMapping', {
  fields: (t) => ({
    column: t.string({ required: true, description: 'Such as service_from.' }),
    header: t.string({ required: true, description: 'As the file calls it.' }),
  }),
});

const ImportCsvInput = builder.inputType('ImportCsvInput', {
  fields: (t) => ({
    kind: t.field({
      type: ImportKindEnum,
      required: true,
      description:
        `COST_ENTRIES: date, description, amount; vendor, currency, kind, account (code), category, member (email),
        team, agent, project (names), service_from, service_until. GL_ACCOUNTS: code, name, type.
        EXCHANGE_RATES: eurofxref-hist.csv of the ECB.`.replace(/\s+/g, ' '),
    }),
    fileName: t.string({ required: true }),
    text: t.string({
      required: true,
      description: 'CSV by comma, semicolon or tab; its first line names the columns.',
    }),
    mapping: t.field({
      type: [CsvMappingInput],
      description: 'Columns that the file calls otherwise; given, other headers are left out instead of refused.',
    }),
    from: t.field({ type: 'Date', description: 'EXCHANGE_RATES: first day; null: 1 January of last year.' }),
  }),
});

const UndoImportInput = builder.inputType('UndoImportInput', {
  fields: (t) => ({ importId: t.id({ required: true }) }),
});

builder.mutationFields((t) => ({
  importCsv: t.prismaField({
    description: 'Reads a file in whole or not at all, each file once.',
    type: Import,
    args: { input: t.arg({ type: ImportCsvInput, required: true }) },
    errors: { types: [InvalidInputError, CsvError, PeriodClosedError, ConflictError] },
    resolve: async (query, _root, { input }, context) => {
      const id = await importCsv(context, input);
      return db.import.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  undoImport: t.prismaField({
    description: 'Voids its entries, removes its accounts and rates, and puts back what it overwrote.',
    type: Import,
    args: { input: t.arg({ type: UndoImportInput, required: true }) },
    errors: { types: [InvalidInputError, NotFoundError, PeriodClosedError, ConflictError] },
    resolve: async (query, _root, { input }, context) => {
      const id = await undoImport(context, requireDatabaseId(input.importId, 'Import', 'importId'));
      return db.import.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
}));
