import { pool } from '../../db.ts';
import { repriceUsage } from '../../sync/reprice-usage.ts';

/** Prices the vendors' usage that had no price; answers how many rows got one. */
export async function priceUnpricedUsage(vendorIds: readonly number[]): Promise<number> {
  let rowCount = 0;
  for (const vendorId of vendorIds) {
    rowCount += (await repriceUsage(pool, { vendorId, onlyUnpriced: true })).rowCount;
  }
  return rowCount;
}
