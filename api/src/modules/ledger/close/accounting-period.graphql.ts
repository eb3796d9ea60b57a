import { PeriodStatus } from '@outlay/prisma';
import { resolveArrayConnection } from '@pothos/plugin-relay';
import { db, pool } from '../../../db.ts';
import { builder } from '../../../graphql/builder.ts';
import type { Context } from '../../../graphql/context.ts';
import { ErrorInterface } from '../../../graphql/errors.ts';
import { encodeGlobalId } from '../../../graphql/global-id.ts';
import { addMonths, startOfMonth } from '../../../lib/calendar.ts';
import { ConflictError, InvalidInputError } from '../../../lib/errors.ts';
import { fromNano } from '../../../lib/money.ts';
import { Member } from '../../people/member.graphql.ts';
import { today } from '../../people/today.ts';
import { driftingMonths } from './books-state.sql.ts';
import { closePeriod, earliestToday } from './close-period.ts';
import { type AccountingPeriod, listPeriods } from './list-periods.ts';
import { type ChecklistItem, checklistKeys, periodChecklist } from './period-checklist.ts';
import { PeriodNotReadyError } from './period-not-ready-error.ts';
import { reopenPeriod } from './reopen-period.ts';

const ChecklistItemType = builder.objectRef<ChecklistItem>('PeriodChecklistItem').implement({
  description: 'One thing to look at before a month is closed.',
  authScopes: { admin: true },
  fields: (t) => ({
    key: t.expose('key', { type: builder.enumType('PeriodChecklistKey', { values: checklistKeys }) }),
    state: t.expose('state', {
      type: builder.enumType('PeriodChecklistState', {
        values: {
          DONE: {},
          WARNING: { description: 'The month may be closed by acknowledging it.' },
          BLOCKING: { description: 'The month cannot be closed before.' },
        },
      }),
    }),
    count: t.exposeInt('count', { description: 'How many are left; 0 when done.' }),
    path: t.exposeString('path', { description: 'Page where it is worked off.' }),
  }),
});

const PeriodStatusEnum = builder.enumType(PeriodStatus, { name: 'PeriodStatus' });

export const AccountingPeriodType = builder.objectRef<AccountingPeriod>('AccountingPeriod').implement({
  description: 'A month of the books, in UTC for usage. Amounts in the reporting currency. For administrators.',
  authScopes: { admin: true },
  fields: (t) => ({
    id: t.id({ resolve: ({ month }) => encodeGlobalId('AccountingPeriod', month) }),
    month: t.expose('month', { type: 'Date', description: 'Its first day.' }),
    status: t.expose('status', { type: PeriodStatusEnum }),
    closedAt: t.expose('closedAt', { type: 'DateTime', nullable: true }),
    closedBy: t.prismaField({
      type: Member,
      nullable: true,
      resolve: (query, { closedById }) =>
        closedById === null ? null : db.member.findUnique({ ...query, where: { id: closedById } }),
    }),
    reopenedAt: t.expose('reopenedAt', { type: 'DateTime', nullable: true, description: 'Last time.' }),
    reopenReason: t.exposeString('reopenReason', { nullable: true }),
    currency: t.exposeString('currency'),
    spend: t.field({ type: 'Decimal', resolve: ({ spendNano }) => fromNano(BigInt(spendNano)) }),
    bookedSpend: t.field({
      type: 'Decimal',
      description: 'What it booked; while it is open, what it would book now.',
      resolve: ({ bookedNano }) => fromNano(BigInt(bookedNano)),
    }),
    adjustmentSpend: t.field({
      type: 'Decimal',
      description: 'Part of bookedSpend that adjusts earlier, closed months.',
      resolve: ({ adjustmentNano }) => fromNano(BigInt(adjustmentNano)),
    }),
    isDrifting: t.boolean({
      description: 'Figures of this closed month have changed, and the adjustment is not posted yet.',
      resolve: async ({ month, status }) => status === 'CLOSED' && (await driftingMonths(pool)).includes(month),
    }),
    checklist: t.field({
      type: [ChecklistItemType],
      complexity: 200,
      resolve: async ({ month }, _args, { clock }) => periodChecklist(db, month, await earliestToday(db, clock())),
    }),
  }),
});

builder.objectType(PeriodNotReadyError, {
  name: 'PeriodNotReadyError',
  description: 'The month cannot be closed yet, or not without acknowledging what is left.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    field: t.exposeString('field'),
    left: t.field({ type: [ChecklistItemType], resolve: ({ left }) => [...left] }),
  }),
});

builder.queryField('accountingPeriods', (t) =>
  t.connection(
    {
      description: 'Months since the first with cost, latest first.',
      type: AccountingPeriodType,
      authScopes: { admin: true },
      args: { status: t.arg({ type: [PeriodStatusEnum] }) },
      resolve: async (_root, { status, ...args }, context) => {
        const until = addMonths(startOfMonth(await today(context)), 1);
        const periods = (await listPeriods(until)).filter((period) => !status || status.includes(period.status));
        return resolveArrayConnection({ args, defaultSize: 50, maxSize: 500 }, periods);
      },
    },
    { fields: (f) => ({ totalCount: f.int({ resolve: ({ totalCount }) => totalCount }) }) },
  ),
);

const ClosePeriodInput = builder.inputType('ClosePeriodInput', {
  fields: (t) => ({
    month: t.field({ type: 'Date', required: true, description: 'Its first day.' }),
    acknowledgeWarnings: t.boolean({ description: 'Close although the checklist warns.' }),
  }),
});

const ReopenPeriodInput = builder.inputType('ReopenPeriodInput', {
  fields: (t) => ({
    month: t.field({ type: 'Date', required: true, description: 'Its first day.' }),
    reason: t.string({ required: true, description: '1 to 500 characters; kept in the audit log.' }),
  }),
});

export async function periodOf(month: string, context: Context): Promise<AccountingPeriod> {
  const [period] = await listPeriods(addMonths(startOfMonth(await today(context)), 1), month);
  if (!period) throw new Error(`${month} is not among the periods`);
  return period;
}

builder.mutationFields((t) => ({
  closePeriod: t.field({
    description: `Books the month as it stands and keeps its entries from every change; what changes later is booked as
adjustments in the month after the last closed one. Earlier months with cost must be closed. Not by API token.`,
    type: AccountingPeriodType,
    args: { input: t.arg({ type: ClosePeriodInput, required: true }) },
    errors: { types: [InvalidInputError, PeriodNotReadyError, ConflictError] },
    resolve: async (_root, { input }, context) => periodOf(await closePeriod(context, input), context),
  }),
  reopenPeriod: t.field({
    description: 'Opens the latest closed month again. Not by API token.',
    type: AccountingPeriodType,
    args: { input: t.arg({ type: ReopenPeriodInput, required: true }) },
    errors: { types: [InvalidInputError, ConflictError] },
    resolve: async (_root, { input }, context) => periodOf(await reopenPeriod(context, input), context),
  }),
}));
