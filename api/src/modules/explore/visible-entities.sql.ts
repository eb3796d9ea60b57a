import type { Catalogue } from './dimension-catalogue.sql.ts';
import type { Dimension } from './dimensions.ts';
import { usageSources } from './fact-sources.ts';
import { NO_LEDGER } from './ledger-state.sql.ts';

const usage = usageSources(NO_LEDGER);
const namesForAll: readonly Dimension[] = [
  'TEAM',
  'AGENT',
  'PROJECT',
  'VENDOR',
  'TOOL',
  'MODEL',
  'PURPOSE',
  'GL_ACCOUNT',
  'CATEGORY',
];

/** Organization-wide names; of the others a member knows only what the own usage names. */
export function isNameForAll(dimension: Dimension): boolean {
  return namesForAll.includes(dimension);
}

/** Whether a value's name may be known to the member, whose id is `placeholder`. */
export function visibleTo(dimension: Dimension, catalogue: Catalogue, placeholder: string): string {
  if (isNameForAll(dimension)) return 'true';
  if (dimension === 'MEMBER') return `${catalogue.id} = ${placeholder}::int`;
  const source = dimension in usage.day.dimensions ? usage.day : usage.raw;
  return `${catalogue.id} IN (SELECT ${source.dimensions[dimension]} FROM ${source.table} WHERE ${source.dimensions.MEMBER} = ${placeholder}::int)`;
}
