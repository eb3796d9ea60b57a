import { encodeGlobalId } from '../../graphql/global-id.ts';
import { type Dimension, dimensionDefinition, NONE, OTHER, specialKey, UNATTRIBUTED } from './dimensions.ts';
import type { PeriodAxis } from './period-axis.ts';
import { periodLabel } from './period-units.ts';

/** What is known of a stored value beyond the value. */
export interface ValueName {
  label: string;
  /** The part of the key after the type, where that is not the id. */
  keyPart?: string;
  detail?: string | null;
}
export type NamesByDimension = ReadonlyMap<Dimension, ReadonlyMap<string, ValueName>>;

const specialLabels: Record<string, string> = { [UNATTRIBUTED]: 'Unattributed', [NONE]: 'None', [OTHER]: 'Other' };

export function specialLabel(key: string): string {
  return specialLabels[key] ?? key;
}

/** `METERED` → `Metered`. */
function nameLabel(name: string): string {
  return `${name.charAt(0)}${name.slice(1).toLowerCase().replaceAll('_', ' ')}`;
}

/** Keys and labels of stored values, from loaded names and period axes. */
export class DimensionLabels {
  readonly #axes: ReadonlyMap<Dimension, PeriodAxis>;
  readonly #names: NamesByDimension;
  constructor(axes: ReadonlyMap<Dimension, PeriodAxis>, names: NamesByDimension) {
    this.#axes = axes;
    this.#names = names;
  }

  key(dimension: Dimension, raw: string): string {
    const definition = dimensionDefinition(dimension);
    const special = specialKey(dimension, raw);
    if (special) return special;
    if (definition.kind === 'PERIOD') return this.#axes.get(dimension)?.keys.get(Number(raw)) ?? raw;
    if (definition.kind === 'NAME' || definition.kind === 'TEXT') return raw;
    return encodeGlobalId(definition.typeName, this.#names.get(dimension)?.get(raw)?.keyPart ?? raw);
  }

  label(dimension: Dimension, raw: string): string {
    const definition = dimensionDefinition(dimension);
    const special = specialKey(dimension, raw);
    if (special) return specialLabel(special);
    if (definition.kind === 'PERIOD') return periodLabel(definition.unit, this.key(dimension, raw));
    if (definition.kind === 'NAME') return nameLabel(raw);
    if (definition.kind === 'TEXT') return raw;
    return this.#names.get(dimension)?.get(raw)?.label ?? this.key(dimension, raw);
  }

  /** Tells namesakes apart. */
  detail(dimension: Dimension, raw: string): string | null {
    return this.#names.get(dimension)?.get(raw)?.detail ?? null;
  }
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

export function compareLabels(left: string, right: string): number {
  return collator.compare(left, right);
}

export function compareKeys(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
