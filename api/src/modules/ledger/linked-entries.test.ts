import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { UsageRecord } from '../../connectors/usage-record.ts';
import { db, pool, useDatabase } from '../../db.ts';
import { addDays, daysOf, startOfDay } from '../../lib/calendar.ts';
import { queryClient } from '../../lib/query-client.ts';
import { followLedgerEntry } from '../../sync/ledger-evidence.sql.ts';
import { rebuildStaleDays } from '../../sync/rebuild-days.ts';
import { storeWindows } from '../../sync/store-windows.ts';
import { createTestDatabase, type TestDatabase } from '../../test/test-database.ts';
import { readPivot } from '../explore/read-pivot.ts';
import { type CostEntryDraft, postCostEntry } from './post-cost-entry.ts';

const SEPTEMBER = { from: '2026-09-01', until: '2026-10-01' };
const unit = 1_000_000_000n;

let database: TestDatabase;
let connection: { id: number; vendorId: number; currency: string };
beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database);
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.reset();
  await db.organization.create({ data: { name: 'Acme' } });
  const vendor = await db.vendor.upsert({
    where: { code: 'anthropic' },
    create: { code: 'anthropic', name: 'Anthropic' },
    update: {},
  });
  const { id } = await db.connection.create({ data: { vendorId: vendor.id, name: 'Main' } });
  connection = { id, vendorId: vendor.id, currency: 'USD' };
  await useEachDay(daysOf(SEPTEMBER), 2n * unit);
  await db.rollupDay.updateMany({ data: { closedAt: new Date() } });
});

/** Two classes of charges a day, half of the amount each. */
async function useEachDay(days: readonly string[], amountNano: bigint): Promise<void> {
  const half =
    (chargeClass: 'TOKENS' | 'WEB_SEARCH') =>
    (day: string): UsageRecord => ({
      key: [chargeClass],
      hour: startOfDay(day),
      isDayGrain: true,
      evidence: 'REPORTED',
      billingKind: 'METERED',
      chargeClass,
      currency: 'USD',
      chargeNano: amountNano / 2n,
    });
  await storeWindows(pool, {
    connection,
    stream: { name: 'test' },
    windows: days.map((day) => ({ day, records: [half('TOKENS')(day), half('WEB_SEARCH')(day)] })),
    readAt: new Date(),
    isSettled: () => true,
  });
}

const invoice: CostEntryDraft = {
  date: '2026-09-30',
  service: SEPTEMBER,
  description: 'Invoice of September',
  kind: 'VARIABLE',
  source: 'MANUAL',
  currency: 'USD',
  lines: [{ amount: 605_000n }],
};
const post = async (changes: Partial<CostEntryDraft> = {}) => {
  const draft = { ...invoice, connectionId: connection.id, ...changes };
  const id = (await db.$transaction((tx) => postCostEntry(tx, draft))) ?? 0;
  await rebuildStaleDays(pool);
  return id;
};
async function spend(range = { from: '2026-08-01', until: '2026-11-01' }) {
  const measures = ['SPEND', 'AMORTIZED_SPEND', 'BOOKED_SPEND'] as const;
  const input = { ...range, rows: [], measures: [...measures] };
  const { totals } = await readPivot({ kind: 'JOB', name: 'test' }, () => new Date(), input);
  return totals.values;
}

describe('an entry linked to a connection that bills it too', () => {
  test('adds only what the connection does not show', async () => {
    expect(await spend()).toEqual(['60', '60', '60']);
    await post();
    expect(await spend()).toEqual(['60.5', '60.5', '60.5']);
  });

  test('takes off what an invoice is less, whatever the charges are called', async () => {
    await post({ lines: [{ amount: 540_000n }] });
    expect(await spend()).toEqual(['54', '54', '54']);
    expect(await spend({ from: '2026-09-01', until: '2026-09-02' })).toEqual(['1.8', '1.8', '1.8']);
  });

  test('takes off nothing when it is only due by a schedule', async () => {
    const recurring = await db.recurringCost.create({
      data: {
        description: 'Seats',
        interval: 'MONTHLY',
        currency: 'USD',
        amount: 54,
        startsOn: startOfDay('2026-09-01'),
      },
    });
    await post({ lines: [{ amount: 540_000n }], source: 'RECURRING', recurringCostId: recurring.id });
    expect(await spend()).toEqual(['60', '60', '60']);
  });

  test('counts once whatever comes first, and after every re-read', async () => {
    const next = daysOf({ from: '2026-10-01', until: '2026-10-11' });
    await post({
      date: '2026-10-15',
      service: { from: '2026-10-01', until: '2026-10-11' },
      lines: [{ amount: 250_000n }],
    });
    expect(await spend({ from: '2026-10-01', until: '2026-11-01' })).toEqual(['25', '25', '25']);
    await useEachDay(next, 2n * unit);
    expect(await spend({ from: '2026-10-01', until: '2026-11-01' })).toEqual(['25', '25', '25']);
    await useEachDay(next, 3n * unit);
    expect(await spend({ from: '2026-10-01', until: '2026-11-01' })).toEqual(['30', '30', '30']);
  });

  test('gives back what it covered when it is void', async () => {
    const id = await post();
    await db.$transaction(async (tx) => {
      await tx.costEntry.update({ where: { id }, data: { voidedAt: new Date(), voidReason: 'Entered twice' } });
      await followLedgerEntry(queryClient(tx), id);
    });
    await rebuildStaleDays(pool);
    expect(await spend()).toEqual(['60', '60', '60']);
  });

  test('is refused in another currency than the connection is billed in', async () => {
    await expect(post({ currency: 'EUR', rate: '1.1' })).rejects.toMatchObject({ field: 'currency', value: 'EUR' });
    expect(await db.costEntry.count()).toBe(0);
  });
});

test('an entry without a connection stands beside usage', async () => {
  await post({ connectionId: null, service: { from: '2026-09-30', until: addDays('2026-09-30', 10) } });
  expect(await spend()).toEqual(['120.5', '120.5', '120.5']);
  expect(await spend(SEPTEMBER)).toEqual(['120.5', '66.05', '120.5']);
});
