import type { PeriodStatus } from '@outlay/prisma';
import { pool } from '../../../db.ts';
import type { Day } from '../../../lib/calendar.ts';

/** A month of the books; nano-units of the reporting currency. */
export interface AccountingPeriod {
  month: Day;
  status: PeriodStatus;
  closedAt: Date | null;
  closedById: number | null;
  reopenedAt: Date | null;
  reopenReason: string | null;
  spendNano: string;
  bookedNano: string;
  /** Booked in it to adjust earlier months. */
  adjustmentNano: string;
  currency: string;
}

/** Every month since the first with cost up to `until` (excluded), and every one that was ever closed; latest first. */
const PERIODS = `
  WITH usage_of AS (SELECT billing_month AS month, sum(reporting_spend_nano) AS nano FROM usage_month GROUP BY 1),
  entries_of AS (
    SELECT month, sum(spend_nano) FILTER (WHERE NOT is_booked_only) AS spent, sum(spend_nano) AS booked,
      sum(spend_nano) FILTER (WHERE is_booked_only) AS adjustments FROM cost_line GROUP BY 1
  ),
  booked_of AS (SELECT billing_month AS month, sum(spend_nano) AS nano FROM booked_cost GROUP BY 1),
  known AS (
    SELECT min(month) AS first, max(month) AS last FROM (
      SELECT month FROM usage_of UNION ALL SELECT month FROM entries_of
      UNION ALL SELECT month FROM accounting_period WHERE status = 'CLOSED'
      UNION ALL SELECT $2::date) AS held
  ),
  period AS (
    SELECT step::date AS month FROM known,
      generate_series(known.first, greatest(known.last, $1::date - interval '1 month'), interval '1 month') AS step
  )
  SELECT period.month::text AS month, coalesce(p.status::text, 'OPEN') AS status, p.closed_at AS "closedAt",
    p.closed_by_id AS "closedById", p.reopened_at AS "reopenedAt", p.reopen_reason AS "reopenReason",
    (coalesce(u.nano, 0) + coalesce(e.spent, 0))::text AS "spendNano",
    (CASE WHEN p.status = 'CLOSED' THEN coalesce(b.nano, 0) ELSE coalesce(u.nano, 0) + coalesce(e.booked, 0) END)::text AS "bookedNano",
    coalesce(e.adjustments, 0)::text AS "adjustmentNano", o.reporting_currency AS currency
  FROM period JOIN organization o ON o.id = 1
  LEFT JOIN accounting_period p USING (month) LEFT JOIN usage_of u USING (month)
  LEFT JOIN entries_of e USING (month) LEFT JOIN booked_of b USING (month)
  WHERE $2::date IS NULL OR period.month = $2::date
  ORDER BY period.month DESC`;

/** @param until first day of the month after the current one; @param month only this one, also when nothing is in it */
export async function listPeriods(until: Day, month: Day | null = null): Promise<AccountingPeriod[]> {
  const { rows } = await pool.query<AccountingPeriod>(PERIODS, [until, month]);
  return rows;
}
