import type { Pool } from 'pg';
import type { Day } from '../lib/calendar.ts';
import { inTransaction } from '../lib/transaction.ts';
import { loadDiscounts, loadPriceBook } from './price-book.sql.ts';
import { priceRow, type RowPrice, UNPRICED } from './price-row.ts';
import { rebuildRollups } from './rebuild-rollups.sql.ts';
import {
  daysToReprice,
  loadRowsToReprice,
  type RepriceFilter,
  type StoredPricing,
  writePrices,
} from './reprice-usage.sql.ts';
import { lockDays } from './rollup-state.sql.ts';
import { settleDays } from './settle-days.ts';

/** What a re-pricing changes, or would change; amounts in nano-units of each connection's currency, before settlement. */
export interface RepriceSummary {
  rowCount: number;
  dayCount: number;
  oldListValueNano: bigint;
  newListValueNano: bigint;
  oldCostNano: bigint;
  newCostNano: bigint;
}

export interface RepriceOptions {
  isPreview?: boolean;
  /** Told after each (connection, day). */
  onProgress?(summary: RepriceSummary, days: { done: number; total: number }): Promise<void>;
}

/**
 * Prices the usage the filter selects with the latest price revision and the discounts as they are, one (connection, day) per transaction with its
 * settlement and rollups. `isPreview` only tells. Interrupted and run again it goes on where it was.
 */
export async function repriceUsage(
  pool: Pool,
  filter: RepriceFilter,
  { isPreview = false, onProgress }: RepriceOptions = {},
): Promise<RepriceSummary> {
  const summary: RepriceSummary = {
    rowCount: 0,
    dayCount: 0,
    oldListValueNano: 0n,
    newListValueNano: 0n,
    oldCostNano: 0n,
    newCostNano: 0n,
  };
  const days = await daysToReprice(pool, filter);
  for (const [index, { connectionId, day }] of days.entries()) {
    const changed = await repriceDay(pool, filter, connectionId, day, isPreview);
    if (changed.length > 0) summary.dayCount += 1;
    for (const { before, after } of changed) {
      summary.rowCount += 1;
      summary.oldListValueNano += before.listValueNano ?? 0n;
      summary.newListValueNano += after.listValueNano ?? 0n;
      summary.oldCostNano += before.costNano ?? 0n;
      summary.newCostNano += after.costNano ?? 0n;
    }
    await onProgress?.(summary, { done: index + 1, total: days.length });
  }
  return summary;
}

interface Repriced {
  before: StoredPricing;
  after: RowPrice;
}

/** Answers the rows whose figures change. */
async function repriceDay(
  pool: Pool,
  filter: RepriceFilter,
  connectionId: number,
  day: Day,
  isPreview: boolean,
): Promise<Repriced[]> {
  return inTransaction(pool, async (client) => {
    if (!isPreview) await lockDays(client, connectionId, [day]);
    const book = await loadPriceBook(pool, client, filter.vendorId);
    const discounts = await loadDiscounts(client, connectionId);
    const rows = await loadRowsToReprice(client, filter, connectionId, day);
    const repriced = rows.map((before) => ({ before, after: priceRow(before, book, discounts, UNPRICED) }));
    const changed = repriced.filter(hasNewFigures);
    if (isPreview) return changed;
    // Rows whose figures stay are written too: from now on they are priced as of today when they are read again.
    const written = repriced.filter((row) => hasNewFigures(row) || hasNewBasis(row));
    if (written.length > 0)
      await writePrices(
        client,
        written.map(({ before, after }) => ({ ...before, ...after })),
      );
    if (changed.length > 0) await rebuildRollups(client, connectionId, await settleDays(client, connectionId, [day]));
    return changed;
  });
}

const hasNewFigures = ({ before, after }: Repriced): boolean =>
  after.listValueNano !== before.listValueNano || after.costNano !== before.costNano;
const hasNewBasis = ({ before, after }: Repriced): boolean =>
  after.priceRevisionId !== before.priceRevisionId || after.discountMillionths !== before.discountMillionths;
