import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { currencyCode } from '../../lib/currency-code.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../lib/errors.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { CostEntry } from './cost-entry.graphql.ts';
import { entryAmount } from './cost-entry-fields.ts';
import { CostLineInput, costLineIds } from './cost-line-input.graphql.ts';
import { fromLedgerAmount } from './ledger-amount.ts';
import { paymentFee } from './payment-fee.ts';
import { PeriodClosedError } from './period-closed-error.ts';
import { recordPaymentFee } from './record-payment-fee.ts';
import { removePaymentFeeRate } from './remove-payment-fee-rate.ts';
import { setPaymentFeeRate } from './set-payment-fee-rate.ts';

const PaymentFeeRate = builder.prismaNode('PaymentFeeRate', {
  description: 'What a payment gateway takes of a payment in one currency, from a day on. For administrators.',
  authScopes: { admin: true },
  id: { field: 'id' },
  fields: (t) => ({
    gateway: t.exposeString('gateway'),
    currency: t.exposeString('currency'),
    share: t.field({
      type: 'Decimal',
      description: 'Of the payment: 0.029 is 2.9 %.',
      resolve: ({ share }) => share.toFixed(),
    }),
    fixed: t.field({ type: 'Decimal', description: 'Besides, per payment.', resolve: ({ fixed }) => fixed.toFixed() }),
    from: t.expose('from', { type: 'Date' }),
  }),
});

builder.queryFields((t) => ({
  paymentFeeRates: t.prismaConnection({
    description: 'By gateway and currency, the latest first.',
    type: PaymentFeeRate,
    cursor: 'id',
    authScopes: { admin: true },
    totalCount: () => db.paymentFeeRate.count(),
    resolve: (query) =>
      db.paymentFeeRate.findMany({
        ...query,
        orderBy: [{ gateway: 'asc' }, { currency: 'asc' }, { from: 'desc' }, { id: 'asc' }],
      }),
  }),
  paymentFee: t.field({
    description: 'What the gateway takes of a payment, half-even to the smallest coin.',
    type: 'Decimal',
    authScopes: { admin: true },
    args: {
      gateway: t.arg.string({ required: true }),
      currency: t.arg.string({ required: true }),
      amount: t.arg({ type: 'Decimal', required: true }),
      day: t.arg({ type: 'Date', required: true }),
    },
    resolve: async (_root, { gateway, day, ...args }) => {
      const currency = parseInput(currencyCode, args.currency);
      const amount = parseInput(entryAmount, args.amount);
      return fromLedgerAmount(await paymentFee(db, { gateway, currency, amount, day }));
    },
  }),
}));

const SetPaymentFeeRateInput = builder.inputType('SetPaymentFeeRateInput', {
  fields: (t) => ({
    gateway: t.string({ required: true, description: 'Such as Stripe.' }),
    currency: t.string({ required: true, description: 'ISO 4217 code.' }),
    share: t.field({ type: 'Decimal', required: true, description: 'Of the payment, 0 to 1: 2.9 % is "0.029".' }),
    fixed: t.field({ type: 'Decimal', required: true, description: 'Besides, per payment.' }),
    from: t.field({ type: 'Date', required: true, description: 'First day; what was set for that day is replaced.' }),
  }),
});

const RemovePaymentFeeRateInput = builder.inputType('RemovePaymentFeeRateInput', {
  fields: (t) => ({ rateId: t.id({ required: true }) }),
});

const RecordPaymentFeeInput = builder.inputType('RecordPaymentFeeInput', {
  fields: (t) => ({
    gateway: t.string({ required: true }),
    currency: t.string({ required: true }),
    amount: t.field({ type: 'Decimal', required: true, description: 'What was paid; its fee is entered.' }),
    date: t.field({ type: 'Date', required: true }),
    description: t.string({ description: 'Null: names gateway and payment.' }),
    lines: t.field({ type: [CostLineInput], description: 'Of the fee.' }),
  }),
});

const RemovedPaymentFeeRate = builder.objectRef<{ id: number }>('RemovedPaymentFeeRate').implement({
  authScopes: { admin: true },
  fields: (t) => ({ id: t.id({ resolve: ({ id }) => `PaymentFeeRate:${id}` }) }),
});

builder.mutationFields((t) => ({
  setPaymentFeeRate: t.prismaField({
    type: PaymentFeeRate,
    args: { input: t.arg({ type: SetPaymentFeeRateInput, required: true }) },
    errors: { types: [InvalidInputError] },
    resolve: async (query, _root, { input }, context) => {
      const id = await setPaymentFeeRate(context, input);
      return db.paymentFeeRate.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  removePaymentFeeRate: t.field({
    type: RemovedPaymentFeeRate,
    args: { input: t.arg({ type: RemovePaymentFeeRateInput, required: true }) },
    errors: { types: [InvalidInputError, NotFoundError] },
    resolve: async (_root, { input }, context) => {
      const id = requireDatabaseId(input.rateId, 'PaymentFeeRate', 'rateId');
      await removePaymentFeeRate(context, id);
      return { id };
    },
  }),
  recordPaymentFee: t.prismaField({
    description: 'Enters what the gateway took of a payment.',
    type: CostEntry,
    args: { input: t.arg({ type: RecordPaymentFeeInput, required: true }) },
    errors: { types: [InvalidInputError, PeriodClosedError, ConflictError] },
    resolve: async (query, _root, { input }, context) => {
      const id = await recordPaymentFee(context, { ...input, lines: input.lines?.map(costLineIds) });
      return db.costEntry.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
}));
