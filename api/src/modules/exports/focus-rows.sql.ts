import type { ChargeClass, CostSource, Evidence } from '@outlay/prisma';
import type { PoolClient } from 'pg';
import type { Day, DayRange } from '../../lib/calendar.ts';
import type { GlCase } from '../ledger/gl-account-case.sql.ts';

interface Owned {
  vendorId: number;
  toolId: number;
  memberId: number;
  teamId: number;
  agentId: number;
  projectId: number;
  glAccountId: number;
  category: string;
}

/** Usage of a UTC day that differs in nothing FOCUS shows; nano-units of the reporting currency. */
export interface FocusUsage extends Owned {
  day: Day;
  connectionId: number;
  modelId: number;
  chargeClass: ChargeClass;
  evidence: Evidence;
  isIncluded: boolean;
  tokens: string;
  requests: string;
  spendNano: string;
  listNano: string;
}

/** A line of an entry on its date. */
export interface FocusEntry extends Owned {
  day: Day;
  serviceFrom: Day;
  serviceUntil: Day;
  description: string;
  source: CostSource;
  spendNano: string;
}

const OWNERS = `vendor_id AS "vendorId", tool_id AS "toolId", member_id AS "memberId", team_id AS "teamId",
  agent_id AS "agentId", project_id AS "projectId"`;

export async function focusUsage(
  client: Pick<PoolClient, 'query'>,
  { day, connectionIds }: UsageDay,
  { glAccount, category }: GlCase,
): Promise<FocusUsage[]> {
  const { rows } = await client.query<FocusUsage>(
    `SELECT billing_day::text AS day, ${OWNERS}, ${glAccount} AS "glAccountId", ${category} AS category,
       connection_id AS "connectionId", model_id AS "modelId", charge_class AS "chargeClass", evidence,
       billing_kind = 'INCLUDED' AS "isIncluded", sum(total_tokens)::text AS tokens,
       coalesce(sum(requests), 0)::text AS requests, coalesce(sum(reporting_spend_nano), 0)::text AS "spendNano",
       coalesce(sum(reporting_list_value_nano), 0)::text AS "listNano"
     FROM usage_resolved WHERE is_counted AND billing_day = $1::date AND connection_id = ANY($2::int[])
     GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14 ORDER BY 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14`,
    [day, connectionIds],
  );
  return rows;
}

/** Entries that SPEND counts, some hundreds at a time. */
export async function* focusEntries(
  client: Pick<PoolClient, 'query'>,
  { from, until }: DayRange,
): AsyncGenerator<FocusEntry> {
  let after = { day: '0001-01-01', lineId: 0 };
  for (;;) {
    const { rows } = await client.query<FocusEntry & { lineId: number }>(
      `SELECT c.day::text AS day, c.line_id AS "lineId", ${OWNERS.replaceAll(/(\w+_id) AS/g, 'c.$1 AS')},
         c.gl_account_id AS "glAccountId", c.category, c.service_from::text AS "serviceFrom",
         c.service_until::text AS "serviceUntil", e.description, c.source, c.spend_nano::text AS "spendNano"
       FROM cost_line c JOIN cost_entry e ON e.id = c.entry_id
       WHERE NOT c.is_booked_only AND c.day >= $1::date AND c.day < $2::date AND (c.day, c.line_id) > ($3::date, $4::int)
       ORDER BY c.day, c.line_id LIMIT 500`,
      [from, until, after.day, after.lineId],
    );
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < 500) return;
    after = last;
  }
}

/** A UTC day and the connections with counted usage on it; 0: tracked without one. */
interface UsageDay {
  day: Day;
  connectionIds: number[];
}

export async function usageDaysIn(client: Pick<PoolClient, 'query'>, { from, until }: DayRange): Promise<UsageDay[]> {
  const { rows } = await client.query<UsageDay>(
    `SELECT billing_day::text AS day, array_agg(DISTINCT connection_id) AS "connectionIds" FROM usage_day
     WHERE billing_day >= $1::date AND billing_day < $2::date GROUP BY billing_day ORDER BY billing_day`,
    [from, until],
  );
  return rows;
}
