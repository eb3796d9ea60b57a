import type { Pool, PoolClient } from 'pg';
import type { DayWindow } from '../connectors/connector.ts';
import type { Day } from '../lib/calendar.ts';
import { inTransaction } from '../lib/transaction.ts';
import { attributeIdentities } from '../modules/integrations/attribute-identities.ts';
import { closeDay } from './close-day.sql.ts';
import { loadDiscounts, loadPriceBook } from './price-book.sql.ts';
import { rebuildRollups, WRITTEN_JOIN_ORDER } from './rebuild-rollups.sql.ts';
import { lockDays, markReadElsewhere } from './rollup-state.sql.ts';
import { settleDays } from './settle-days.ts';
import { storeDimensions } from './store-dimensions.sql.ts';
import { naturalKeys, windowDigest } from './store-natural-key.ts';
import { deleteVanished, storedRevisions, upsertRows } from './store-rows.sql.ts';
import { readWatermark, requireReportingRate, writeWatermark } from './sync-window.sql.ts';
import { toStoredRows } from './to-stored-rows.ts';

export interface WindowToStore {
  connection: { id: number; vendorId: number; currency: string };
  stream: { name: string };
  window: DayWindow;
  readAt: Date;
  /** Read after the stream's settling time for this day. */
  isSettled: boolean;
}

/**
 * Replaces one (connection, stream, UTC day) whole, in one transaction with its watermark, settlement and rollups.
 * A window that says what it said before only moves its watermark (and may close its day).
 * @throws ConflictError when the connection's currency has no rate to the reporting currency.
 */
export async function storeWindow(pool: Pool, input: WindowToStore): Promise<{ isChanged: boolean; rowCount: number }> {
  const { connection, stream, window, readAt, isSettled } = input;
  const digest = windowDigest(window.records);
  const scope = { connectionId: connection.id, stream: stream.name, day: window.day };
  return inTransaction(
    pool,
    async (client) => {
      await lockDays(client, connection.id, [window.day]);
      const watermark = await readWatermark(client, scope);
      const isChanged = watermark?.digest !== digest;
      if (isChanged) await replaceRows(pool, client, input, watermark !== undefined);
      await writeWatermark(client, { ...scope, readAt, rowCount: window.records.length, digest, isSettled });
      const isClosedNow = await closeDay(client, connection.id, window.day, readAt);
      if (watermark === undefined) await markReadElsewhere(client, window.day);
      if (isChanged || isClosedNow)
        await rebuildRollups(client, connection.id, await settleDays(client, connection.id, [window.day]));
      return { isChanged, rowCount: window.records.length };
    },
    WRITTEN_JOIN_ORDER,
  );
}

async function replaceRows(pool: Pool, client: PoolClient, input: WindowToStore, isKnown: boolean): Promise<void> {
  const { connection, stream, window } = input;
  const scope: { connectionId: number; stream: string; day: Day } = {
    connectionId: connection.id,
    stream: stream.name,
    day: window.day,
  };
  const zone = await requireReportingRate(client, connection.currency);
  const dimensions = await storeDimensions(
    client,
    { connectionId: connection.id, vendorId: connection.vendorId },
    window.records,
  );
  if (dimensions.newIdentityIds.length > 0) await attributeIdentities(client, dimensions.newIdentityIds);
  const keys = naturalKeys([String(connection.id), stream.name, window.day], window.records);
  const rows = toStoredRows(window.records, keys, {
    connectionId: connection.id,
    vendorId: connection.vendorId,
    stream: stream.name,
    zone,
    book: await loadPriceBook(pool, client, connection.vendorId),
    discounts: await loadDiscounts(client, connection.id),
    dimensions,
    revisions: isKnown ? await storedRevisions(client, scope) : new Map(),
  });
  await upsertRows(client, rows);
  if (isKnown)
    await deleteVanished(
      client,
      scope,
      keys.map(({ naturalKey }) => naturalKey),
    );
}
