import type { DecimalText } from '../../lib/decimal.ts';
import type { QuantityKind } from './price-units.ts';

/** One entry of the API's price list, as far as it is grouped here. */
export interface PriceEntry {
  id: string;
  vendor: { id: string; name: string };
  modelPattern: string;
  quantityKind: QuantityKind;
  pricePerUnit: DecimalText;
  validFrom: string | null;
  validUntil: string | null;
  contextOver: number;
  serviceTier: string;
  speed: string;
  source: 'CATALOGUE' | 'MANUAL' | 'IMPORT';
}

/** All prices of one model under the same conditions and days: a row of the list. */
export interface PriceRow extends Omit<PriceEntry, 'quantityKind' | 'pricePerUnit'> {
  prices: Partial<Record<QuantityKind, DecimalText>>;
}

function scopeOf({ vendor, modelPattern, validFrom, validUntil, contextOver, serviceTier, speed, source }: PriceEntry) {
  return JSON.stringify([vendor.id, modelPattern, serviceTier, speed, contextOver, validFrom, validUntil, source]);
}

/** Entries in the API's order, those of one scope joined into a row at the place of the first. */
export function groupPrices(entries: readonly PriceEntry[]): PriceRow[] {
  const rows = new Map<string, PriceRow>();
  for (const { quantityKind, pricePerUnit, ...entry } of entries) {
    const scope = scopeOf({ quantityKind, pricePerUnit, ...entry });
    const row = rows.get(scope) ?? { ...entry, id: scope, prices: {} };
    row.prices[quantityKind] = pricePerUnit;
    rows.set(scope, row);
  }
  return [...rows.values()];
}

/** What a price is limited to, in words; empty for the standard price. */
export function conditionsOf({
  contextOver,
  serviceTier,
  speed,
}: Pick<PriceRow, 'contextOver' | 'serviceTier' | 'speed'>) {
  return [
    ...(serviceTier ? [`${serviceTier} tier`] : []),
    ...(speed ? [`${speed} mode`] : []),
    ...(contextOver > 0 ? [`input over ${contextOver.toLocaleString('en')}`] : []),
  ].join(', ');
}
