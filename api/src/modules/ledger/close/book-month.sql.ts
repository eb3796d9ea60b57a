import type { PoolClient } from 'pg';
import type { Day } from '../../../lib/calendar.ts';
import { glAccountCase, readGlCoding } from '../gl-account-case.sql.ts';
import { bookedColumns, monthCost } from './month-cost.sql.ts';

type Client = Pick<PoolClient, 'query'>;

/** Held until the end of the transaction by whoever closes, reopens or adjusts: one at a time. */
export async function lockBooks(client: Client): Promise<void> {
  await client.query('LOCK TABLE booked_cost IN SHARE ROW EXCLUSIVE MODE');
}

/** Whoever writes entries of the month waits until the transaction ends. Answers whether it is closed. */
export async function lockMonth(client: Client, month: Day): Promise<{ isClosed: boolean }> {
  await client.query('INSERT INTO accounting_period (month) VALUES ($1::date) ON CONFLICT DO NOTHING', [month]);
  const { rows } = await client.query<{ isClosed: boolean }>(
    `SELECT status = 'CLOSED' AS "isClosed" FROM accounting_period WHERE month = $1::date FOR UPDATE`,
    [month],
  );
  return rows[0] ?? { isClosed: false };
}

/** Keeps what the month costs as of now. The caller lets nobody store usage meanwhile. */
export async function bookMonth(client: Client, month: Day): Promise<void> {
  const coding = glAccountCase(await readGlCoding(client));
  await client.query(`INSERT INTO booked_cost (${bookedColumns.join(', ')}) ${monthCost(coding)}`, [month]);
  await client.query(
    `UPDATE rollup_day SET booked_revision = revision
     WHERE billing_day >= $1::date AND billing_day < $1::date + interval '1 month'`,
    [month],
  );
}

export async function unbookMonth(client: Client, month: Day): Promise<void> {
  await client.query('DELETE FROM booked_cost WHERE billing_month = $1::date', [month]);
}

/** Days of the month whose figures wait to be rebuilt. */
export async function staleDayCount(client: Client, month: Day): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM rollup_day
     WHERE is_stale AND billing_day >= $1::date AND billing_day < $1::date + interval '1 month'`,
    [month],
  );
  return rows[0]?.count ?? 0;
}

export async function lastClosedMonth(client: Client): Promise<Day | undefined> {
  const { rows } = await client.query<{ month: Day | null }>(
    `SELECT max(month)::text AS month FROM accounting_period WHERE status = 'CLOSED'`,
  );
  return rows[0]?.month ?? undefined;
}
