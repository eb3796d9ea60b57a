import type { Pool, PoolClient } from 'pg';
import type { DayWindow } from '../connectors/connector.ts';
import type { Day } from '../lib/calendar.ts';
import { VendorError } from '../lib/errors.ts';
import { inTransaction } from '../lib/transaction.ts';
import { attributeIdentities } from '../modules/integrations/attribute-identities.ts';
import { closeDays } from './close-days.sql.ts';
import { loadDiscounts, loadPriceBook } from './price-book.sql.ts';
import { rebuildRollups, WRITTEN_JOIN_ORDER } from './rebuild-rollups.sql.ts';
import { lockDays, markReadElsewhere } from './rollup-state.sql.ts';
import { settleDays } from './settle-days.ts';
import { storeDimensions } from './store-dimensions.sql.ts';
import { naturalKeys, windowDigest } from './store-natural-key.ts';
import { deleteVanished, storedPriceBases, upsertRows } from './store-rows.sql.ts';
import { readDigests, requireReportingRate, writeWatermarks } from './sync-window.sql.ts';
import { toStoredRows } from './to-stored-rows.ts';

export interface WindowsToStore {
  connection: { id: number; vendorId: number; currency: string };
  stream: { name: string };
  /** Different days of the stream, each whole. */
  windows: readonly DayWindow[];
  readAt: Date;
  /** Whether a day was read after the stream's settling time for it. */
  isSettled(day: Day): boolean;
  /** Called first in the transaction; throws when what was read may be older than what is stored. */
  hold?(client: PoolClient): Promise<void>;
}

/**
 * Replaces days of one (connection, stream) whole, in one transaction with their watermarks, settlement and rollups.
 * A window that says what it said before only moves its watermark (and may close its day). Answers the changed days.
 * @throws ConflictError when the connection's currency has no rate to the reporting currency.
 * @throws VendorError when amounts are in another currency than the connection's.
 */
export async function storeWindows(pool: Pool, input: WindowsToStore): Promise<{ changedDays: Day[] }> {
  const { connection, stream, windows, readAt } = input;
  requireOneCurrency(windows, connection.currency);
  const digests = new Map(windows.map(({ day, records }) => [day, windowDigest(records)]));
  const days = [...digests.keys()].sort();
  const store = async (client: PoolClient) => {
    await input.hold?.(client);
    await lockDays(client, connection.id, days);
    const stored = await readDigests(client, { connectionId: connection.id, stream: stream.name, days });
    const changed = windows.filter(({ day }) => stored.get(day) !== digests.get(day));
    if (changed.length > 0) await replaceRows(pool, client, input, changed, new Set(stored.keys()));
    await writeWatermarks(
      client,
      { connectionId: connection.id, stream: stream.name, readAt },
      windows.map(({ day, records }) => ({
        day,
        rowCount: records.length,
        digest: digests.get(day) ?? '',
        isSettled: input.isSettled(day),
      })),
    );
    const closedDays = await closeDays(client, connection.id, days, readAt);
    await markReadElsewhere(
      client,
      days.filter((day) => !stored.has(day)),
    );
    const changedDays = changed.map(({ day }) => day).sort();
    const affected = [...new Set([...changedDays, ...closedDays])].sort();
    if (affected.length > 0) {
      await rebuildRollups(client, connection.id, await settleDays(client, connection.id, affected));
    }
    return { changedDays };
  };
  return inTransaction(pool, store, WRITTEN_JOIN_ORDER);
}

/** Amounts of two currencies would be added up as if they were one. */
function requireOneCurrency(windows: readonly DayWindow[], currency: string): void {
  for (const { day, records } of windows) {
    const stray = records.find((record) => record.currency !== currency);
    if (stray === undefined) continue;
    throw new VendorError(
      'VENDOR_RESPONSE',
      `The vendor states amounts of ${day} in ${stray.currency}, but this connection is billed in ${currency}; nothing of it was stored. Outlay reads accounts of this vendor in ${currency} only.`,
    );
  }
}

async function replaceRows(
  pool: Pool,
  client: PoolClient,
  { connection, stream }: WindowsToStore,
  windows: readonly DayWindow[],
  knownDays: ReadonlySet<Day>,
): Promise<void> {
  const records = windows.flatMap((window) => window.records);
  const known = windows.map(({ day }) => day).filter((day) => knownDays.has(day));
  const scope = { connectionId: connection.id, stream: stream.name, days: known };
  const zone = await requireReportingRate(client, connection.currency);
  const dimensions = await storeDimensions(
    client,
    { connectionId: connection.id, vendorId: connection.vendorId },
    records,
  );
  if (dimensions.newIdentityIds.length > 0) await attributeIdentities(client, dimensions.newIdentityIds);
  const keys = windows.flatMap((window) =>
    naturalKeys([String(connection.id), stream.name, window.day], window.records),
  );
  const rows = toStoredRows(records, keys, {
    connectionId: connection.id,
    vendorId: connection.vendorId,
    stream: stream.name,
    zone,
    book: await loadPriceBook(pool, client, connection.vendorId),
    discounts: await loadDiscounts(client, connection.id),
    dimensions,
    priced: known.length > 0 ? await storedPriceBases(client, scope) : new Map(),
  });
  await upsertRows(client, rows);
  if (known.length > 0) {
    await deleteVanished(
      client,
      scope,
      keys.map(({ naturalKey }) => naturalKey),
    );
  }
}
