// `pnpm bench`: how far projections miss, and what ingest, pivot and budgets cost at a million raw rows, on the embedded database and, with
// TEST_DATABASE_URL, on a PostgreSQL server; each beside a reference measured in the same run.
import '../src/node-environment.ts';
import type { DayWindow } from '../src/connectors/connector.ts';
import { useDatabase } from '../src/db.ts';
import { addDays } from '../src/lib/calendar.ts';
import type { PivotInput } from '../src/modules/explore/pivot-input.ts';
import { readPivot } from '../src/modules/explore/read-pivot.ts';
import { installPriceCatalogue } from '../src/modules/pricing/install-price-catalogue.ts';
import { batchWindows } from '../src/sync/batch-windows.ts';
import { storeWindows } from '../src/sync/store-windows.ts';
import { createTestDatabase, type TestDatabase } from '../src/test/test-database.ts';
import { benchProjection } from './backtest-projection.ts';
import { benchTracked } from './bench-tracked.ts';
import { createPeople } from './create-people.ts';
import { benchBudgets } from './evaluate-budgets.ts';
import { generateWindows } from './generate-usage.ts';
import { cpuSoFar, measure } from './measure.ts';

const DAYS = 365;
const ROWS = Number(process.argv[2] ?? 1_000_000);
const TRACKED = Number(process.argv[3] ?? 200_000);
const FROM = '2025-11-01';
const UNTIL = addDays(FROM, DAYS);
const NOW = new Date(`${addDays(UNTIL, 3)}T12:00:00Z`);
const REFERENCE_ROWS = 5_000;

const print = (...columns: (string | number)[]) => process.stdout.write(`${columns.join('  ')}\n`);
const megabytes = (bytes: number) => `${Math.round(bytes / 1_048_576)} MB`;

async function bench(database: TestDatabase): Promise<void> {
  useDatabase(database);
  const { pool, prisma, kind } = database;
  const isServer = kind === 'server';
  await prisma.organization.create({ data: { name: 'Bench', allowedDomains: ['example.com'] } });
  await createPeople(prisma);
  await installPriceCatalogue();
  const { id: vendorId } = await prisma.vendor.findUniqueOrThrow({ where: { code: 'anthropic' } });
  const connection = await prisma.connection.create({ data: { vendorId, name: 'bench' } });
  const perDay = Math.ceil(ROWS / DAYS);
  print(`\n${kind}: ${perDay * DAYS} raw rows, ${DAYS} days`);

  const ingestCpu = await cpuOf(database);
  const start = performance.now();
  const stream = { name: 'messages_usage' };
  for await (const windows of batchWindows(asStream(generateWindows(FROM, DAYS, perDay)))) {
    await storeWindows(pool, {
      connection: { id: connection.id, vendorId, currency: 'USD' },
      stream,
      windows,
      readAt: NOW,
      isSettled: () => true,
    });
  }
  const ingest = { rows: perDay * DAYS, wallMs: performance.now() - start, cpuMs: await ingestCpu() };
  const createMany = await measureCreateMany(database);
  print(`ingest with prices, settlement and rollups  ${rate(ingest)}`);
  print(`reference: Prisma createMany, rows only     ${rate(createMany)}`);
  print(
    `ratio                                       ${(perRow(createMany.wallMs, createMany) / perRow(ingest.wallMs, ingest)).toFixed(1)} by time, ${(perRow(createMany.cpuMs, createMany) / perRow(ingest.cpuMs, ingest)).toFixed(1)} by CPU`,
  );

  await pool.query('ANALYZE');
  const reference = await measure(pool, isServer, 10, () =>
    pool.query('SELECT sum(spend_nano), sum(input_tokens) FROM usage_day'),
  );
  const month = { from: addDays(UNTIL, -30), until: UNTIL };
  const pivots: [string, PivotInput][] = [
    [
      'member × model, 30 days   ',
      { ...month, rows: ['MEMBER'], columns: ['MODEL'], measures: ['SPEND', 'TOTAL_TOKENS'] },
    ],
    [
      'member × month, 365 days  ',
      { from: FROM, until: UNTIL, rows: ['MEMBER'], columns: ['MONTH'], measures: ['SPEND'] },
    ],
    [
      'member > model, subtotals ',
      { ...month, rows: ['MEMBER', 'MODEL'], measures: ['SPEND'], subtotals: true, compareTo: 'PREVIOUS_PERIOD' },
    ],
    ['key × day, 30 days        ', { ...month, rows: ['API_KEY'], columns: ['DAY'], measures: ['SPEND'] }],
  ];
  print(`reference: full scan of usage_day  wall ${reference.wallMs.toFixed(1)} ms${cpu(reference.databaseCpuMs)}`);
  for (const [name, input] of pivots) {
    const result = await measure(pool, isServer, 20, () => readPivot({ kind: 'JOB', name: 'bench' }, () => NOW, input));
    print(
      `pivot ${name}  wall ${result.wallMs.toFixed(1)} ms${cpu(result.databaseCpuMs)}  ${(result.wallMs / reference.wallMs).toFixed(2)} × reference`,
    );
  }
  await benchBudgets(database, { now: NOW, print });
  await benchTracked(database, TRACKED, print);
  const { rows } = await pool.query<{ bucket: bigint; day: bigint; month: bigint; size: bigint }>(
    `SELECT (SELECT count(*) FROM usage_bucket) AS bucket, (SELECT count(*) FROM usage_day) AS day,
       (SELECT count(*) FROM usage_month) AS month, pg_database_size(current_database()) AS size`,
  );
  const [size] = rows;
  if (size)
    print(
      `usage_bucket ${size.bucket}, usage_day ${size.day}, usage_month ${size.month} rows; database ${megabytes(Number(size.size))}`,
    );
  print(
    `peak memory of this process ${megabytes(process.resourceUsage().maxRSS * 1_024)}${isServer ? '' : ' (engine included)'}`,
  );
}

async function* asStream(windows: Iterable<DayWindow>): AsyncGenerator<DayWindow> {
  yield* windows;
}

const cpu = (milliseconds: number | undefined) =>
  milliseconds === undefined ? '' : `  database CPU ${milliseconds.toFixed(1)} ms`;

interface Written {
  rows: number;
  wallMs: number;
  /** Of our own code and of the database. */
  cpuMs: number;
}

const perRow = (milliseconds: number, { rows }: Written) => milliseconds / rows;
const rate = (written: Written) =>
  `${Math.round(1_000 / perRow(written.wallMs, written))} rows/s  CPU ${(1_000 * perRow(written.cpuMs, written)).toFixed(0)} µs/row`;

/** CPU of everything that takes part, from now on. */
async function cpuOf({ pool, kind }: TestDatabase): Promise<() => Promise<number>> {
  const total = async () => {
    const { ownMs, databaseMs = 0 } = await cpuSoFar(pool, kind === 'server');
    return ownMs + databaseMs;
  };
  const before = await total();
  return async () => (await total()) - before;
}

/** The ORM's bulk insert into the same table, without prices or rollups; the rows are removed again. */
async function measureCreateMany(database: TestDatabase): Promise<Written> {
  const { prisma, pool } = database;
  const template = await prisma.usageBucket.findFirstOrThrow();
  const { tags: _, ...columns } = template;
  const data = Array.from({ length: REFERENCE_ROWS }, (_unused, index) => ({
    ...columns,
    stream: 'reference',
    naturalKey: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
  }));
  const cpu = await cpuOf(database);
  const start = performance.now();
  await prisma.usageBucket.createMany({ data });
  const written = { rows: REFERENCE_ROWS, wallMs: performance.now() - start, cpuMs: await cpu() };
  await pool.query("DELETE FROM usage_bucket WHERE stream = 'reference'");
  return written;
}

await benchProjection(print);
for (const engine of ['pglite', ...(process.env.TEST_DATABASE_URL ? ['postgres'] : [])]) {
  process.env.OUTLAY_TEST_ON = engine;
  const database = await createTestDatabase();
  try {
    await bench(database);
  } finally {
    await database.close();
  }
}
if (!process.env.TEST_DATABASE_URL) print('\nSet TEST_DATABASE_URL to measure a PostgreSQL server too.');
process.exit(0);
