import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMigrationFiles } from '@outlay/prisma/migrations';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from './database/open-database.ts';
import { createLogger } from './lib/logger.ts';
import { type OutlayProcess, startOutlay } from './test/outlay-process.ts';

const secret = 'x'.repeat(32);
const ready = 'the database is ready';
let directory: string;
let started: OutlayProcess[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'outlay-main-'));
  started = [];
});
afterEach(() => {
  for (const { child } of started) child.kill('SIGKILL');
  rmSync(directory, { recursive: true, force: true });
});

function start(environment: Record<string, string> = {}): OutlayProcess {
  const outlay = startOutlay({ OUTLAY_DATA_DIR: directory, ...environment }, directory);
  started.push(outlay);
  return outlay;
}

async function startedOnce(): Promise<void> {
  const outlay = start();
  await outlay.logged(ready);
  outlay.child.kill('SIGTERM');
  expect(await outlay.ended()).toEqual({ code: 0, errors: '' });
}

/** Runs SQL on the data of a stopped installation. */
async function alter(sql: string): Promise<void> {
  const failed = (error: Error) => expect.unreachable(error.message);
  const place = { databaseUrl: undefined, dataDirectory: directory };
  const database = await openDatabase(place, {
    logger: createLogger('silent'),
    migrations: readMigrationFiles(),
    onFailure: failed,
  });
  await database.pool.query(sql);
  await database.close();
}

/** Every file below the data directory but the lock, with size and time of change. */
const stateOfData = () =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((path) => !path.startsWith('lock'))
    .map((path) => ({ path, stat: statSync(join(directory, path)) }))
    .map(({ path, stat }) => (stat.isFile() ? `${path} ${stat.size} ${stat.mtimeMs}` : path))
    .toSorted();

describe('the process', { timeout: 300_000 }, () => {
  test('2: reports every mistake in the configuration', async () => {
    const { code, errors } = await start({ PORT: 'high', LOG_LEVEL: 'loud' }).ended();
    expect(code).toBe(2);
    expect(errors).toMatch(/PORT="high" must be.*\n.*LOG_LEVEL="loud" must be/);
    expect(readdirSync(directory)).toEqual([]);
  });

  test('2: a mistake in .env counts like one in the environment', async () => {
    writeFileSync(join(directory, '.env'), 'LOG_LEVEL=loud\n');
    expect(await start().ended()).toMatchObject({ code: 2, errors: expect.stringContaining('LOG_LEVEL="loud"') });
  });

  test('3: a second process on the same data is turned away and the first goes on', async () => {
    const first = start();
    await first.logged(ready);
    const { code, errors } = await start().ended();
    expect(code).toBe(3);
    expect(errors).toContain(`in use by another Outlay process (pid ${first.child.pid})`);
    first.child.kill('SIGTERM');
    expect((await first.ended()).code).toBe(0);
  });

  test('after kill -9 the next start needs no hand', async () => {
    const first = start();
    await first.logged(ready);
    first.child.kill('SIGKILL');
    await first.ended();
    await startedOnce();
  });

  test('what subscriptions charged while it stood still is posted at the next start', async () => {
    await startedOnce();
    await alter(`
      INSERT INTO organization (name) VALUES ('Acme');
      INSERT INTO member (email, name) VALUES ('ada@acme.test', 'Ada');
      INSERT INTO vendor (code, name) VALUES ('acme', 'Acme');
      INSERT INTO subscription (vendor_id, name, "interval", currency, started_on)
        SELECT id, 'Seat', 'MONTHLY', 'USD', current_date - 70 FROM vendor WHERE code = 'acme';
      INSERT INTO subscription_price (subscription_id, "from", amount) SELECT id, started_on, 10 FROM subscription;
      INSERT INTO subscription_owner (subscription_id, "from", member_id) SELECT s.id, s.started_on, m.id FROM subscription s, member m;
    `);
    const outlay = start();
    await outlay.logged('subscriptions were posted');
    outlay.child.kill('SIGTERM');
    expect(await outlay.ended()).toEqual({ code: 0, errors: '' });
    await alter('DO $$ BEGIN ASSERT (SELECT count(*) FROM cost_entry) = 3; END $$');
  });

  test('4 and 5: data of another engine or of a newer schema is left untouched', async () => {
    await startedOnce();
    const stampPath = join(directory, 'database.json');
    const stamp = JSON.parse(readFileSync(stampPath, 'utf8'));
    expect(stamp.schemaVersion).toBe(readMigrationFiles().at(-1)?.name);

    writeFileSync(stampPath, JSON.stringify({ ...stamp, engineVersion: '0.4.3', postgresMajor: 17 }));
    const before = stateOfData();
    const otherEngine = await start().ended();
    expect(otherEngine).toMatchObject({ code: 4, errors: expect.stringContaining('PGlite 0.4.3 (PostgreSQL 17)') });
    expect(stateOfData()).toEqual(before);

    writeFileSync(stampPath, JSON.stringify({ ...stamp, schemaVersion: '29990101000000_future' }));
    const future = stateOfData();
    const newer = await start().ended();
    expect(newer).toMatchObject({ code: 5, errors: expect.stringContaining('29990101000000_future') });
    expect(stateOfData()).toEqual(future);
  });

  test('5: a migration from the future in the database itself is refused too', async () => {
    await startedOnce();
    await alter(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('f', 'f', '2999_f', now())`,
    );
    expect(await start().ended()).toMatchObject({ code: 5, errors: expect.stringContaining('2999_f') });
  });

  test('7: a changed or failed migration is refused', async () => {
    await startedOnce();
    await alter(`UPDATE _prisma_migrations SET checksum = 'other' WHERE migration_name LIKE '%_init'`);
    expect(await start().ended()).toMatchObject({
      code: 7,
      errors: expect.stringContaining('was changed after it was applied'),
    });
    await alter('UPDATE _prisma_migrations SET finished_at = NULL');
    expect(await start().ended()).toMatchObject({ code: 7, errors: expect.stringContaining('recorded as failed') });
  });

  test('6: an unreachable server is named without its password', async () => {
    const port = await freePort();
    const server = `postgres://me:hunter2@127.0.0.1:${port}/outlay`;
    const { code, errors } = await start({ DATABASE_URL: server, OUTLAY_SECRET: secret }).ended();
    expect(code).toBe(6);
    expect(errors).toContain(`No PostgreSQL server can be reached at 127.0.0.1:${port}/outlay.`);
    expect(errors).not.toContain('hunter2');
  });
});

/** A port on which nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
