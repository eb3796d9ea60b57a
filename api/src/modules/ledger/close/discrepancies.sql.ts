import type { PoolClient } from 'pg';
import type { Day } from '../../../lib/calendar.ts';

/** Share of a connection's bill that may stay unexplained. */
const TOLERANCE = '0.01';

/**
 * Connections whose bill of month $1 has more (or less) than what is known of the usage, beyond the tolerance. An
 * explanation counts as long as the difference is the one it was given for.
 */
export const DISCREPANCIES = `
  SELECT c.id AS connection_id, c.name, bill.spend, bill.unexplained, e.explanation, e.explained_by_id, e.explained_at,
    e.unexplained_nano IS NOT DISTINCT FROM bill.unexplained AS is_explained
  FROM connection c
  CROSS JOIN LATERAL (
    SELECT sum(spend_nano) AS spend,
      coalesce(sum(spend_nano) FILTER (WHERE is_residual AND evidence = 'BILLED'), 0) AS unexplained
    FROM usage_bucket WHERE connection_id = c.id AND is_counted
      AND billing_day >= $1::date AND billing_day < $1::date + interval '1 month'
  ) AS bill
  LEFT JOIN discrepancy_explanation e ON e.month = $1::date AND e.connection_id = c.id
  WHERE abs(unexplained) > ${TOLERANCE} * abs(spend)`;

/** A bill that usage does not explain. Amounts in nano-units of the connection's currency. */
export interface Discrepancy {
  month: Day;
  connectionId: number;
  spendNano: bigint;
  /** Positive: the bill has more than the usage. */
  unexplainedNano: bigint;
  explanation: string | null;
  explainedById: number | null;
  explainedAt: Date | null;
  isExplained: boolean;
}

/** Of a month, those without an explanation first. */
export async function listDiscrepancies(client: Pick<PoolClient, 'query'>, month: Day): Promise<Discrepancy[]> {
  type Row = Omit<Discrepancy, 'month' | 'spendNano' | 'unexplainedNano'> & { spend: string; unexplained: string };
  const { rows } = await client.query<Row>(
    `SELECT connection_id AS "connectionId", spend::text, unexplained::text, explanation,
       explained_by_id AS "explainedById", explained_at AS "explainedAt", is_explained AS "isExplained"
     FROM (${DISCREPANCIES}) AS discrepancy ORDER BY is_explained, name, connection_id`,
    [month],
  );
  return rows.map(({ spend, unexplained, ...row }) => ({
    ...row,
    month,
    spendNano: BigInt(spend),
    unexplainedNano: BigInt(unexplained),
  }));
}
