import { type PriceSource, Prisma } from '@outlay/prisma';
import type { VendorPriceRow } from './price-row.ts';

type Transaction = Prisma.TransactionClient;

export interface StoredPrice extends VendorPriceRow {
  id: number;
}

/** Makes every other change of the price list wait until this transaction ends. */
export async function lockPriceList(tx: Transaction): Promise<void> {
  await tx.$executeRaw`LOCK TABLE price_revision IN SHARE ROW EXCLUSIVE MODE`;
}

/** Prices in force of one source; of the given vendors, else of all. */
export function readPrices(
  tx: Transaction,
  source: PriceSource,
  vendorIds?: readonly number[],
): Promise<StoredPrice[]> {
  const ofVendors = vendorIds === undefined ? Prisma.empty : Prisma.sql`AND vendor_id = ANY(${vendorIds})`;
  return tx.$queryRaw<StoredPrice[]>`
    SELECT id, vendor_id AS "vendorId", model_pattern AS "modelPattern", quantity_kind::text AS "quantityKind",
      price_per_unit::text AS "pricePerUnit", valid_from::text AS "validFrom", valid_until::text AS "validUntil",
      context_over AS "contextOver", service_tier AS "serviceTier", speed
    FROM price
    WHERE source = ${source}::price_source AND retired_revision_id IS NULL ${ofVendors}
    ORDER BY id`;
}

/** Makes the list's next revision; a change of nothing makes none. Answers its id. The caller holds the lock. */
export async function revisePriceList(
  tx: Transaction,
  change: { source: PriceSource; note: string; add: readonly VendorPriceRow[]; retire: readonly { id: number }[] },
): Promise<number | undefined> {
  const { source, note, add, retire } = change;
  if (add.length === 0 && retire.length === 0) return undefined;
  const { id } = await tx.priceRevision.create({ data: { note } });
  if (retire.length > 0) {
    const ids = retire.map((price) => price.id);
    await tx.$executeRaw`UPDATE price SET retired_revision_id = ${id} WHERE id = ANY(${ids})`;
  }
  if (add.length > 0) await addPrices(tx, id, source, add);
  return id;
}

async function addPrices(tx: Transaction, revisionId: number, source: PriceSource, rows: readonly VendorPriceRow[]) {
  const column = <Value>(read: (row: VendorPriceRow) => Value) => rows.map(read);
  await tx.$executeRaw`
    INSERT INTO price (vendor_id, model_pattern, quantity_kind, price_per_unit, valid_from, valid_until, context_over,
      service_tier, speed, source, added_revision_id)
    SELECT vendor_id, model_pattern, quantity_kind::quantity_kind, price_per_unit::numeric, valid_from::date,
      valid_until::date, context_over, service_tier, speed, ${source}::price_source, ${revisionId}
    FROM unnest(
      ${column((row) => row.vendorId)}::int4[], ${column((row) => row.modelPattern)}::text[],
      ${column((row) => row.quantityKind)}::text[], ${column((row) => row.pricePerUnit)}::text[],
      ${column((row) => row.validFrom)}::text[], ${column((row) => row.validUntil)}::text[],
      ${column((row) => row.contextOver)}::int4[], ${column((row) => row.serviceTier)}::text[],
      ${column((row) => row.speed)}::text[]
    ) AS new (vendor_id, model_pattern, quantity_kind, price_per_unit, valid_from, valid_until, context_over,
      service_tier, speed)`;
}
