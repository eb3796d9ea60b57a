import type { Pool, PoolClient } from 'pg';
import type { Day } from '../lib/calendar.ts';
import type { RowPrice, RowToPrice } from './price-row.ts';

/** Which usage to price again; the range is in billing days, half-open. */
export interface RepriceFilter {
  vendorId: number;
  modelId?: number | undefined;
  connectionId?: number | undefined;
  from?: Day | undefined;
  until?: Day | undefined;
  onlyUnpriced?: boolean | undefined;
}

export interface StoredPricing extends RowToPrice, RowPrice {
  shard: number;
  naturalKey: string;
}

const WHERE = `vendor_id = $1 AND ($2::int IS NULL OR model_id = $2) AND ($3::int IS NULL OR connection_id = $3)
  AND billing_day >= coalesce($4::date, '-infinity') AND billing_day < coalesce($5::date, 'infinity')
  AND (NOT $6 OR list_value_nano IS NULL) AND NOT is_residual AND evidence <> 'BILLED'`;
const parameters = (filter: RepriceFilter) => [
  filter.vendorId,
  filter.modelId ?? null,
  filter.connectionId ?? null,
  filter.from ?? null,
  filter.until ?? null,
  filter.onlyUnpriced ?? false,
];

export async function daysToReprice(pool: Pool, filter: RepriceFilter): Promise<{ connectionId: number; day: Day }[]> {
  const { rows } = await pool.query<{ connectionId: number; day: Day }>(
    `SELECT DISTINCT connection_id AS "connectionId", billing_day AS day FROM usage_bucket WHERE ${WHERE} ORDER BY day DESC, "connectionId"`,
    parameters(filter),
  );
  return rows;
}

export async function loadRowsToReprice(
  client: PoolClient,
  filter: RepriceFilter,
  connectionId: number,
  day: Day,
): Promise<StoredPricing[]> {
  const { rows } = await client.query<StoredPricing>(
    `SELECT b.shard, b.natural_key AS "naturalKey", b.evidence, b.billing_kind AS "billingKind", coalesce(m.name, '') AS model,
       b.billing_day AS day, b.context_over AS "contextOver", b.service_tier AS "serviceTier", b.speed,
       b.input_tokens AS "inputTokens", b.cache_read_tokens AS "cacheReadTokens", b.cache_write_5m_tokens AS "cacheWrite5mTokens",
       b.cache_write_1h_tokens AS "cacheWrite1hTokens", b.output_tokens AS "outputTokens", b.requests, b.images, b.seconds,
       b.characters, b.web_searches AS "webSearches", b.tool_calls AS "toolCalls", b.charge_nano AS "chargeNano",
       b.stated_list_nano AS "statedListNano", b.price_revision_id AS "priceRevisionId",
       b.discount_millionths AS "discountMillionths", b.list_value_nano AS "listValueNano",
       b.cost_nano AS "costNano"
     FROM usage_bucket b LEFT JOIN model m ON m.id = b.model_id
     WHERE b.connection_id = $7 AND b.billing_day = $8 AND b.natural_key IN
       (SELECT natural_key FROM usage_bucket WHERE connection_id = $7 AND billing_day = $8 AND ${WHERE})`,
    [...parameters(filter), connectionId, day],
  );
  return rows;
}

export async function writePrices(client: PoolClient, rows: readonly StoredPricing[]): Promise<void> {
  await client.query(
    `UPDATE usage_bucket SET price_revision_id = priced.revision, discount_millionths = priced.discount,
       list_value_nano = priced.list_value, cost_nano = priced.cost
     FROM unnest($1::int[], $2::uuid[], $3::int[], $4::int[], $5::int8[], $6::int8[])
       AS priced(shard, natural_key, revision, discount, list_value, cost)
     WHERE usage_bucket.shard = priced.shard AND usage_bucket.natural_key = priced.natural_key`,
    [
      rows.map(({ shard }) => shard),
      rows.map(({ naturalKey }) => naturalKey),
      rows.map(({ priceRevisionId }) => priceRevisionId),
      rows.map(({ discountMillionths }) => discountMillionths),
      rows.map(({ listValueNano }) => listValueNano?.toString() ?? null),
      rows.map(({ costNano }) => costNano?.toString() ?? null),
    ],
  );
}
