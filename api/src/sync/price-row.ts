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

export interface RowPrice {
  /** Null: not priced by quantity. */
  priceRevisionId: number | null;
  listValueNano: bigint | null;
  costNano: bigint | null;
}

/**
 * List value: what the vendor states, else price × quantity, else its charge. Cost: its charge, else the list value
 * less the negotiated discount; 0 when included. A row keeps the revision it was priced with as long as that prices it.
 */
export function priceRow(
  row: RowToPrice,
  book: PriceBook,
  discounts: readonly DiscountSpan[],
  keptRevisionId: number | null,
): RowPrice {
  if (row.evidence === 'BILLED') {
    return { priceRevisionId: null, listValueNano: row.statedListNano, costNano: row.chargeNano ?? 0n };
  }
  const computed = byQuantity(row, book, keptRevisionId);
  const listValueNano = row.statedListNano ?? computed.listValueNano ?? row.chargeNano;
  const discount = discounts.find(({ from, until }) => from <= row.day && (until === null || row.day < until));
  const discountedList = listValueNano === null ? null : discounted(listValueNano, discount?.millionths ?? 0n);
  const costNano = row.billingKind === 'INCLUDED' ? 0n : (row.chargeNano ?? discountedList);
  return { priceRevisionId: computed.revisionId, listValueNano, costNano };
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
  for (const revisionId of new Set([keptRevisionId ?? book.latestRevisionId, book.latestRevisionId])) {
    const listValueNano = book.listValue({ ...row, quantities }, revisionId);
    if (listValueNano !== null) return { listValueNano, revisionId };
  }
  return { listValueNano: null, revisionId: null };
}
