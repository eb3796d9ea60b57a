import { connectorFor } from '../connectors/registry.ts';
import { db, useDatabase } from '../db.ts';
import { encryptCredentials } from '../modules/integrations/encrypt-credentials.ts';
import { type IntegrationSettings, useIntegrationSettings } from '../modules/integrations/integration-settings.ts';
import { type SimulatorOptions, startSimulator } from '../simulator/start-simulator.ts';
import { createTestDatabase, type TestDatabase } from '../test/test-database.ts';
import { createSyncEngine, type SyncEngineOptions } from './sync-engine.ts';
import { syncEvents } from './sync-events.ts';

export const TEST_SETTINGS: IntegrationSettings = {
  secret: 'a secret of at least 32 characters, for tests',
  previousSecrets: [],
  connections: {},
  allowPrivateNetwork: true,
};

type Vendor = 'anthropic' | 'secondAnthropic' | 'cursor';

/** A database, simulated vendors and a sync engine that share a clock; waiting moves it. For tests. */
export async function startSyncKit(now: string, options: Partial<SimulatorOptions> = {}) {
  const database = await createTestDatabase();
  useDatabase(database);
  useIntegrationSettings(TEST_SETTINGS);
  let at = Date.parse(now);
  const clock = () => new Date(at);
  const sleep = async (ms: number, signal: AbortSignal) => {
    signal.throwIfAborted();
    at += ms;
  };
  const simulator = await startSimulator({ seed: 7, now: clock, historyDays: 60, scenario: 'small', ...options });
  const errors: { details: object; message: string }[] = [];
  const log = {
    info: () => undefined,
    error: (details: object, message: string) => void errors.push({ details, message }),
  };
  const startEngine = async (overrides: Partial<SyncEngineOptions> = {}) => {
    const engine = createSyncEngine({
      pool: database.pool,
      clock,
      sleep,
      log,
      http: { random: () => 0 },
      ...overrides,
    });
    await engine.start();
    return engine;
  };
  return {
    database,
    simulator,
    clock,
    sleep,
    errors,
    startEngine,
    setTime: (instant: string) => {
      at = Date.parse(instant);
    },
    connect: (vendor: Vendor, name: string = vendor) => createSimulatedConnection(simulator[vendor], vendor, name),
    /** Queues a run and waits until it has ended. */
    async run(
      connectionId: number,
      { engine: overrides, ...request }: RunRequest & { engine?: Partial<SyncEngineOptions> } = {},
    ) {
      const engine = await startEngine(overrides);
      const run = await queueRun(connectionId, request);
      syncEvents.emit('queued');
      await engine.idle();
      await engine.stop();
      return db.syncRun.findUniqueOrThrow({
        where: { id: run.id },
        include: { streams: { orderBy: { stream: 'asc' } } },
      });
    },
    async close() {
      await simulator.close();
      await database.close();
    },
  };
}

export type SyncKit = Awaited<ReturnType<typeof startSyncKit>>;

interface RunRequest {
  kind?: 'SYNC' | 'BACKFILL';
  from?: string | null;
  until?: string | null;
  trigger?: string;
}

export function queueRun(
  connectionId: number,
  { kind = 'SYNC', from = null, until = null, trigger = 'test' }: RunRequest = {},
) {
  const dateOf = (day: string | null) => (day === null ? null : new Date(day));
  return db.syncRun.create({ data: { connectionId, kind, trigger, from: dateOf(from), until: dateOf(until) } });
}

async function createSimulatedConnection(account: { baseUrl: string; adminKey: string }, vendor: Vendor, name: string) {
  const code = vendor === 'cursor' ? 'cursor' : 'anthropic';
  const vendorName = connectorFor(code)?.vendorName ?? code;
  const { id: vendorId } = await db.vendor.upsert({ where: { code }, create: { code, name: vendorName }, update: {} });
  const { id } = await db.connection.create({ data: { vendorId, name, baseUrl: account.baseUrl } });
  const encryptedCredentials = encryptCredentials({ adminKey: account.adminKey }, id, TEST_SETTINGS);
  return db.connection.update({ where: { id }, data: { encryptedCredentials } });
}

/** Everything stored of usage, in one comparable form; what depends on when it was read is left out. */
export async function storedNumbers({ pool }: Pick<TestDatabase, 'pool'>): Promise<unknown> {
  const rows = async (sql: string) => (await pool.query(sql)).rows;
  return {
    buckets: await rows(
      `SELECT b.natural_key, b.stream, b.billing_day, b.hour, b.evidence, b.is_residual, b.billing_kind, b.is_counted,
              b.input_tokens, b.cache_read_tokens, b.output_tokens, b.charge_nano, b.list_value_nano, b.spend_nano,
              u.external_id AS user, k.external_id AS key
         FROM usage_bucket b LEFT JOIN identity u ON u.id = b.user_identity_id LEFT JOIN identity k ON k.id = b.api_key_identity_id
        ORDER BY b.natural_key, b.billing_day, b.spend_nano`,
    ),
    days: await rows(
      `SELECT d.day, d.billing_day, m.email, d.connection_id, d.evidence, d.billing_kind, sum(d.spend_nano) AS spend,
              sum(d.list_value_nano) AS list, sum(d.input_tokens + d.output_tokens) AS tokens, sum(d.row_count) AS rows
         FROM usage_day d LEFT JOIN member m ON m.id = d.member_id
        GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6`,
    ),
    states: await rows(
      'SELECT connection_id, billing_day, is_stale, closed_at IS NOT NULL AS is_closed FROM rollup_day ORDER BY 1, 2',
    ),
    frontiers: await rows(
      'SELECT connection_id, stream, backfilled_from, settled_until FROM stream_state ORDER BY 1, 2',
    ),
    windows: await rows('SELECT connection_id, stream, day, row_count, digest FROM sync_window ORDER BY 1, 2, 3'),
  };
}

/** Counted spend of one UTC day in nano-units. */
export async function spendOf(
  { pool }: Pick<TestDatabase, 'pool'>,
  connectionId: number,
  day: string,
): Promise<bigint> {
  const { rows } = await pool.query<{ spend: string | null }>(
    'SELECT sum(spend_nano)::text AS spend FROM usage_day WHERE connection_id = $1 AND billing_day = $2',
    [connectionId, day],
  );
  return BigInt(rows[0]?.spend ?? '0');
}
