import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { db, pool, useDatabase } from '../../db.ts';
import { createOrganization } from '../../test/factories.ts';
import { createTestDatabase, type TestDatabase } from '../../test/test-database.ts';
import { incompleteFrom } from './data-freshness.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database);
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.reset();
  await createOrganization();
});

const range = { from: '2026-11-01', until: '2026-12-01' };
const now = new Date('2026-11-22T12:00:00Z');

async function answer(overrides: Partial<Parameters<typeof incompleteFrom>[1]> = {}) {
  const start = await incompleteFrom(pool, { range, dayBasis: 'REPORTING', zone: 'UTC', now, ...overrides });
  return start?.toISOString();
}

/** A connection read from the first of October on; each day closed until `closedUntil`. */
async function connect(
  { closedUntil, readUntil }: { closedUntil: string; readUntil: string },
  status: 'ACTIVE' | 'PAUSED' | 'DISCONNECTED' = 'ACTIVE',
) {
  const vendor = await db.vendor.create({ data: { code: closedUntil, name: 'Vendor' } });
  const { id } = await db.connection.create({ data: { vendorId: vendor.id, name: closedUntil, status } });
  await pool.query(
    `INSERT INTO sync_window (connection_id, stream, day, read_at, row_count, digest, is_settled)
     SELECT $1, 'usage', day, now(), 0, '', true FROM generate_series('2026-10-01'::date, $2::date - 1, '1 day') AS day`,
    [id, readUntil],
  );
  await pool.query(
    `INSERT INTO rollup_day (connection_id, billing_day, closed_at)
     SELECT $1, day, CASE WHEN day < $3::date THEN now() END FROM generate_series('2026-10-01'::date, $2::date - 1, '1 day') AS day`,
    [id, readUntil, closedUntil],
  );
}

describe('without connections', () => {
  test('today is unfinished', async () => {
    expect(await answer()).toBe('2026-11-22T00:00:00.000Z');
  });
  test('today is that of the reporting zone, or of UTC for billing days', async () => {
    const late = { now: new Date('2026-11-22T03:00:00Z'), zone: 'America/New_York' };
    expect(await answer(late)).toBe('2026-11-21T05:00:00.000Z');
    expect(await answer({ ...late, dayBasis: 'BILLING' })).toBe('2026-11-22T00:00:00.000Z');
  });
  test('the past is complete, the future is not', async () => {
    expect(await answer({ range: { from: '2026-10-01', until: '2026-11-01' } })).toBeUndefined();
    expect(await answer({ range: { from: '2026-12-01', until: '2027-01-01' } })).toBe('2026-12-01T00:00:00.000Z');
  });
});

describe('with connections', () => {
  test('from the first day that an active one has not closed', async () => {
    await connect({ closedUntil: '2026-11-20', readUntil: '2026-11-23' });
    expect(await answer()).toBe('2026-11-20T00:00:00.000Z');
    await connect({ closedUntil: '2026-11-12', readUntil: '2026-11-23' });
    expect(await answer()).toBe('2026-11-12T00:00:00.000Z');
  });
  test('from the day after the newest one read', async () => {
    await connect({ closedUntil: '2026-11-08', readUntil: '2026-11-08' });
    expect(await answer()).toBe('2026-11-08T00:00:00.000Z');
    expect(await answer({ range: { from: '2026-11-10', until: '2026-11-20' } })).toBe('2026-11-10T00:00:00.000Z');
    expect(await answer({ range: { from: '2026-11-01', until: '2026-11-08' } })).toBeUndefined();
  });
  test('the whole range while one was never read', async () => {
    await connect({ closedUntil: '2026-10-01', readUntil: '2026-10-01' });
    expect(await answer()).toBe('2026-11-01T00:00:00.000Z');
  });
  test('days older than the first read one are not missing', async () => {
    await connect({ closedUntil: '2026-11-23', readUntil: '2026-11-23' });
    expect(await answer({ range: { from: '2025-01-01', until: '2026-11-01' } })).toBeUndefined();
  });
  test.each(['PAUSED', 'DISCONNECTED'] as const)('%s ones owe nothing, however much they left open', async (status) => {
    await connect({ closedUntil: '2026-11-12', readUntil: '2026-11-15' }, status);
    await connect({ closedUntil: '2026-10-01', readUntil: '2026-10-01' }, status);
    expect(await answer()).toBe('2026-11-22T00:00:00.000Z');
    await connect({ closedUntil: '2026-11-21', readUntil: '2026-11-23' });
    expect(await answer()).toBe('2026-11-21T00:00:00.000Z');
  });
  test('an open UTC day makes both reporting days incomplete that share its hours', async () => {
    await connect({ closedUntil: '2026-11-20', readUntil: '2026-11-23' });
    expect(await answer({ zone: 'America/Los_Angeles' })).toBe('2026-11-19T08:00:00.000Z');
    expect(await answer({ zone: 'Asia/Tokyo' })).toBe('2026-11-19T15:00:00.000Z');
    const tokyo = { zone: 'Asia/Tokyo', range: { from: '2026-11-21', until: '2026-11-22' } };
    expect(await answer(tokyo)).toBe('2026-11-20T15:00:00.000Z');
    const pacific = { zone: 'America/Los_Angeles', range: { from: '2026-11-10', until: '2026-11-20' } };
    expect(await answer(pacific)).toBe('2026-11-19T08:00:00.000Z');
    expect(await answer({ ...pacific, dayBasis: 'BILLING' })).toBeUndefined();
  });
});
