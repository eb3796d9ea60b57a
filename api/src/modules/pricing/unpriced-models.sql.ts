import { pool } from '../../db.ts';
import type { Day } from '../../lib/calendar.ts';

export interface UnpricedModelRow {
  vendorId: number;
  /** 0: usage without a model. */
  modelId: number;
  rowCount: bigint;
  tokens: bigint;
  firstDay: Day;
  lastDay: Day;
}

/** Models whose usage has no price, those with the most tokens first. */
export async function unpricedModels(): Promise<UnpricedModelRow[]> {
  const { rows } = await pool.query<UnpricedModelRow>(
    `SELECT vendor_id AS "vendorId", model_id AS "modelId", sum(unpriced_count)::int8 AS "rowCount",
       sum(input_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens + output_tokens)::int8 AS tokens,
       min(billing_day)::text AS "firstDay", max(billing_day)::text AS "lastDay"
     FROM usage_day WHERE unpriced_count > 0
     GROUP BY vendor_id, model_id
     ORDER BY tokens DESC, vendor_id, model_id`,
  );
  return rows;
}

export async function vendorsWithUnpricedUsage(): Promise<number[]> {
  const { rows } = await pool.query<{ vendorId: number }>(
    'SELECT DISTINCT vendor_id AS "vendorId" FROM usage_day WHERE unpriced_count > 0 ORDER BY vendor_id',
  );
  return rows.map(({ vendorId }) => vendorId);
}
