import { PriceSource, type Prisma, QuantityKind } from '@outlay/prisma';
import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { OrderDirection } from '../../graphql/order-direction.ts';
import { startOfDay } from '../../lib/calendar.ts';
import { literalText, searchText } from '../../lib/search-text.ts';
import { times } from './price-row.ts';

export const QuantityKindEnum = builder.enumType(QuantityKind, { name: 'QuantityKind' });
const PriceSourceEnum = builder.enumType(PriceSource, { name: 'PriceSource' });

export const Price = builder.prismaNode('Price', {
  description: 'A dated list price. Prices set by hand win over imported ones and the catalogue.',
  authScopes: { scope: 'READ' },
  id: { field: 'id' },
  fields: (t) => ({
    vendor: t.relation('vendor'),
    modelPattern: t.exposeString('modelPattern'),
    quantityKind: t.expose('quantityKind', { type: QuantityKindEnum }),
    pricePerUnit: t.field({ type: 'Decimal', resolve: ({ pricePerUnit }) => pricePerUnit.toFixed() }),
    pricePerMillion: t.field({
      type: 'Decimal',
      description: 'Of a million units, as vendors print token prices.',
      resolve: ({ pricePerUnit }) => times(pricePerUnit.toFixed(), 1_000_000),
    }),
    currency: t.exposeString('currency'),
    validFrom: t.expose('validFrom', { type: 'Date', nullable: true }),
    validUntil: t.expose('validUntil', { type: 'Date', nullable: true }),
    contextOver: t.exposeInt('contextOver'),
    serviceTier: t.exposeString('serviceTier'),
    speed: t.exposeString('speed'),
    source: t.expose('source', { type: PriceSourceEnum }),
    isRetired: t.boolean({
      description: 'A later revision took it off the list; usage priced before keeps it.',
      resolve: ({ retiredRevisionId }) => retiredRevisionId !== null,
    }),
  }),
});

const orders = {
  VENDOR: (order) => ({ vendor: { name: order } }),
  MODEL: (order) => ({ modelPattern: order }),
  QUANTITY_KIND: (order) => ({ quantityKind: order }),
  PRICE: (order) => ({ pricePerUnit: order }),
  VALID_FROM: (order) => ({ validFrom: { sort: order, nulls: order === 'asc' ? 'first' : 'last' } }),
} as const satisfies Record<string, (order: Prisma.SortOrder) => Prisma.PriceOrderByWithRelationInput>;
const PriceOrderField = builder.enumType('PriceOrderField', {
  values: ['VENDOR', 'MODEL', 'QUANTITY_KIND', 'PRICE', 'VALID_FROM'] as const,
});

const PriceOrder = builder.inputType('PriceOrder', {
  fields: (t) => ({
    field: t.field({ type: PriceOrderField, required: true }),
    direction: t.field({ type: OrderDirection, required: true, defaultValue: 'asc' }),
  }),
});

builder.queryField('prices', (t) =>
  t.prismaConnection({
    description: 'The price list; without `includeRetired` as it is now.',
    type: Price,
    cursor: 'id',
    totalCount: (_root, args) => db.price.count({ where: conditions(args) }),
    authScopes: { scope: 'READ' },
    args: {
      vendorIds: t.arg.idList(),
      search: t.arg.string({ description: 'Part of the model pattern, in any case.' }),
      quantityKinds: t.arg({ type: [QuantityKindEnum] }),
      sources: t.arg({ type: [PriceSourceEnum] }),
      on: t.arg({ type: 'Date', description: 'Holding on this day.' }),
      includeRetired: t.arg.boolean({ required: true, defaultValue: false }),
      orderBy: t.arg({ type: PriceOrder }),
    },
    resolve: (query, _root, args) =>
      db.price.findMany({
        ...query,
        where: conditions(args),
        orderBy: [
          ...(args.orderBy ? [orders[args.orderBy.field](args.orderBy.direction)] : []),
          ...([{ vendor: { name: 'asc' } }, { modelPattern: 'asc' }, { id: 'asc' }] as const),
        ],
      }),
  }),
);

interface PriceFilter {
  vendorIds?: (string | number)[] | null | undefined;
  search?: string | null | undefined;
  quantityKinds?: QuantityKind[] | null | undefined;
  sources?: PriceSource[] | null | undefined;
  on?: string | Date | null | undefined;
  includeRetired: boolean;
}

/** @throws InvalidInputError */
function conditions({
  vendorIds,
  search,
  quantityKinds,
  sources,
  on,
  includeRetired,
}: PriceFilter): Prisma.PriceWhereInput {
  const contains = literalText(searchText(search));
  const day = typeof on === 'string' ? startOfDay(on) : on;
  return {
    ...(vendorIds
      ? { vendorId: { in: vendorIds.map((id) => requireDatabaseId(String(id), 'Vendor', 'vendorIds')) } }
      : {}),
    ...(contains ? { modelPattern: { contains, mode: 'insensitive' } } : {}),
    ...(quantityKinds ? { quantityKind: { in: quantityKinds } } : {}),
    ...(sources ? { source: { in: sources } } : {}),
    ...(includeRetired ? {} : { retiredRevisionId: null }),
    ...(day
      ? {
          AND: [
            { OR: [{ validFrom: null }, { validFrom: { lte: day } }] },
            { OR: [{ validUntil: null }, { validUntil: { gt: day } }] },
          ],
        }
      : {}),
  };
}
