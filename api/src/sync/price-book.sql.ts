import type { QuantityKind } from '@outlay/prisma';
import type { Pool, PoolClient } from 'pg';
import { scaledInteger } from '../lib/money.ts';
import { PRICE_DIGITS, PriceBook, type PriceRow } from './price-usage.ts';

interface StoredPrice extends Omit<PriceRow, 'price' | 'quantityKind'> {
  quantityKind: QuantityKind;
  pricePerUnit: string;
}

/** Books by vendor, kept until the price list has a new revision. */
const books = new WeakMap<Pool, { revisionId: number; byVendor: Map<number, PriceBook> }>();

/** The vendor's prices at every revision; read once per revision and pool. */
export async function loadPriceBook(pool: Pool, client: PoolClient, vendorId: number): Promise<PriceBook> {
  // Whoever sets a price waits for us, or we for them: either we see it, or they see our rows.
  await client.query('LOCK TABLE price_revision IN ROW EXCLUSIVE MODE');
  const { rows } = await client.query<{ id: number }>('SELECT coalesce(max(id), 0) AS id FROM price_revision');
  const revisionId = rows[0]?.id ?? 0;
  let cached = books.get(pool);
  if (cached?.revisionId !== revisionId) {
    cached = { revisionId, byVendor: new Map() };
    books.set(pool, cached);
  }
  let book = cached.byVendor.get(vendorId);
  if (!book) {
    book = new PriceBook(await readPrices(client, vendorId), revisionId);
    cached.byVendor.set(vendorId, book);
  }
  return book;
}

async function readPrices(client: PoolClient, vendorId: number): Promise<PriceRow[]> {
  const { rows } = await client.query<StoredPrice>(
    `SELECT id, model_pattern AS "modelPattern", quantity_kind AS "quantityKind", price_per_unit::text AS "pricePerUnit",
       valid_from::text AS "validFrom", valid_until::text AS "validUntil", context_over AS "contextOver",
       service_tier AS "serviceTier", speed, source = 'MANUAL' AS "isManual",
       added_revision_id AS "addedRevisionId", retired_revision_id AS "retiredRevisionId"
     FROM price WHERE vendor_id = $1`,
    [vendorId],
  );
  return rows.map(({ pricePerUnit, ...row }) => ({ ...row, price: scaledInteger(pricePerUnit, PRICE_DIGITS) }));
}

/** Discount of the connection on a day, in millionths of the list value. */
export interface DiscountSpan {
  from: string;
  until: string | null;
  millionths: number;
}

export async function loadDiscounts(client: PoolClient, connectionId: number): Promise<DiscountSpan[]> {
  const { rows } = await client.query<{ from: string; until: string | null; rate: string }>(
    `SELECT "from"::text, "until"::text, rate::text FROM negotiated_discount WHERE connection_id = $1 ORDER BY "from" DESC, id DESC`,
    [connectionId],
  );
  return rows.map(({ from, until, rate }) => ({ from, until, millionths: Number(scaledInteger(rate, 6)) }));
}
