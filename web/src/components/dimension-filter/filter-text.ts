import type { ChosenFilter } from './chosen-filter.ts';
import { dimensionLabels } from './dimensions.ts';

const LISTED_NAMES = 2;

/** `Member: Ada, Bo +3`, `Model: not opus`, `Tool: contains “code”`. */
export function filterText(filter: ChosenFilter, labelOf: (key: string) => string, listed = LISTED_NAMES): string {
  const parts: string[] = [];
  if (filter.in) parts.push(listText(filter.in, labelOf, listed) || 'nothing');
  if (filter.notIn && filter.notIn.length > 0) parts.push(`not ${listText(filter.notIn, labelOf, listed)}`);
  if (filter.search) parts.push(`contains “${filter.search}”`);
  return `${dimensionLabels[filter.dimension]}: ${parts.join(', ') || 'any'}`;
}

function listText(keys: readonly string[], labelOf: (key: string) => string, listed: number): string {
  const named = keys.slice(0, listed).map(labelOf).join(', ');
  return keys.length > listed ? `${named} +${keys.length - listed}` : named;
}
