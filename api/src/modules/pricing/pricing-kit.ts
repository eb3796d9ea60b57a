/** Usage and a connection for the tests of this folder. */

import type { UsageRecord } from '../../connectors/usage-record.ts';
import { db, pool } from '../../db.ts';
import { storeWindows } from '../../sync/store-windows.ts';
import { createOrganization } from '../../test/factories.ts';

export const DAY = '2026-11-10';

/** An Anthropic connection whose list prices are $3 in and $15 out per million tokens of `claude-sonnet-5`. */
export async function createPricedConnection() {
  await createOrganization();
  const vendor = await db.vendor.create({ data: { code: 'anthropic', name: 'Anthropic' } });
  const connection = await db.connection.create({ data: { vendorId: vendor.id, name: 'Anthropic main' } });
  const { id: addedRevisionId } = await db.priceRevision.create({ data: { note: 'Price catalogue' } });
  const price = {
    vendorId: vendor.id,
    modelPattern: 'claude-sonnet-5*',
    source: 'CATALOGUE',
    addedRevisionId,
  } as const;
  await db.price.createMany({
    data: [
      { ...price, quantityKind: 'INPUT_TOKENS', pricePerUnit: '0.000003' },
      { ...price, quantityKind: 'OUTPUT_TOKENS', pricePerUnit: '0.000015' },
    ],
  });
  return { vendor, connection };
}

/** Stores a day of messages usage: a million tokens in and out of each model. */
export async function storeUsage(
  connection: { id: number; vendorId: number; currency: string },
  models: readonly string[],
  day = DAY,
): Promise<void> {
  const records = models.map(
    (model): UsageRecord => ({
      key: [model],
      hour: new Date(`${day}T08:00:00Z`),
      isDayGrain: false,
      evidence: 'REPORTED',
      billingKind: 'METERED',
      chargeClass: 'TOKENS',
      currency: 'USD',
      model,
      inputTokens: 1_000_000n,
      outputTokens: 1_000_000n,
    }),
  );
  const stream = { name: 'messages_usage' };
  const readAt = new Date(`${day}T23:00:00Z`);
  await storeWindows(pool, { connection, stream, windows: [{ day, records }], readAt, isSettled: () => false });
}

/** Spend and list value of everything, in nano-USD. */
export async function totals(): Promise<{ spend: bigint; list: bigint }> {
  const { _sum } = await db.usageDay.aggregate({ _sum: { spendNano: true, listValueNano: true } });
  return { spend: _sum.spendNano ?? 0n, list: _sum.listValueNano ?? 0n };
}

export const dollars = (amount: number) => BigInt(amount) * 1_000_000_000n;
