import type { CostKind, CostSource } from '@outlay/prisma';
import type { PoolClient } from 'pg';
import type { Day, DayRange } from '../../lib/calendar.ts';

/** A line of a cost entry as it stands in the ledger; ids hold 0 where there is none. */
export interface EntryRow {
  lineId: number;
  entryId: number;
  date: Day;
  serviceFrom: Day;
  serviceUntil: Day;
  description: string;
  source: CostSource;
  kind: CostKind;
  vendorId: number;
  connectionId: number;
  accountCode: string;
  category: string;
  memberId: number;
  teamId: number;
  agentId: number;
  projectId: number;
  currency: string;
  amount: string;
  rate: string;
  reportingAmount: string;
  /** What SPEND counts of it: nothing of what is void, booked only, or shown by its connection. */
  spendNano: string;
  adjustsMonth: Day;
  isBookedOnly: boolean;
  voidedAt: Date | null;
  voidReason: string;
}

const PAGE_ROWS = 1_000;

const ROWS = `
  SELECT v.line_id AS "lineId", v.entry_id AS "entryId", v.day::text AS date, v.service_from::text AS "serviceFrom",
    v.service_until::text AS "serviceUntil", e.description, e.source, e.kind, v.vendor_id AS "vendorId",
    coalesce(e.connection_id, 0) AS "connectionId", coalesce(a.code, '') AS "accountCode", v.category,
    v.member_id AS "memberId", v.team_id AS "teamId", v.agent_id AS "agentId", v.project_id AS "projectId",
    e.currency, l.amount::text AS amount, e.rate::text AS rate, l.reporting_amount::text AS "reportingAmount",
    CASE WHEN v.is_voided OR v.is_linked OR v.is_booked_only THEN 0 ELSE v.spend_nano END::text AS "spendNano",
    coalesce(e.adjusts_month::text, '') AS "adjustsMonth", v.is_booked_only AS "isBookedOnly",
    e.voided_at AS "voidedAt", coalesce(e.void_reason, '') AS "voidReason"
  FROM entry_line v JOIN cost_entry e ON e.id = v.entry_id JOIN cost_entry_line l ON l.id = v.line_id
  LEFT JOIN gl_account a ON a.id = l.gl_account_id
  WHERE v.day >= $1::date AND v.day < $2::date AND ($3::int IS NULL OR v.member_id = $3)
    AND (v.day, v.line_id) > ($4::date, $5::int)
  ORDER BY v.day, v.line_id LIMIT ${PAGE_ROWS}`;

/** Lines dated in the range, by date, page by page. @param memberId undefined: everybody's */
export async function* entryRows(
  client: Pick<PoolClient, 'query'>,
  { from, until }: DayRange,
  memberId: number | undefined,
): AsyncGenerator<EntryRow> {
  let after = { date: '0001-01-01', lineId: 0 };
  for (;;) {
    const { rows } = await client.query<EntryRow>(ROWS, [from, until, memberId ?? null, after.date, after.lineId]);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE_ROWS) return;
    after = last;
  }
}
