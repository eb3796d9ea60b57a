import { CostKind, CostSource, type Prisma } from '@outlay/prisma';
import { builder } from '../../graphql/builder.ts';
import type { Context } from '../../graphql/context.ts';
import { actorIsAdmin, actorMemberId } from '../auth/permissions.ts';
import { fromLedgerAmount, toLedgerAmount } from './ledger-amount.ts';
import { sumOf } from './reporting-amounts.ts';

export const CostKindEnum = builder.enumType(CostKind, { name: 'CostKind' });
export const CostSourceEnum = builder.enumType(CostSource, { name: 'CostSource' });

/** Lines that the caller may see: a member their own. */
export function visibleLines({ actor }: Pick<Context, 'actor'>): Prisma.CostEntryLineWhereInput {
  if (actorIsAdmin(actor)) return {};
  const memberId = actorMemberId(actor) ?? 0;
  return { OR: [{ memberId }, { memberId: null, agent: { ownerMemberId: memberId } }] };
}

const linesOf = (context: Pick<Context, 'actor'>) => ({
  where: visibleLines(context),
  orderBy: { id: 'asc' } as const,
});

const total = (amounts: readonly { toFixed(): string }[]) =>
  fromLedgerAmount(sumOf(amounts.map((amount) => toLedgerAmount(amount.toFixed()))));

const adminOnly = { nullable: true, authScopes: { admin: true }, unauthorizedResolver: () => null } as const;

builder.prismaObject('CostEntryLine', {
  description: 'A part of an entry with its account and owners.',
  authScopes: { scope: 'READ' },
  fields: (t) => ({
    glAccount: t.relation('glAccount', { nullable: true }),
    category: t.exposeString('category', { description: 'Empty: none.' }),
    member: t.relation('member', { nullable: true }),
    team: t.relation('team', { nullable: true }),
    agent: t.relation('agent', { nullable: true }),
    project: t.relation('project', { nullable: true }),
    amount: t.field({ type: 'Decimal', resolve: ({ amount }) => amount.toFixed() }),
    reportingAmount: t.field({ type: 'Decimal', resolve: ({ reportingAmount }) => reportingAmount.toFixed() }),
  }),
});

export const CostEntry = builder.prismaNode('CostEntry', {
  description: 'A cost that no usage report shows. A member sees their own lines, and amounts of these.',
  authScopes: { scope: 'READ' },
  id: { field: 'id' },
  fields: (t) => ({
    date: t.expose('date', { type: 'Date' }),
    serviceFrom: t.expose('serviceFrom', { type: 'Date' }),
    serviceUntil: t.expose('serviceUntil', { type: 'Date', description: 'Day after the last one paid for.' }),
    vendor: t.relation('vendor', { nullable: true }),
    description: t.exposeString('description'),
    kind: t.expose('kind', { type: CostKindEnum }),
    source: t.expose('source', { type: CostSourceEnum }),
    currency: t.exposeString('currency'),
    amount: t.field({
      type: 'Decimal',
      select: (_args, context) => ({ lines: { ...linesOf(context), select: { amount: true } } }),
      resolve: ({ lines }) => total(lines.map(({ amount }) => amount)),
    }),
    rate: t.field({
      type: 'Decimal',
      description: 'Units of the reporting currency for one of `currency`, kept for good.',
      resolve: ({ rate }) => rate.toFixed(),
    }),
    reportingAmount: t.field({
      type: 'Decimal',
      select: (_args, context) => ({ lines: { ...linesOf(context), select: { reportingAmount: true } } }),
      resolve: ({ lines }) => total(lines.map(({ reportingAmount }) => reportingAmount)),
    }),
    lines: t.relation('lines', { query: (_args, context) => linesOf(context) }),
    connection: t.relation('connection', {
      nullable: true,
      description: 'It is bill evidence there and counts only beyond what the connection shows. For administrators.',
      authScopes: { admin: true },
      unauthorizedResolver: () => null,
    }),
    adjustsMonth: t.expose('adjustsMonth', {
      type: 'Date',
      nullable: true,
      description: 'First day of the closed month that this ADJUSTMENT corrects.',
    }),
    isBookedOnly: t.exposeBoolean('isBookedOnly', { description: 'Moves only what is booked, not SPEND.' }),
    version: t.exposeInt('version', { description: 'A change names the version it saw.' }),
    createdBy: t.relation('createdBy', adminOnly),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    voidedAt: t.expose('voidedAt', { type: 'DateTime', nullable: true }),
    voidedBy: t.relation('voidedBy', adminOnly),
    voidReason: t.exposeString('voidReason', { nullable: true }),
  }),
});
