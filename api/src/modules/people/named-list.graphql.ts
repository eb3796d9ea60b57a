import { builder } from '../../graphql/builder.ts';
import { OrderDirection } from '../../graphql/order-direction.ts';

/** How lists of named things (teams, agents, projects) are filtered and ordered. */
const ListOrderField = builder.enumType('ListOrderField', {
  values: { NAME: { value: 'name' }, CREATED_AT: { value: 'createdAt' } } as const,
});

export const ListOrder = builder.inputType('ListOrder', {
  fields: (t) => ({
    field: t.field({ type: ListOrderField, required: true }),
    direction: t.field({ type: OrderDirection, required: true, defaultValue: 'asc' }),
  }),
});

export interface ListFilter {
  search?: string | null | undefined;
  isArchived?: boolean | null | undefined;
}

export function listWhere({ search, isArchived }: ListFilter) {
  return {
    ...(search?.trim() ? { name: { contains: search.trim(), mode: 'insensitive' as const } } : {}),
    ...(typeof isArchived === 'boolean' ? { archivedAt: isArchived ? { not: null } : null } : {}),
  };
}
