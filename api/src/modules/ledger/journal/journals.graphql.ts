import { z } from 'zod';
import { db, pool } from '../../../db.ts';
import { builder } from '../../../graphql/builder.ts';
import { requireDatabaseId } from '../../../graphql/global-id.ts';
import { decimalString, fromNano } from '../../../lib/money.ts';
import { parseInput } from '../../../lib/parse-input.ts';
import { periodMonth } from '../close/period-month.ts';
import { GlAccount } from '../gl-account.graphql.ts';
import type { Journal, JournalLine, journalKinds } from './journal.ts';
import { readAmortization, type ScheduledMonth } from './read-amortization.ts';
import { readJournals } from './read-journals.ts';

const AmortizedMonth = builder.objectRef<ScheduledMonth>('AmortizedMonth').implement({
  description: 'A month’s part of an entry, in the reporting currency.',
  authScopes: { admin: true },
  fields: (t) => ({
    month: t.expose('month', { type: 'Date', description: 'Its first day.' }),
    amount: t.field({ type: 'Decimal', resolve: ({ nano }) => fromNano(nano) }),
    left: t.field({
      type: 'Decimal',
      description: 'Not amortized yet after the month.',
      resolve: ({ leftNano }) => fromNano(leftNano),
    }),
  }),
});

const JournalLineType = builder.objectRef<JournalLine>('JournalLine').implement({
  authScopes: { admin: true },
  fields: (t) => ({
    account: t.prismaField({
      type: GlAccount,
      resolve: (query, { account }) => db.glAccount.findUniqueOrThrow({ ...query, where: { id: account.id } }),
    }),
    description: t.exposeString('description'),
    amount: t.field({
      type: 'Decimal',
      description: 'To the cent; debits are positive.',
      resolve: ({ cents }) => decimalString(cents, 2),
    }),
    exactAmount: t.field({
      type: 'Decimal',
      description: 'Before rounding; 0 for the rounding difference itself.',
      resolve: ({ exactNano }) => fromNano(exactNano),
    }),
    vendorName: t.exposeString('vendor'),
    teamName: t.exposeString('team', { description: 'Empty: none.' }),
    projectName: t.exposeString('project', { description: 'Empty: none.' }),
  }),
});

const JournalType = builder.objectRef<Journal>('Journal').implement({
  description: 'One balanced entry of the general ledger, of one vendor, in the reporting currency.',
  authScopes: { admin: true },
  fields: (t) => ({
    number: t.exposeString('number', { description: 'Ends in -DRAFT while the month is open.' }),
    kind: t.expose('kind', {
      type: builder.enumType('JournalKind', {
        values: {
          ACCRUED_BILLS: { description: 'Usage accrued the month before, owed now that the accrual is reversed.' },
          COSTS: { description: 'Billed usage and entries; what is paid ahead goes to the prepaid account.' },
          AMORTIZATION: { description: 'What earlier entries cost in the month.' },
          ACCRUALS: { description: 'Usage that the vendor has not billed.' },
          ACCRUAL_REVERSAL: { description: 'Takes the accrual back on the first day of the next month.' },
        } satisfies Record<(typeof journalKinds)[number], object>,
      }),
    }),
    date: t.expose('date', { type: 'Date' }),
    narration: t.exposeString('narration'),
    currency: t.exposeString('currency'),
    lines: t.field({ type: [JournalLineType], resolve: ({ lines }) => lines }),
  }),
});

builder.queryFields((t) => ({
  amortizationSchedule: t.field({
    description: 'How an entry is spread over the days of its service; void ones over nothing. For administrators.',
    type: [AmortizedMonth],
    authScopes: { admin: true },
    args: { entryId: t.arg.id({ required: true }) },
    resolve: (_root, { entryId }, { actor }) =>
      readAmortization(actor, requireDatabaseId(entryId, 'CostEntry', 'entryId')),
  }),
  journals: t.field({
    description: 'Of a month, as `/export/journal/<month>.<system>` writes them. For administrators.',
    type: [JournalType],
    authScopes: { admin: true },
    args: { month: t.arg({ type: 'Date', required: true, description: 'Its first day.' }) },
    complexity: 500,
    resolve: async (_root, args) => {
      const { month } = parseInput(z.object({ month: periodMonth }), args);
      return (await readJournals(pool, month)).journals;
    },
  }),
}));
