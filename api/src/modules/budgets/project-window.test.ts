import { expect, test } from 'vitest';
import { db, pool } from '../../db.ts';
import { useAcme } from '../../test/use-acme.ts';
import { mutate } from '../ledger/ledger-kit.ts';
import { addBudget, readUsage } from './budget-kit.ts';

const given = useAcme();
const { admin } = given;

const unit = 1_000_000_000n;
/** 7 USD a day and 1 more on Mondays, some of it today; what is read until yesterday is complete. */
async function spendForMonths() {
  for (const facts of ['usage_bucket', 'usage_day', 'usage_month']) await pool.query(`DELETE FROM ${facts}`);
  const start = Date.parse('2026-08-01T09:00:00Z');
  const facts = Array.from({ length: 114 }, (_, index) => {
    const hour = new Date(start + index * 86_400_000);
    const spendNano = (hour.getUTCDay() === 1 ? 8n : 7n) * unit;
    return {
      connectionId: given.acme.connection.id,
      vendorId: given.acme.vendor.id,
      hour: hour.toISOString(),
      spendNano,
      requests: 3n,
    };
  });
  await readUsage(facts);
  await pool.query("UPDATE rollup_day SET closed_at = rebuilt_at WHERE billing_day < '2026-11-22'");
  await db.connection.updateMany({ data: { status: 'PAUSED' } });
}

interface Projected {
  from: string;
  spent: string;
  projected: { expected: string; low: string | null; high: string | null; days: { day: string; expected: string }[] };
}
async function projected(): Promise<Projected[]> {
  const { budgets } = await admin().query<{ budgets: { edges: { node: { currentWindow: Projected } }[] } }>(
    `{ budgets { edges { node { currentWindow { from spent projected { expected low high days { day expected } } } } } } }`,
  );
  return budgets.edges.map(({ node }) => node.currentWindow);
}

test.each(['COST', 'REQUESTS'])(
  'a month of %s is expected to come to what the projection of the month says',
  async (metric) => {
    await spendForMonths();
    const line = [{ percent: '100' }];
    const entry = { description: 'Licence', currency: 'USD', kind: 'FIXED', lines: line };
    await mutate(admin(), 'createCostEntry', { ...entry, date: '2026-11-10', amount: '33' }, '... on CostEntry { id }');
    await mutate(admin(), 'createCostEntry', { ...entry, date: '2026-11-26', amount: '11' }, '... on CostEntry { id }');
    const recurring = {
      description: 'Hosting',
      currency: 'USD',
      interval: 'MONTHLY',
      startsOn: '2026-11-28',
      amount: '20',
      lines: line,
    };
    await mutate(admin(), 'createRecurringCost', recurring, '... on RecurringCost { id }');
    await addBudget(admin(), { period: 'MONTHLY', metric, limit: '1000' });
    const { projection } = await admin().query<{
      projection: { expected: string; low: string; high: string; actual: string };
    }>(`{ projection(month: "2026-11-01", metric: ${metric}) { expected low high actual } }`);
    const [window] = await projected();
    const { expected, low, high } = projection;
    expect(window?.projected).toMatchObject({ expected, low, high });
    expect(Number(expected)).toBeGreaterThan(Number(window?.spent));
    expect(window?.projected.days.at(-1)).toEqual({ day: '2026-11-30', expected });
  },
);

test('a quarter, a year and a week are expected by the same days', async () => {
  await spendForMonths();
  await addBudget(admin(), { name: '1', period: 'WEEKLY', limit: '1000' });
  await addBudget(admin(), { name: '2', period: 'QUARTERLY', limit: '1000' });
  await addBudget(admin(), { name: '3', period: 'YEARLY', limit: '1000' });
  const windows = await projected();
  const [week, quarter, year] = windows;
  expect([week?.from, quarter?.from, year?.from]).toEqual(['2026-11-16', '2026-10-01', '2026-01-01']);
  // Sunday the 22nd is the last day of its week, and has come to what is expected of it.
  expect(week?.projected.expected).toBe(week?.spent);
  const left = (window: Projected | undefined) => Number(window?.projected.expected) - Number(window?.spent);
  // 39 days from the 23rd on, six of them Mondays.
  expect(left(quarter)).toBeCloseTo(39 * 7 + 6, 6);
  expect(left(year)).toBeCloseTo(left(quarter), 6);
});
