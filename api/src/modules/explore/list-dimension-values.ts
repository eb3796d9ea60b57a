import type { Actor } from '../../graphql/context.ts';
import { encodeGlobalId } from '../../graphql/global-id.ts';
import { searchText } from '../../lib/search-text.ts';
import { visibleMemberId } from '../auth/permissions.ts';
import { askFacts } from './ask-facts.ts';
import { listCategories } from './categories.sql.ts';
import { DimensionLabels, specialLabel } from './dimension-labels.ts';
import type { DimensionValue } from './dimension-value.graphql.ts';
import { type Dimension, dimensionDefinition, NONE } from './dimensions.ts';
import { listEntities } from './list-entities.sql.ts';
import { periodLabel } from './period-units.ts';
import { requireInteger } from './pivot-input.ts';

const MAX_FIRST = 500;
const labels = new DimensionLabels(new Map(), new Map());

/**
 * What a filter on the dimension may name, within what the caller may know of; "Unattributed" or "None" comes first.
 * Of periods only weekdays are listed: the others are dates.
 * @throws UnauthenticatedError | ForbiddenError | InvalidInputError | RateLimitedError | TimeoutError
 */
export async function listDimensionValues(
  actor: Actor,
  { dimension, search, first }: { dimension: Dimension; search?: string | null | undefined; first: number },
): Promise<DimensionValue[]> {
  const memberId = visibleMemberId(actor);
  const limit = requireInteger('first', first, 1, MAX_FIRST);
  const text = searchText(search);
  const definition = dimensionDefinition(dimension);
  const texts = definition.kind === 'TEXT' ? await askFacts(actor, listCategories) : [];
  const fixed = [...fixedValues(dimension), ...texts.map((name) => ({ key: name, label: name, detail: null }))].filter(
    ({ label }) => label.toLowerCase().includes(text.toLowerCase()),
  );
  if (definition.kind !== 'ENTITY' || fixed.length >= limit) return fixed.slice(0, limit);
  const question = { search: text, first: limit - fixed.length, memberId };
  const entities = await askFacts(actor, (client) => listEntities(client, dimension, question));
  return [
    ...fixed,
    ...entities.map(({ id, label, keyPart, detail }) => ({
      key: encodeGlobalId(definition.typeName, keyPart || id),
      label,
      detail: detail || null,
    })),
  ];
}

function fixedValues(dimension: Dimension): DimensionValue[] {
  const definition = dimensionDefinition(dimension);
  const special = (key: string) => ({ key, label: specialLabel(key), detail: null });
  if (definition.kind === 'ENTITY') return [special(definition.zeroKey)];
  if (definition.kind === 'NAME') {
    return [
      special(NONE),
      ...definition.names.map((name) => ({ key: name, label: labels.label(dimension, name), detail: null })),
    ];
  }
  if (definition.kind === 'TEXT') return [special(NONE)];
  if (definition.unit !== 'WEEKDAY') return [];
  return ['1', '2', '3', '4', '5', '6', '7'].map((key) => ({ key, label: periodLabel('WEEKDAY', key), detail: null }));
}
