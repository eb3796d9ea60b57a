import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { encodeGlobalId, requireDatabaseId } from '../../graphql/global-id.ts';
import { InvalidInputError, NotFoundError } from '../../lib/errors.ts';
import { setNegotiatedDiscount } from './set-negotiated-discount.ts';

const NegotiatedDiscount = builder.prismaNode('NegotiatedDiscount', {
  authScopes: { admin: true },
  id: { field: 'id' },
  fields: (t) => ({
    connectionId: t.id({ resolve: ({ connectionId }) => encodeGlobalId('Connection', connectionId) }),
    rate: t.field({
      type: 'Decimal',
      description: 'Share of the list price taken off, 0 to 1.',
      resolve: ({ rate }) => rate.toFixed(),
    }),
    from: t.expose('from', { type: 'Date' }),
    until: t.expose('until', { type: 'Date', nullable: true, description: 'First day without it.' }),
  }),
});

const whereConnection = (id: string | number | null | undefined) =>
  id == null ? {} : { connectionId: requireDatabaseId(String(id), 'Connection', 'connectionId') };

builder.queryField('negotiatedDiscounts', (t) =>
  t.prismaConnection({
    description: 'By connection, latest first.',
    type: NegotiatedDiscount,
    cursor: 'id',
    totalCount: (_root, { connectionId }) => db.negotiatedDiscount.count({ where: whereConnection(connectionId) }),
    authScopes: { admin: true },
    args: { connectionId: t.arg.id() },
    resolve: (query, _root, { connectionId }) =>
      db.negotiatedDiscount.findMany({
        ...query,
        where: whereConnection(connectionId),
        orderBy: [{ connectionId: 'asc' }, { from: 'desc' }, { id: 'desc' }],
      }),
  }),
);

const SetNegotiatedDiscountInput = builder.inputType('SetNegotiatedDiscountInput', {
  fields: (t) => ({
    connectionId: t.id({ required: true }),
    rate: t.field({ type: 'Decimal', required: true, description: '"0.15" is 15 % off; "0" ends a discount.' }),
    from: t.field({ type: 'Date', required: true }),
    until: t.field({ type: 'Date', description: 'First day without it; null: until changed.' }),
  }),
});

builder.mutationField('setNegotiatedDiscount', (t) =>
  t.field({
    description: 'What the vendor takes off the list price. Usage priced before takes it by repriceUsage.',
    type: NegotiatedDiscount,
    args: { input: t.arg({ type: SetNegotiatedDiscountInput, required: true }) },
    errors: { types: [InvalidInputError, NotFoundError] },
    resolve: (_root, { input }, context) => setNegotiatedDiscount(context, input),
  }),
);
