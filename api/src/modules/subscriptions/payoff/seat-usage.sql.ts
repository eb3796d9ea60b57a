import { pool } from '../../../db.ts';
import type { Day } from '../../../lib/calendar.ts';

/** Who had which seats when, and of what. */
export interface SeatSpan {
  subscriptionId: number;
  vendorId: number;
  /** 0: any. */
  toolId: number;
  memberId: number | null;
  teamId: number | null;
  from: Day;
  until: Day;
}

/** One member's usage of a subscription's tool in a month; money in nano-units of the reporting currency. */
export interface SeatUsage {
  subscriptionId: number;
  memberId: number;
  month: Day;
  includedList: bigint;
  meteredList: bigint;
  meteredSpend: bigint;
  requests: bigint;
  unpricedCount: bigint;
  isTracked: boolean;
}

type Row = Record<'includedList' | 'meteredList' | 'meteredSpend' | 'requests' | 'unpricedCount', string> &
  Pick<SeatUsage, 'subscriptionId' | 'memberId' | 'month' | 'isTracked'>;

const SEAT_USAGE = `
  SELECT span.subscription_id AS "subscriptionId", u.member_id AS "memberId", u.month::text AS month,
    coalesce(sum(u.reporting_list_value_nano) FILTER (WHERE u.billing_kind = 'INCLUDED'), 0)::text AS "includedList",
    coalesce(sum(u.reporting_list_value_nano) FILTER (WHERE u.billing_kind = 'METERED'), 0)::text AS "meteredList",
    coalesce(sum(u.reporting_spend_nano) FILTER (WHERE u.billing_kind = 'METERED'), 0)::text AS "meteredSpend",
    sum(u.requests)::text AS requests, sum(u.unpriced_count)::text AS "unpricedCount",
    bool_or(u.evidence = 'TRACKED') AS "isTracked"
  FROM unnest($1::int[], $2::int[], $3::int[], $4::int[], $5::int[], $6::date[], $7::date[])
    AS span(subscription_id, vendor_id, tool_id, member_id, team_id, "from", "until")
  JOIN usage_day u ON u.vendor_id = span.vendor_id AND (span.tool_id = 0 OR u.tool_id = span.tool_id)
    AND u.day >= span."from" AND u.day < span."until"
    AND (u.member_id = span.member_id OR (u.team_id = span.team_id AND u.member_id > 0))
  GROUP BY 1, 2, 3`;

/** Tells "not used" from "not measured". */
const MEASURED = `
  SELECT DISTINCT vendor_id AS "vendorId", tool_id AS "toolId", month::text AS month, evidence = 'TRACKED' AS "isTracked"
  FROM usage_month WHERE billing_kind = 'INCLUDED' AND month >= $1 AND month < $2 AND evidence <> 'BILLED'`;

export interface MeasuredTool {
  vendorId: number;
  toolId: number;
  month: Day;
  isTracked: boolean;
}

const NOBODY = -1;

export async function readSeatUsage(spans: readonly SeatSpan[]): Promise<SeatUsage[]> {
  if (spans.length === 0) return [];
  const { rows } = await pool.query<Row>(SEAT_USAGE, [
    spans.map(({ subscriptionId }) => subscriptionId),
    spans.map(({ vendorId }) => vendorId),
    spans.map(({ toolId }) => toolId),
    spans.map(({ memberId }) => memberId ?? NOBODY),
    spans.map(({ teamId }) => teamId ?? NOBODY),
    spans.map(({ from }) => from),
    spans.map(({ until }) => until),
  ]);
  return rows.map(({ includedList, meteredList, meteredSpend, requests, unpricedCount, ...row }) => ({
    ...row,
    includedList: BigInt(includedList),
    meteredList: BigInt(meteredList),
    meteredSpend: BigInt(meteredSpend),
    requests: BigInt(requests),
    unpricedCount: BigInt(unpricedCount),
  }));
}

/** Tools whose included usage anybody's evidence shows, by month of `[from, until)`. */
export async function readMeasuredTools(from: Day, until: Day): Promise<MeasuredTool[]> {
  return (await pool.query<MeasuredTool>(MEASURED, [from, until])).rows;
}

const RATES = `
  SELECT day.day::text AS day, CASE WHEN o.reporting_currency = $1 THEN '1' ELSE r.rate::text END AS rate
  FROM organization o CROSS JOIN unnest($2::date[]) AS day(day)
  LEFT JOIN exchange_rate_span r ON r.base = $1 AND r.quote = o.reporting_currency
    AND r."from" <= day.day AND day.day < r."until"
  WHERE o.id = 1`;

/** Units of the reporting currency for one of `currency` on each day; a day without a rate is left out. */
export async function readRates(currency: string, days: readonly Day[]): Promise<Map<Day, string>> {
  const { rows } = await pool.query<{ day: Day; rate: string | null }>(RATES, [currency, days]);
  return new Map(rows.flatMap(({ day, rate }) => (rate === null ? [] : [[day, rate]])));
}
