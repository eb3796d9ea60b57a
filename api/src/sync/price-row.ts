import type { BillingKind, Evidence } from '@outlay/prisma';
import type { Quantities } from '../connectors/usage-record.ts';
import type { DiscountSpan } from './price-book.sql.ts';
import { discounted, type PriceBook, type PricedUsage } from './price-usage.ts';

/** A row of usage with all that decides its price. */
export interface RowToPrice extends Omit<PricedUsage, 'quantities'>, NullableQuantities {
  evidence: Evidence;
  billingKind: BillingKind;
  chargeNano: bigint | null;
  statedListNano: bigint | null;
}
type NullableQuantities = {
  [K in Exclude<keyof Quantities, 'reasoningTokens' | 'sessions'>]?: bigint | null | undefined;
};

/** What a row was priced with. */
export interface PriceBasis {
  /** Null: not priced by quantity. */
  priceRevisionId: number | null;
  /** Negotiated discount in millionths of the list value; null: the cost is not the list value less a discount. */
  discountMillionths: number | null;
}

export const UNPRICED: PriceBasis = { priceRevisionId: null, discountMillionths: null };

export interface RowPrice extends PriceBasis {
  listValueNano: bigint | null;
  costNano: bigint | null;
}

/**
 * List value: what the vendor states, else price × quantity, else its charge. Cost: its charge, else the list value
 * less the negotiated discount; 0 when included. A row keeps the revision it was priced with as long as that prices it,
 * and the discount it was priced with.
 */
export function priceRow(
  row: RowToPrice,
  book: PriceBook,
  discounts: readonly DiscountSpan[],
  kept: PriceBasis,
): RowPrice {
  if (row.evidence === 'BILLED') {
    return { ...UNPRICED, listValueNano: row.statedListNano, costNano: row.chargeNano ?? 0n };
  }
  const { listValueNano: computed, revisionId: priceRevisionId } = byQuantity(row, book, kept.priceRevisionId);
  const listValueNano = row.statedListNano ?? computed ?? row.chargeNano;
  const isIncluded = row.billingKind === 'INCLUDED';
  if (isIncluded || row.chargeNano !== null || listValueNano === null) {
    return { ...UNPRICED, priceRevisionId, listValueNano, costNano: isIncluded ? 0n : row.chargeNano };
  }
  const discountMillionths = kept.discountMillionths ?? discountOn(row.day, discounts);
  const costNano = discounted(listValueNano, BigInt(discountMillionths));
  return { priceRevisionId, discountMillionths, listValueNano, costNano };
}

/** In millionths of the list value. */
export function discountOn(day: string, discounts: readonly DiscountSpan[]): number {
  return discounts.find(({ from, until }) => from <= day && (until === null || day < until))?.millionths ?? 0;
}

function byQuantity(
  row: RowToPrice,
  book: PriceBook,
  keptRevisionId: number | null,
): { listValueNano: bigint | null; revisionId: number | null } {
  const quantities = {
    INPUT_TOKENS: row.inputTokens ?? 0n,
    CACHE_READ_TOKENS: row.cacheReadTokens ?? 0n,
    CACHE_WRITE_5M_TOKENS: row.cacheWrite5mTokens ?? 0n,
    CACHE_WRITE_1H_TOKENS: row.cacheWrite1hTokens ?? 0n,
    OUTPUT_TOKENS: row.outputTokens ?? 0n,
    REQUESTS: row.requests ?? 0n,
    IMAGES: row.images ?? 0n,
    SECONDS: row.seconds ?? 0n,
    CHARACTERS: row.characters ?? 0n,
    WEB_SEARCHES: row.webSearches ?? 0n,
    TOOL_CALLS: row.toolCalls ?? 0n,
  };
  const { model, day, contextOver, serviceTier, speed } = row;
  const usage = { model, day, contextOver, serviceTier, speed, quantities };
  const keptValue = keptRevisionId === null ? null : book.listValue(usage, keptRevisionId);
  if (keptValue !== null) return { listValueNano: keptValue, revisionId: keptRevisionId };
  const listValueNano = book.listValue(usage, book.latestRevisionId);
  return { listValueNano, revisionId: listValueNano === null ? null : book.latestRevisionId };
}
