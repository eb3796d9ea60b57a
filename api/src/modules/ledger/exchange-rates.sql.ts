import type { Prisma } from '@outlay/prisma';
import type { Day } from '../../lib/calendar.ts';

type Tx = Prisma.TransactionClient;

export interface RateRow {
  base: string;
  day: Day;
  rate: string;
}

export type ReplacedRate = RateRow & { quote: string; importId: number };

/** Rates of other imports that these say otherwise. */
export function otherRates(tx: Tx, quote: string, rates: readonly RateRow[]): Promise<ReplacedRate[]> {
  return tx.$queryRaw<ReplacedRate[]>`
    SELECT e.base, e.quote, e.day::text AS day, e.rate::text AS rate, e.import_id AS "importId"
    FROM exchange_rate e
    JOIN unnest(${rates.map(({ base }) => base)}::text[], ${rates.map(({ day }) => day)}::date[],
      ${rates.map(({ rate }) => rate)}::numeric[]) AS w(base, day, rate) ON e.base = w.base AND e.day = w.day
    WHERE e.quote = ${quote} AND e.import_id IS NOT NULL AND e.rate <> w.rate`;
}

/** Writes what is new or of another import; rates set by hand stay. Answers the currencies and first days that changed. */
export function writeRates(
  tx: Tx,
  { quote, importId }: { quote: string; importId: number },
  rates: readonly RateRow[],
): Promise<{ base: string; day: Day }[]> {
  return tx.$queryRaw<{ base: string; day: Day }[]>`
    WITH written AS (
      INSERT INTO exchange_rate (base, quote, day, rate, import_id)
      SELECT base, ${quote}, day, rate, ${importId}::int
      FROM unnest(${rates.map(({ base }) => base)}::text[], ${rates.map(({ day }) => day)}::date[],
        ${rates.map(({ rate }) => rate)}::numeric[]) AS w(base, day, rate)
      ON CONFLICT (base, quote, day) DO UPDATE SET rate = excluded.rate, import_id = excluded.import_id
        WHERE exchange_rate.import_id IS NOT NULL AND exchange_rate.rate <> excluded.rate
      RETURNING base, day)
    SELECT base, min(day)::text AS day FROM written GROUP BY base`;
}

/** Takes the rates of an import out and puts back what it replaced of imports that stand. */
export async function removeRates(
  tx: Tx,
  importId: number,
  replaced: readonly ReplacedRate[],
): Promise<{ base: string; day: Day }[]> {
  const removed = await tx.$queryRaw<{ base: string; day: Day }[]>`
    WITH removed AS (DELETE FROM exchange_rate WHERE import_id = ${importId} RETURNING base, day)
    SELECT base, min(day)::text AS day FROM removed GROUP BY base`;
  await tx.$executeRaw`
    INSERT INTO exchange_rate (base, quote, day, rate, import_id)
    SELECT w.base, w.quote, w.day, w.rate, w."importId"
    FROM jsonb_to_recordset(${JSON.stringify(replaced)}::jsonb)
      AS w(base text, quote text, day date, rate numeric, "importId" int)
    JOIN import m ON m.id = w."importId" AND m.undone_at IS NULL
    ON CONFLICT DO NOTHING`;
  return removed;
}

/** A currency that usage is stored in and that nothing turns into the reporting currency any more. */
export async function currencyWithoutRate(tx: Tx, bases: readonly string[]): Promise<string | undefined> {
  const rows = await tx.$queryRaw<{ currency: string }[]>`
    SELECT DISTINCT u.currency FROM usage_bucket u, organization o
    WHERE u.currency = ANY (${[...bases]}::text[]) AND u.currency <> o.reporting_currency
      AND NOT EXISTS (SELECT FROM exchange_rate e WHERE e.base = u.currency AND e.quote = o.reporting_currency) LIMIT 1`;
  return rows[0]?.currency;
}

/** Days of usage in these currencies from the first changed day on (all, where it was the first rate) are rebuilt. */
export async function markRatesChanged(tx: Tx, changed: readonly { base: string; day: Day }[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE rollup_day SET is_stale = true FROM (
      SELECT DISTINCT u.connection_id, u.billing_day FROM usage_day u
      JOIN unnest(${changed.map(({ base }) => base)}::text[], ${changed.map(({ day }) => day)}::date[]) AS c(base, day)
        ON u.currency = c.base
      WHERE u.billing_day >= c.day
        OR NOT EXISTS (SELECT FROM exchange_rate e WHERE e.base = c.base AND e.day < c.day)) AS touched
    WHERE rollup_day.connection_id = touched.connection_id AND rollup_day.billing_day = touched.billing_day`;
}
