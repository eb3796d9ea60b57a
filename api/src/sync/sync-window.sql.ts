import type { PoolClient } from 'pg';
import type { Day } from '../lib/calendar.ts';
import { ConflictError } from '../lib/errors.ts';

export interface WindowScope {
  connectionId: number;
  stream: string;
  day: Day;
}

export async function readWatermark(client: PoolClient, scope: WindowScope): Promise<{ digest: string } | undefined> {
  const { rows } = await client.query<{ digest: string }>(
    'SELECT digest FROM sync_window WHERE connection_id = $1 AND stream = $2 AND day = $3',
    [scope.connectionId, scope.stream, scope.day],
  );
  return rows[0];
}

/** Once settled, a window stays settled: a later read by a clock that went back does not reopen it. */
export async function writeWatermark(
  client: PoolClient,
  window: WindowScope & { readAt: Date; rowCount: number; digest: string; isSettled: boolean },
): Promise<void> {
  await client.query(
    `INSERT INTO sync_window (connection_id, stream, day, read_at, row_count, digest, is_settled)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (connection_id, stream, day) DO UPDATE SET read_at = excluded.read_at, row_count = excluded.row_count,
       digest = excluded.digest, is_settled = sync_window.is_settled OR excluded.is_settled`,
    [window.connectionId, window.stream, window.day, window.readAt, window.rowCount, window.digest, window.isSettled],
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
      `There is no exchange rate from ${currency} to ${organization.reporting}. Add one, then sync again.`,
    );
  }
  return organization.zone;
}
