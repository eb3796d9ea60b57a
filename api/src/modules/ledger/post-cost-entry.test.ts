import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { db, useDatabase } from '../../db.ts';
import { createTestDatabase, type TestDatabase } from '../../test/test-database.ts';
import { PeriodClosedError } from './period-closed-error.ts';
import { type CostEntryDraft, postCostEntry } from './post-cost-entry.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database);
});
beforeEach(async () => {
  await database.reset();
  await db.organization.create({ data: { name: 'Acme' } });
});
afterAll(() => database.close());

const draft: CostEntryDraft = {
  date: '2026-09-15',
  service: { from: '2026-09-15', until: '2026-10-15' },
  description: 'Claude Max',
  kind: 'FIXED',
  source: 'MANUAL',
  currency: 'USD',
  lines: [{ amount: 1_000_000n }, { amount: 333_333n, category: 'Training' }],
};
const post = (changes: Partial<CostEntryDraft> = {}) =>
  db.$transaction((tx) => postCostEntry(tx, { ...draft, ...changes }));
const month = (day: string) => new Date(`${day}T00:00:00Z`);

test('an entry is the sum of its lines', async () => {
  const id = (await post()) ?? 0;
  const entry = await db.costEntry.findUniqueOrThrow({ where: { id }, include: { lines: { orderBy: { id: 'asc' } } } });
  expect(entry.amount.toString()).toBe('133.3333');
  expect(entry.lines.map(({ amount, category }) => [amount.toString(), category])).toEqual([
    ['100', ''],
    ['33.3333', 'Training'],
  ]);
});

test('keeps the rate of its date, and its lines add up in the reporting currency too', async () => {
  await db.exchangeRate.createMany({
    data: [
      { base: 'EUR', quote: 'USD', day: month('2026-09-01'), rate: '1.0777' },
      { base: 'EUR', quote: 'USD', day: month('2026-09-16'), rate: '2' },
    ],
  });
  const id =
    (await post({ currency: 'EUR', lines: [{ amount: 33_333n }, { amount: 33_333n }, { amount: 33_334n }] })) ?? 0;
  const entry = await db.costEntry.findUniqueOrThrow({ where: { id }, include: { lines: true } });
  expect(entry.reportingAmount.toString()).toBe('10.777');
  expect(entry.lines.reduce((sum, line) => sum.plus(line.reportingAmount), entry.amount.mul(0)).toString()).toBe(
    '10.777',
  );
});

test('a currency without a rate is refused, naming it', async () => {
  await expect(post({ currency: 'CHF' })).rejects.toMatchObject({ field: 'currency', value: 'CHF' });
});

test('one origin posts once, also at the same time', async () => {
  const ids = await Promise.all(Array.from({ length: 4 }, () => post({ originKey: 'subscription:1:2026-09-15' })));
  expect(ids.filter((id) => id !== undefined)).toHaveLength(1);
  expect(await db.costEntryLine.count()).toBe(2);
});

test('the database keeps a closed month from every change', async () => {
  const id = (await post()) ?? 0;
  await db.accountingPeriod.update({ where: { month: month('2026-09-01') }, data: { status: 'CLOSED' } });
  await expect(post()).rejects.toBeInstanceOf(PeriodClosedError);
  await expect(post()).rejects.toMatchObject({ field: 'date', month: '2026-09-01' });
  await expect(db.costEntry.update({ where: { id }, data: { description: 'x' } })).rejects.toThrow(/is closed/);
  await expect(db.costEntry.update({ where: { id }, data: { date: month('2026-10-01') } })).rejects.toThrow(
    /is closed/,
  );
  await expect(db.costEntryLine.updateMany({ data: { category: 'x' } })).rejects.toThrow(/is closed/);
  await expect(db.costEntryLine.deleteMany()).rejects.toThrow(/is closed/);
  await expect(db.costEntry.deleteMany()).rejects.toThrow(/is closed/);
  expect(await post({ date: '2026-10-01' })).toBeTypeOf('number');
});
