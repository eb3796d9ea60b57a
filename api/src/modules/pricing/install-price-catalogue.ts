import type { Prisma } from '@outlay/prisma';
import { db } from '../../db.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { type CatalogueVendor, priceCatalogue } from './price-catalogue.ts';
import { lockPriceList, readPrices, revisePriceList } from './price-list.sql.ts';
import { priceIdentity, type VendorPriceRow } from './price-row.ts';
import { priceUnpricedUsage } from './price-unpriced-usage.ts';
import { vendorsWithUnpricedUsage } from './unpriced-models.sql.ts';

/** Adding a whole catalogue may take longer than Prisma's five seconds on a busy machine. */
const TRANSACTION = { timeout: 60_000, maxWait: 60_000 };

/**
 * Brings the catalogue's part of the price list up to what this version of Outlay carries, at every start.
 * What did not change stays as it is; prices set by hand or imported are not touched. Usage that has no price takes one
 * at once, also what a process that stopped in the middle left without.
 */
export async function installPriceCatalogue(
  catalogue: readonly CatalogueVendor[] = priceCatalogue(),
): Promise<InstalledCatalogue & { pricedRowCount: number }> {
  const installed = await db.$transaction((tx) => install(tx, catalogue), TRANSACTION);
  return { ...installed, pricedRowCount: await priceUnpricedUsage(await vendorsWithUnpricedUsage()) };
}

interface InstalledCatalogue {
  /** Undefined: the list said so already. */
  revisionId: number | undefined;
  added: number;
  retired: number;
}

async function install(
  tx: Prisma.TransactionClient,
  catalogue: readonly CatalogueVendor[],
): Promise<InstalledCatalogue> {
  await lockPriceList(tx);
  const wanted = await withVendorIds(tx, catalogue);
  const wantedIdentities = new Set(wanted.map(priceIdentity));
  const current = await readPrices(tx, 'CATALOGUE');
  const currentIdentities = new Set(current.map(priceIdentity));
  const add = wanted.filter((price) => !currentIdentities.has(priceIdentity(price)));
  const retire = current.filter((price) => !wantedIdentities.has(priceIdentity(price)));
  const change = { source: 'CATALOGUE', note: 'Price catalogue', add, retire } as const;
  const revisionId = await revisePriceList(tx, change);
  const result = { revisionId, added: add.length, retired: retire.length };
  if (revisionId !== undefined) {
    const subject = { subjectType: 'PriceRevision', subjectId: revisionId, after: result };
    await recordAuditEvent(tx, { kind: 'JOB', name: 'start' }, { action: 'installPriceCatalogue', ...subject });
  }
  return result;
}

async function withVendorIds(
  tx: Prisma.TransactionClient,
  catalogue: readonly CatalogueVendor[],
): Promise<VendorPriceRow[]> {
  const vendors = catalogue.map(({ code, name }) => ({ code, name }));
  await tx.vendor.createMany({ data: vendors, skipDuplicates: true });
  const stored = await tx.vendor.findMany({ where: { code: { in: vendors.map(({ code }) => code) } } });
  const ids = new Map(stored.map(({ code, id }) => [code, id]));
  return catalogue.flatMap(({ code, prices }) => {
    const vendorId = ids.get(code);
    return vendorId === undefined ? [] : prices.map((price) => ({ ...price, vendorId }));
  });
}
