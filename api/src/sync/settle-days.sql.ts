import type { PoolClient } from 'pg';
import { type Day, daysOf } from '../lib/calendar.ts';
import { DIMENSIONS, type EvidenceRow, QUANTITIES, type Settlement } from './evidence-row.ts';
import { STORED_COLUMNS, type StoredRow } from './stored-row.ts';

/** A row with what settlement said of it last time. */
export interface StoredEvidence extends EvidenceRow {
  shard: number;
  isCounted: boolean;
  spendNano: bigint;
}

/** The days themselves and those that share a longer bill with them. */
export async function daysToSettle(client: PoolClient, connectionId: number, days: readonly Day[]): Promise<Day[]> {
  const { rows } = await client.query<{ from: Day; until: Day }>(
    `SELECT DISTINCT billing_day::text AS "from", period_until::text AS "until" FROM usage_bucket
     WHERE connection_id = $1 AND period_until IS NOT NULL AND NOT is_residual
       AND billing_day <= (SELECT max(d) FROM unnest($2::date[]) AS d) AND period_until > (SELECT min(d) FROM unnest($2::date[]) AS d)`,
    [connectionId, days],
  );
  return [...new Set([...days, ...rows.flatMap(daysOf)])].sort();
}

/** Days with more than the vendor's own usage report, or in a longer bill: there the ranks have to be compared. */
export async function daysOfSeveralRanks(
  client: PoolClient,
  connectionId: number,
  days: readonly Day[],
): Promise<Set<Day>> {
  const { rows } = await client.query<{ day: Day; until: Day }>(
    `SELECT billing_day AS day, coalesce(max(period_until), billing_day + 1) AS until FROM usage_bucket
     WHERE connection_id = $1 AND billing_day = ANY($2::date[]) AND (evidence <> 'REPORTED' OR is_residual) GROUP BY billing_day`,
    [connectionId, days],
  );
  return new Set(rows.flatMap(({ day, until }) => daysOf({ from: day, until })));
}

/** What rows of a single rank count: their own cost. */
export async function takeOwnCosts(client: PoolClient, connectionId: number, days: readonly Day[]): Promise<void> {
  await client.query(
    `UPDATE usage_bucket SET is_counted = NOT is_detail_only, spend_nano = CASE WHEN is_detail_only THEN 0 ELSE coalesce(cost_nano, 0) END
     WHERE connection_id = $1 AND billing_day = ANY($2::date[])
       AND (is_counted = is_detail_only OR spend_nano <> CASE WHEN is_detail_only THEN 0 ELSE coalesce(cost_nano, 0) END)`,
    [connectionId, days],
  );
}

type FlatEvidence = Omit<StoredEvidence, 'quantities'> & EvidenceRow['quantities'];
const LOADED = [
  'shard',
  'naturalKey',
  'vendorId',
  'stream',
  'evidence',
  'billingKind',
  'chargeClass',
  'sessionId',
  'hasRequestId',
  'isDetailOnly',
  'isCounted',
  'spendNano',
  'listValueNano',
  'costNano',
  ...DIMENSIONS,
  ...QUANTITIES,
] as const satisfies (keyof StoredRow)[];

/** All evidence of the days, residuals left out. */
export async function loadEvidence(
  client: PoolClient,
  connectionId: number,
  days: readonly Day[],
): Promise<StoredEvidence[]> {
  const { rows } = await client.query<FlatEvidence>(
    `SELECT ${LOADED.map((field) => `b.${STORED_COLUMNS[field][0]} AS "${field}"`).join(', ')},
       b.billing_day AS "billingDay", b.period_until AS "periodUntil", coalesce(nullif(b.tool_id, 0), i.tool_id, 0) AS "toolId"
     FROM usage_bucket b LEFT JOIN identity i ON i.id = b.api_key_identity_id
     WHERE b.connection_id = $1 AND b.billing_day = ANY($2::date[]) AND NOT b.is_residual`,
    [connectionId, days],
  );
  return rows.map((row) => ({
    ...row,
    quantities: Object.fromEntries(QUANTITIES.map((name) => [name, row[name]])) as EvidenceRow['quantities'],
  }));
}

export async function loadLadderState(
  client: PoolClient,
  connectionId: number,
  days: readonly Day[],
): Promise<{
  closedDays: Set<Day>;
  /** Code of the connection's vendor. */
  vendor: string;
  spreadsPositiveResidual: boolean;
}> {
  const closed = await client.query<{ day: Day }>(
    'SELECT billing_day::text AS day FROM rollup_day WHERE connection_id = $1 AND billing_day = ANY($2::date[]) AND closed_at IS NOT NULL',
    [connectionId, days],
  );
  const connection = await client.query<{ spreads: boolean; vendor: string }>(
    `SELECT c.spreads_positive_residual AS spreads, v.code AS vendor
     FROM connection c JOIN vendor v ON v.id = c.vendor_id WHERE c.id = $1`,
    [connectionId],
  );
  return {
    closedDays: new Set(closed.rows.map(({ day }) => day)),
    vendor: connection.rows[0]?.vendor ?? '',
    spreadsPositiveResidual: connection.rows[0]?.spreads ?? false,
  };
}

/** Writes what changed of the verdicts, and the residuals anew. */
export async function writeSettlement(
  client: PoolClient,
  connectionId: number,
  days: readonly Day[],
  rows: readonly StoredEvidence[],
  { verdicts, residuals }: Settlement,
): Promise<void> {
  const changed = rows.flatMap((row) => {
    const verdict = verdicts.get(row.naturalKey);
    return verdict && (verdict.isCounted !== row.isCounted || verdict.spendNano !== row.spendNano)
      ? [{ row, verdict }]
      : [];
  });
  if (changed.length > 0) {
    await client.query(
      `UPDATE usage_bucket SET is_counted = verdict.is_counted, spend_nano = verdict.spend_nano
       FROM unnest($1::int[], $2::uuid[], $3::bool[], $4::int8[]) AS verdict(shard, natural_key, is_counted, spend_nano)
       WHERE usage_bucket.shard = verdict.shard AND usage_bucket.natural_key = verdict.natural_key`,
      [
        changed.map(({ row }) => row.shard),
        changed.map(({ row }) => row.naturalKey),
        changed.map(({ verdict }) => verdict.isCounted),
        changed.map(({ verdict }) => verdict.spendNano.toString()),
      ],
    );
  }
  await client.query(
    'DELETE FROM usage_bucket WHERE connection_id = $1 AND billing_day = ANY($2::date[]) AND is_residual',
    [connectionId, days],
  );
  if (residuals.length === 0) return;
  await client.query(INSERT_RESIDUALS, [
    residuals.map(({ source }) => (source as StoredEvidence).shard),
    residuals.map(({ source }) => source.naturalKey),
    residuals.map(({ part }) => part),
    residuals.map(({ billingDay }) => billingDay),
    residuals.map(({ listValueNano }) => listValueNano?.toString() ?? null),
    residuals.map(({ spendNano }) => spendNano.toString()),
    ...DIMENSIONS.map((name) => residuals.map(({ dimensions }) => dimensions[name])),
    ...QUANTITIES.map((name) => residuals.map(({ quantities }) => quantities[name]?.toString() ?? null)),
  ]);
}

/** Columns a residual takes from the row it is left of. */
const COPIED = [
  'shard',
  'connectionId',
  'evidence',
  'billingKind',
  'chargeClass',
  'isDayGrain',
  'vendorId',
  'toolId',
  'sessionId',
  'purposeId',
  'customerId',
  'serviceTier',
  'contextOver',
  'speed',
  'currency',
  'priceRevisionId',
] as const satisfies (keyof StoredRow)[];
/** Token columns have no null. */
const REQUIRED = new Set([
  'inputTokens',
  'cacheReadTokens',
  'cacheWrite5mTokens',
  'cacheWrite1hTokens',
  'outputTokens',
]);
const columnsOf = (fields: readonly (keyof StoredRow)[]) => fields.map((field) => STORED_COLUMNS[field][0]);

const INSERT_RESIDUALS = `
  INSERT INTO usage_bucket (natural_key, stream, is_residual, is_counted, hour, billing_day, day, list_value_nano, cost_nano, spend_nano,
    ${[...columnsOf(COPIED), ...columnsOf(DIMENSIONS), ...columnsOf(QUANTITIES)].join(', ')})
  SELECT md5('residual ' || r.natural_key || ' ' || r.part)::uuid, s.stream, true, true,
    CASE WHEN s.billing_day = r.billing_day THEN s.hour ELSE r.billing_day::timestamp AT TIME ZONE 'UTC' END, r.billing_day,
    CASE WHEN s.billing_day = r.billing_day THEN s.day ELSE r.billing_day END, r.list_value_nano, r.spend_nano, r.spend_nano,
    ${columnsOf(COPIED)
      .map((column) => `s.${column}`)
      .join(', ')}, ${columnsOf(DIMENSIONS)
      .map((column) => `r.${column}`)
      .join(', ')},
    ${QUANTITIES.map((name) => (REQUIRED.has(name) ? `coalesce(r.${STORED_COLUMNS[name][0]}, 0)` : `r.${STORED_COLUMNS[name][0]}`)).join(', ')}
  FROM unnest($1::int[], $2::uuid[], $3::text[], $4::date[], $5::int8[], $6::int8[],
    ${[...DIMENSIONS, ...QUANTITIES].map((name, index) => `$${index + 7}::${STORED_COLUMNS[name][1]}[]`).join(', ')})
    AS r(shard, natural_key, part, billing_day, list_value_nano, spend_nano, ${[...columnsOf(DIMENSIONS), ...columnsOf(QUANTITIES)].join(', ')})
  JOIN usage_bucket s ON s.shard = r.shard AND s.natural_key = r.natural_key`;
