import type { StoredPrice } from './price-list.sql.ts';
import { priceIdentity, priceScopeKey, type VendorPriceRow } from './price-row.ts';

/**
 * What setting dated prices changes: prices of the same scope give way where they overlap and stay for the days
 * around. Prices that already say the same stay as they are.
 */
export function replacePrices(
  current: readonly StoredPrice[],
  wanted: readonly VendorPriceRow[],
): { add: VendorPriceRow[]; retire: StoredPrice[] } {
  const overlapped = current.filter((price) =>
    wanted.some((other) => competes(price, other) && overlaps(price, other)),
  );
  const remains = overlapped.flatMap((price) =>
    wanted
      .filter((other) => competes(price, other))
      .reduce((pieces, other) => pieces.flatMap((piece) => outside(piece, other)), [price as VendorPriceRow]),
  );
  const after = [...wanted, ...remains];
  const before = new Set(overlapped.map(priceIdentity));
  const kept = new Set(after.map(priceIdentity));
  return {
    add: after.filter((price) => !before.has(priceIdentity(price))),
    retire: overlapped.filter((price) => !kept.has(priceIdentity(price))),
  };
}

function competes(a: VendorPriceRow, b: VendorPriceRow): boolean {
  return a.vendorId === b.vendorId && priceScopeKey(a) === priceScopeKey(b);
}

/** Days are ISO text, so that they compare as text; an open start is before, an open end after every day. */
const start = ({ validFrom }: VendorPriceRow) => validFrom ?? '';
const end = ({ validUntil }: VendorPriceRow) => validUntil ?? '~';

function overlaps(a: VendorPriceRow, b: VendorPriceRow): boolean {
  return start(a) < end(b) && start(b) < end(a);
}

/** The parts of a price's days that another one leaves. */
function outside(price: VendorPriceRow, other: VendorPriceRow): VendorPriceRow[] {
  if (!overlaps(price, other)) return [price];
  return [
    ...(start(price) < start(other) ? [{ ...price, validUntil: other.validFrom }] : []),
    ...(end(other) < end(price) ? [{ ...price, validFrom: other.validUntil }] : []),
  ];
}
