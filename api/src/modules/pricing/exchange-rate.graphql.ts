import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { InvalidInputError } from '../../lib/errors.ts';
import { type ExchangeRateChange, setExchangeRate } from './set-exchange-rate.ts';

const ExchangeRate = builder.prismaObject('ExchangeRate', {
  description: 'Holds from its day until that of the next rate; the first one also for all days before.',
  authScopes: { admin: true },
  fields: (t) => ({
    base: t.exposeString('base'),
    quote: t.exposeString('quote'),
    day: t.expose('day', { type: 'Date' }),
    rate: t.field({
      type: 'Decimal',
      description: 'Units of `quote` for one of `base`.',
      resolve: ({ rate }) => rate.toFixed(),
    }),
  }),
});

builder.queryField('exchangeRates', (t) =>
  t.prismaConnection({
    description: 'By pair of currencies, latest first.',
    type: ExchangeRate,
    cursor: 'base_quote_day',
    authScopes: { admin: true },
    totalCount: () => db.exchangeRate.count(),
    resolve: (query) =>
      db.exchangeRate.findMany({ ...query, orderBy: [{ base: 'asc' }, { quote: 'asc' }, { day: 'desc' }] }),
  }),
);

const ExchangeRateChangeType = builder.objectRef<ExchangeRateChange>('ExchangeRateChange').implement({
  authScopes: { admin: true },
  fields: (t) => ({
    exchangeRate: t.expose('exchangeRate', { type: ExchangeRate }),
    rebuildingDayCount: t.exposeInt('rebuildingDayCount', {
      description: 'Days whose amounts in the reporting currency are being rebuilt.',
    }),
  }),
});

const SetExchangeRateInput = builder.inputType('SetExchangeRateInput', {
  fields: (t) => ({
    base: t.string({ required: true, description: 'ISO 4217 code, such as the currency a vendor bills in.' }),
    quote: t.string({ required: true, description: 'ISO 4217 code, such as the reporting currency.' }),
    day: t.field({ type: 'Date', required: true, description: 'First day; a rate of that day is replaced.' }),
    rate: t.field({ type: 'Decimal', required: true, description: 'Units of `quote` for one of `base`: "0.92".' }),
  }),
});

builder.mutationField('setExchangeRate', (t) =>
  t.field({
    description: 'What a currency is worth from a day on; usage of the days it holds for is reported anew.',
    type: ExchangeRateChangeType,
    args: { input: t.arg({ type: SetExchangeRateInput, required: true }) },
    errors: { types: [InvalidInputError] },
    resolve: (_root, { input }, context) => setExchangeRate(context, input),
  }),
);
