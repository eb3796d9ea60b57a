import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { NotFoundError } from '../../lib/errors.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { type PriceInput, priceInput } from './price-input.ts';
import { lockPriceList, readPrices, revisePriceList } from './price-list.sql.ts';
import { priceUnpricedUsage } from './price-unpriced-usage.ts';
import { replacePrices } from './replace-prices.ts';

export interface PriceChange {
  /** Undefined: the list said so already. */
  revisionId: number | undefined;
  /** Rows of usage that had no price and now have one. */
  pricedRowCount: number;
}

/**
 * Sets what a model costs between two days; prices set by hand before give way where they overlap, and win over the
 * catalogue. Usage that was unpriced is priced at once; usage that was priced keeps its price until it is re-priced.
 * @throws InvalidInputError | NotFoundError
 */
export async function setPrice({ actor }: Context, input: PriceInput): Promise<PriceChange> {
  requireAdmin(actor);
  const { amounts, vendorId: globalId, ...scope } = parseInput(priceInput, input);
  const vendorId = requireDatabaseId(globalId, 'Vendor', 'vendorId');
  const wanted = amounts.map((amount) => ({ ...scope, ...amount, vendorId }));
  const revisionId = await db.$transaction(async (tx) => {
    const vendor = await tx.vendor.findUnique({ where: { id: vendorId } });
    if (!vendor) throw new NotFoundError('Vendor', globalId);
    await lockPriceList(tx);
    const { add, retire } = replacePrices(await readPrices(tx, 'MANUAL', [vendorId]), wanted);
    const note = `${vendor.name} ${scope.modelPattern}, set by hand`;
    const revision = await revisePriceList(tx, { source: 'MANUAL', note, add, retire });
    if (revision !== undefined) {
      await recordAuditEvent(tx, actor, {
        action: 'setPrice',
        subjectType: 'PriceRevision',
        subjectId: revision,
        before: retire.map((price) => ({ ...price })),
        after: add.map((price) => ({ ...price })),
      });
    }
    return revision;
  });
  return { revisionId, pricedRowCount: await priceUnpricedUsage([vendorId]) };
}
