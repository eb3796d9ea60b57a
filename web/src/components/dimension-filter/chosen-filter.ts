import { z } from 'zod';
import type { Dimension } from '../../gql/graphql.ts';
import { isDimension } from './dimensions.ts';

/** Keys of a cell or filter, as the pivot returns them. */
export const dimensionKeys = z.array(z.string().max(400)).max(1000);

const chosenFilter = z.object({
  dimension: z.custom<Dimension>(isDimension),
  in: dimensionKeys.optional().catch(undefined),
  notIn: dimensionKeys.optional().catch(undefined),
  search: z.string().max(200).optional().catch(undefined),
});

/** Which values of a dimension count. */
export type ChosenFilter = z.output<typeof chosenFilter>;

function oncePerDimension(filters: ChosenFilter[]): ChosenFilter[] {
  return filters.filter(({ dimension }, at) => filters.findIndex((other) => other.dimension === dimension) === at);
}

/** The filters of a page as its URL holds them; what is none is left out. */
export const chosenFilters = z
  .array(z.unknown())
  .transform((items) => oncePerDimension(items.flatMap((item) => chosenFilter.safeParse(item).data ?? [])))
  .default([])
  .catch([]);
