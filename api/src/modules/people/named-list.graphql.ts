import { builder } from '../../graphql/builder.ts';
import { OrderDirection } from '../../graphql/order-direction.ts';
import { literalText, searchText } from '../../lib/search-text.ts';

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
  const contains = literalText(searchText(search));
  return {
    ...(contains ? { name: { contains, mode: 'insensitive' as const } } : {}),
    ...(typeof isArchived === 'boolean' ? { archivedAt: isArchived ? { not: null } : null } : {}),
  };
}
