import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anthropic } from '../connectors/anthropic/index.ts';
import type { Connector, DayWindow } from '../connectors/connector.ts';
import { cursor } from '../connectors/cursor/index.ts';
import { readWindows, startSimulatedVendors } from '../connectors/simulated-connection.ts';
import { useDatabase } from '../db.ts';
import { daysOf } from '../lib/calendar.ts';
import { inTransaction } from '../lib/transaction.ts';
import { createTestDatabase, type TestDatabase } from '../test/test-database.ts';
import { markStaleForIdentities, rebuildStaleDays } from './rebuild-days.ts';
import { storeWindows } from './store-windows.ts';

const NOW = '2026-11-20T10:30:00Z';
const RANGE = { from: '2026-10-05', until: '2026-10-12' };

let database: TestDatabase;
let vendors: Awaited<ReturnType<typeof startSimulatedVendors>>;
type Stored = { connector: Connector; stream: string; window: DayWindow };
const windows = new Map<string, Stored[]>();

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database);
  vendors = await startSimulatedVendors(NOW);
  for (const connector of [anthropic, cursor] as Connector[]) {
    const account = connector.vendor === 'cursor' ? vendors.simulator.cursor : vendors.simulator.anthropic;
    const context = vendors.open(connector, connector.environment.toCredentials(account.adminKey), account.baseUrl);
    for (const stream of connector.streams) {
      const read = await readWindows(stream, context, RANGE);
      windows.set(
        `${connector.vendor} ${stream.name}`,
        read.map((window) => ({ connector, stream: stream.name, window })),
      );
    }
  }
});
afterAll(async () => {
  await vendors.simulator.close();
  await database.close();
});
beforeEach(async () => {
  await database.reset();
  await database.prisma.organization.create({ data: { name: 'Acme', allowedDomains: ['example.com'] } });
  await database.prisma.priceRevision.create({ data: { note: 'none' } });
});

const connectionIds = new Map<string, { id: number; vendorId: number; currency: string }>();
async function connectAll(): Promise<void> {
  for (const [vendor, currency] of [
    ['anthropic', 'USD'],
    ['cursor', 'USD'],
  ] as const) {
    const { id: vendorId } = await database.prisma.vendor.upsert({
      where: { code: vendor },
      create: { code: vendor, name: vendor },
      update: {},
    });
    const { id } = await database.prisma.connection.create({ data: { vendorId, name: vendor, currency } });
    connectionIds.set(vendor, { id, vendorId, currency });
  }
}

async function store(all: Stored[], isSettled = true): Promise<void> {
  for (const { connector, stream, window } of all) {
    const connection = connectionIds.get(connector.vendor);
    if (!connection) throw new Error(`${connector.vendor} is not connected`);
    await storeWindows(database.pool, {
      connection,
      stream: { name: stream },
      windows: [window],
      readAt: new Date(NOW),
      isSettled: () => isSettled,
    });
  }
}
/** Each stream's windows in one transaction. */
async function storeTogether(all: Stored[]): Promise<void> {
  for (const group of Map.groupBy(all, ({ stream }) => stream).values()) {
    const [{ connector, stream }] = group as [Stored, ...Stored[]];
    const connection = connectionIds.get(connector.vendor);
    if (!connection) throw new Error(`${connector.vendor} is not connected`);
    const batch = group.map(({ window }) => window);
    await storeWindows(database.pool, {
      connection,
      stream: { name: stream },
      windows: batch,
      readAt: new Date(NOW),
      isSettled: () => true,
    });
  }
}
const everything = () => [...windows.values()].flat();

async function spendByDay(table: 'usage_bucket' | 'usage_day', vendor: string): Promise<Record<string, bigint>> {
  const { rows } = await database.pool.query<{ day: string; spend: string }>(
    `SELECT billing_day::text AS day, sum(spend_nano)::text AS spend FROM ${table} WHERE connection_id = $1 GROUP BY 1 ORDER BY 1`,
    [connectionIds.get(vendor)?.id],
  );
  const spends = new Map(rows.map(({ day, spend }) => [day, BigInt(spend)]));
  return Object.fromEntries(daysOf(RANGE).map((day) => [day, spends.get(day) ?? 0n]));
}

/** Everything that totals are made of, without the ids that differ from one database to the next. */
async function fingerprint(): Promise<unknown[]> {
  const { rows } = await database.pool.query(
    `SELECT c.name AS connection, m.name AS model, k.external_id AS key, u.billing_day::text, u.evidence, u.billing_kind,
       sum(spend_nano)::text AS spend, sum(list_value_nano)::text AS list, sum(input_tokens)::text AS input, sum(row_count)::text AS count
     FROM usage_day u JOIN connection c ON c.id = u.connection_id LEFT JOIN model m ON m.id = u.model_id
       LEFT JOIN identity k ON k.id = u.api_key_identity_id
     GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6`,
  );
  return rows;
}

const SUMMED = ['spend_nano', 'list_value_nano', 'input_tokens', 'cache_read_tokens', 'output_tokens', 'requests'];
async function rollupDifference(): Promise<unknown[]> {
  const dimensions =
    'connection_id, billing_day, member_id, team_id, agent_id, project_id, model_id, tool_id, billing_kind, evidence';
  const sums = SUMMED.map((column) => `coalesce(sum(${column}), 0) AS ${column}`).join(', ');
  const fresh = `SELECT ${dimensions}, ${sums} FROM usage_resolved WHERE is_counted GROUP BY ${dimensions}`;
  const stored = `SELECT ${dimensions}, ${sums} FROM usage_day GROUP BY ${dimensions}`;
  const monthly = SUMMED.map((column) => `coalesce(sum(${column}), 0)`).join(', ');
  const { rows } = await database.pool.query(`(${fresh} EXCEPT ${stored}) UNION ALL (${stored} EXCEPT ${fresh})`);
  const months = await database.pool.query(
    `SELECT member_id, billing_month, ${monthly} FROM usage_month GROUP BY 1, 2
     EXCEPT SELECT member_id, billing_month, ${monthly} FROM usage_day GROUP BY 1, 2`,
  );
  return [...rows, ...months.rows];
}

describe('windows of the simulated vendors', () => {
  it('come to the true bill of every closed day, to the nano-dollar, and roll up to the same', async () => {
    await connectAll();
    await store(everything());
    for (const vendor of ['anthropic', 'cursor'] as const) {
      const truth = Object.fromEntries(
        daysOf(RANGE).map((day) => [day, vendors.simulator.truth.billNano(vendor, day)]),
      );
      expect(await spendByDay('usage_bucket', vendor)).toEqual(truth);
      expect(await spendByDay('usage_day', vendor)).toEqual(truth);
    }
    expect(await rollupDifference()).toEqual([]);
  });

  it('give the same numbers whatever the order and repetition', async () => {
    await connectAll();
    await store(everything());
    const expected = await fingerprint();
    await database.reset();
    await database.prisma.organization.create({ data: { name: 'Acme', allowedDomains: ['example.com'] } });
    await connectAll();
    const shuffled = everything()
      .reverse()
      .map(({ window, ...rest }) => ({ ...rest, window: { ...window, records: window.records.toReversed() } }));
    await store(shuffled.slice(0, 5));
    await storeTogether(shuffled);
    await store(shuffled.slice(5, 15));
    expect(await fingerprint()).toEqual(expected);
  });

  it('only move the watermark when nothing changed', async () => {
    await connectAll();
    const [one] = windows.get('cursor usage_events') ?? [];
    const connection = connectionIds.get('cursor');
    if (!one || !connection) throw new Error('nothing read');
    const input = {
      connection,
      stream: { name: one.stream },
      windows: [one.window],
      readAt: new Date(NOW),
      isSettled: () => false,
    };
    expect(await storeWindows(database.pool, input)).toEqual({ changedDays: [one.window.day] });
    const again = { ...input, readAt: new Date('2026-11-21T00:00:00Z') };
    expect(await storeWindows(database.pool, again)).toEqual({ changedDays: [] });
    const [window] = await database.prisma.syncWindow.findMany();
    expect(window?.readAt.toISOString()).toBe('2026-11-21T00:00:00.000Z');
  });

  it('lose rows that vanished upstream and keep two identical events apart', async () => {
    await connectAll();
    const [one] = windows.get('cursor usage_events') ?? [];
    if (!one) throw new Error('nothing read');
    const [first, second] = one.window.records;
    if (!first || !second) throw new Error('too few events');
    await store([{ ...one, window: { ...one.window, records: [first, first, second] } }]);
    expect(await database.prisma.usageBucket.count()).toBe(3);
    await store([{ ...one, window: { ...one.window, records: [first, first] } }]);
    expect(await database.prisma.usageBucket.count()).toBe(2);
    await store([{ ...one, window: { ...one.window, records: [] } }]);
    expect(await database.prisma.usageBucket.count()).toBe(0);
    expect(await database.prisma.usageDay.count()).toBe(0);
  });

  it('take nothing off an open day because its bill is incomplete', async () => {
    await connectAll();
    await store(windows.get('anthropic messages_usage') ?? []);
    const reported = await spendByDay('usage_day', 'anthropic');
    await store(windows.get('anthropic cost_report') ?? [], false);
    for (const [day, spend] of Object.entries(await spendByDay('usage_day', 'anthropic'))) {
      expect(spend >= (reported[day] ?? 0n)).toBe(true);
      expect(spend >= vendors.simulator.truth.billNano('anthropic', day)).toBe(true);
    }
  });

  it('are refused whole when their currency cannot be reported', async () => {
    await connectAll();
    await database.prisma.organization.update({ where: { id: 1 }, data: { reportingCurrency: 'EUR' } });
    await expect(store(everything().slice(0, 1))).rejects.toThrow('There is no exchange rate from USD to EUR');
    expect(await database.prisma.syncWindow.count()).toBe(0);
    expect(await database.prisma.usageBucket.count()).toBe(0);
  });

  it('are refused whole when an amount is in another currency than the connection is billed in', async () => {
    await connectAll();
    const [one] = windows.get('anthropic cost_report') ?? [];
    const [first, ...rest] = one?.window.records ?? [];
    if (!one || !first) throw new Error('no bill read');
    const records = [...rest, { ...first, currency: 'EUR' }];
    await expect(store([{ ...one, window: { ...one.window, records } }])).rejects.toThrow(
      `The vendor states amounts of ${one.window.day} in EUR, but this connection is billed in USD`,
    );
    expect(await database.prisma.usageBucket.count()).toBe(0);
  });

  it("report in the organization's currency at the latest rate on or before the day", async () => {
    await connectAll();
    await database.prisma.organization.update({ where: { id: 1 }, data: { reportingCurrency: 'EUR' } });
    await database.prisma.exchangeRate.createMany({
      data: [
        { base: 'USD', quote: 'EUR', day: new Date('2026-01-01'), rate: '0.9' },
        { base: 'USD', quote: 'EUR', day: new Date('2026-10-08'), rate: '0.8' },
      ],
    });
    await store(windows.get('cursor usage_events') ?? []);
    const { rows } = await database.pool.query<{ day: string; wrong: number }>(
      `SELECT billing_day::text AS day, count(*) FILTER (WHERE reporting_spend_nano <> half_even(spend_nano * CASE WHEN billing_day >= '2026-10-08' THEN 0.8 ELSE 0.9 END))::int AS wrong
       FROM usage_resolved GROUP BY 1`,
    );
    expect(rows.length).toBeGreaterThan(3);
    expect(rows.every(({ wrong }) => wrong === 0)).toBe(true);
    expect(await rollupDifference()).toEqual([]);
  });
});

describe('attribution', () => {
  it('moves past usage when an identity is mapped, between its dates, and loses nothing', async () => {
    await connectAll();
    await store(everything());
    const before = await spendByDay('usage_day', 'anthropic');
    const owner = await database.prisma.member.create({ data: { email: 'owner@example.com', name: 'Owner' } });
    const { rows } = await database.pool.query<{ id: number; spend: string }>(
      `SELECT api_key_identity_id AS id, sum(spend_nano)::text AS spend FROM usage_day
       WHERE member_id = 0 AND api_key_identity_id <> 0 AND day >= '2026-10-07' GROUP BY 1 ORDER BY sum(spend_nano) DESC LIMIT 1`,
    );
    const [orphan] = rows;
    if (!orphan) throw new Error('the simulator has no key without an owner');
    await inTransaction(database.pool, async (client) => {
      await client.query(
        `INSERT INTO identity_mapping (identity_id, "from", member_id, source) VALUES ($1, '2026-10-07', $2, 'MANUAL')`,
        [orphan.id, owner.id],
      );
      await markStaleForIdentities(client, [orphan.id], { from: '2026-10-07' });
    });
    expect(await rebuildStaleDays(database.pool)).toBeGreaterThan(0);
    expect(await rebuildStaleDays(database.pool)).toBe(0);
    const moved = await database.prisma.usageDay.aggregate({
      where: { memberId: owner.id },
      _sum: { spendNano: true },
    });
    expect(moved._sum.spendNano).toBe(BigInt(orphan.spend));
    expect(await spendByDay('usage_day', 'anthropic')).toEqual(before);
    expect(await rollupDifference()).toEqual([]);
  });
});
