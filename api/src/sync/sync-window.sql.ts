import type { PoolClient } from 'pg';
import type { Day } from '../lib/calendar.ts';
import { ConflictError } from '../lib/errors.ts';

/** Digests of what is stored of these days of a stream; days never read are absent. */
export async function readDigests(
  client: PoolClient,
  { connectionId, stream, days }: { connectionId: number; stream: string; days: readonly Day[] },
): Promise<Map<Day, string>> {
  const { rows } = await client.query<{ day: Day; digest: string }>(
    'SELECT day, digest FROM sync_window WHERE connection_id = $1 AND stream = $2 AND day = ANY($3::date[])',
    [connectionId, stream, days],
  );
  return new Map(rows.map(({ day, digest }) => [day, digest]));
}

interface Watermark {
  day: Day;
  rowCount: number;
  digest: string;
  isSettled: boolean;
}

/** Once settled, a window stays settled: a later read by a clock that went back does not reopen it. */
export async function writeWatermarks(
  client: PoolClient,
  { connectionId, stream, readAt }: { connectionId: number; stream: string; readAt: Date },
  watermarks: readonly Watermark[],
): Promise<void> {
  await client.query(
    `INSERT INTO sync_window (connection_id, stream, day, read_at, row_count, digest, is_settled)
     SELECT $1, $2, w.day, $3, w.row_count, w.digest, w.is_settled
     FROM unnest($4::date[], $5::int[], $6::text[], $7::bool[]) AS w(day, row_count, digest, is_settled)
     ON CONFLICT (connection_id, stream, day) DO UPDATE SET read_at = excluded.read_at, row_count = excluded.row_count,
       digest = excluded.digest, is_settled = sync_window.is_settled OR excluded.is_settled`,
    [
      connectionId,
      stream,
      readAt,
      watermarks.map(({ day }) => day),
      watermarks.map(({ rowCount }) => rowCount),
      watermarks.map(({ digest }) => digest),
      watermarks.map(({ isSettled }) => isSettled),
    ],
  );
}

/** The reporting zone. @throws ConflictError when the currency cannot be reported: money without a rate would vanish. */
export async function requireReportingRate(client: PoolClient, currency: string): Promise<string> {
  const { rows } = await client.query<{ zone: string; reporting: string; hasRate: boolean }>(
    `SELECT reporting_zone AS zone, reporting_currency AS reporting,
       reporting_currency = $1 OR EXISTS (SELECT FROM exchange_rate WHERE base = $1 AND quote = reporting_currency) AS "hasRate"
     FROM organization WHERE id = 1`,
    [currency],
  );
  const [organization] = rows;
  if (!organization) throw new ConflictError('organization', 'Set up the organization before usage is stored.');
  if (!organization.hasRate) {
    throw new ConflictError(
      'currency',
      `There is no exchange rate from ${currency} to ${organization.reporting}. Add one with setExchangeRate, then sync again.`,
    );
  }
  return organization.zone;
}
