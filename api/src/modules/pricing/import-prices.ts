import type { Prisma } from '@outlay/prisma';
import { z } from 'zod';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { type LitellmEntry, litellmPrices } from './litellm-prices.ts';
import { lockPriceList, readPrices, revisePriceList } from './price-list.sql.ts';
import { priceIdentity, type VendorPriceRow } from './price-row.ts';
import { priceUnpricedUsage } from './price-unpriced-usage.ts';

export interface ImportEntry {
  name: string;
  status: 'ACCEPTED' | 'SKIPPED' | 'ERROR';
  /** Why it was not accepted. */
  reason: string | null;
}

export interface PriceImport {
  /** Undefined: the list said so already. */
  revisionId: number | undefined;
  entries: ImportEntry[];
  pricedRowCount: number;
}

const schema = z.object({ json: z.string().min(2) });
const TRANSACTION = { timeout: 60_000, maxWait: 60_000 };

/**
 * Takes the prices of a LiteLLM price file. A model in the file replaces what was imported for it before; others stay.
 * Prices set by hand win over them. Unpriced usage is priced at once. @throws InvalidInputError
 */
export async function importPrices({ actor }: Context, input: z.input<typeof schema>): Promise<PriceImport> {
  requireAdmin(actor);
  const read = litellmPrices(parseInput(schema, input).json);
  const { revisionId, entries, vendorIds } = await db.$transaction(async (tx) => {
    const { wanted, entries: reported } = await resolve(tx, read);
    await lockPriceList(tx);
    const vendors = [...new Set(wanted.map(({ vendorId }) => vendorId))];
    const change = replaceModels(await readPrices(tx, 'IMPORT', vendors), wanted);
    const revision = await revisePriceList(tx, { source: 'IMPORT', note: 'LiteLLM price file', ...change });
    if (revision !== undefined) {
      const after = { added: change.add.length, retired: change.retire.length };
      await recordAuditEvent(tx, actor, {
        action: 'importPrices',
        subjectType: 'PriceRevision',
        subjectId: revision,
        after,
      });
    }
    return { revisionId: revision, entries: reported, vendorIds: vendors };
  }, TRANSACTION);
  return { revisionId, entries, pricedRowCount: await priceUnpricedUsage(vendorIds) };
}

/** Entries with their vendor; of two entries for one model and speed the first counts. */
async function resolve(tx: Prisma.TransactionClient, read: readonly LitellmEntry[]) {
  const vendorIds = new Map((await tx.vendor.findMany()).map(({ code, id }) => [code, id]));
  const taken = new Set<string>();
  const wanted: VendorPriceRow[] = [];
  const entries = read.map(({ name, vendor = '', prices, reason, isFaulty }): ImportEntry => {
    if (reason !== undefined) return { name, status: isFaulty ? 'ERROR' : 'SKIPPED', reason };
    const vendorId = vendorIds.get(vendor);
    if (vendorId === undefined) return { name, status: 'SKIPPED', reason: `vendor ${vendor} is not known here` };
    const model = `${vendorId} ${prices[0]?.modelPattern} ${prices[0]?.speed}`;
    if (taken.has(model)) return { name, status: 'SKIPPED', reason: 'its model is in the file already' };
    taken.add(model);
    wanted.push(...prices.map((price) => ({ ...price, vendorId })));
    return { name, status: 'ACCEPTED', reason: null };
  });
  return { wanted, entries };
}

function replaceModels<Stored extends VendorPriceRow>(current: readonly Stored[], wanted: readonly VendorPriceRow[]) {
  const model = ({ vendorId, modelPattern, speed }: VendorPriceRow) => `${vendorId} ${modelPattern} ${speed}`;
  const models = new Set(wanted.map(model));
  const before = new Set(current.map(priceIdentity));
  const after = new Set(wanted.map(priceIdentity));
  return {
    add: wanted.filter((price) => !before.has(priceIdentity(price))),
    retire: current.filter((price) => models.has(model(price)) && !after.has(priceIdentity(price))),
  };
}
