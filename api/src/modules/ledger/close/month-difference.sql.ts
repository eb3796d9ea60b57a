import type { CostKind } from '@outlay/prisma';
import type { PoolClient } from 'pg';
import type { Day } from '../../../lib/calendar.ts';
import { type GlCoding, glAccountCase } from '../gl-account-case.sql.ts';
import { monthCost } from './month-cost.sql.ts';

/** What the month costs now beyond what was booked for it, in nano-units; ids hold 0 where there is none. */
export interface MonthDifference {
  vendorId: number;
  toolId: number;
  connectionId: number;
  costKind: CostKind;
  glAccountId: number;
  category: string;
  memberId: number;
  teamId: number;
  agentId: number;
  projectId: number;
  nano: string;
}

const KEYS =
  'vendor_id, tool_id, connection_id, cost_kind, gl_account_id, category, member_id, team_id, agent_id, project_id';

/** Against what a closed month booked and what closed months since have booked to adjust it. */
export async function monthDifference(
  client: Pick<PoolClient, 'query'>,
  month: Day,
  coding: GlCoding,
): Promise<MonthDifference[]> {
  const { rows } = await client.query<MonthDifference>(
    `SELECT vendor_id AS "vendorId", tool_id AS "toolId", connection_id AS "connectionId", cost_kind AS "costKind",
       gl_account_id AS "glAccountId", category, member_id AS "memberId", team_id AS "teamId", agent_id AS "agentId",
       project_id AS "projectId", sum(nano)::text AS nano
     FROM (
       SELECT ${KEYS}, spend_nano AS nano FROM (${monthCost(glAccountCase(coding))}) AS live
       UNION ALL
       SELECT ${KEYS}, -spend_nano FROM booked_cost WHERE billing_month = $1::date
       UNION ALL
       SELECT ${KEYS}, -spend_nano FROM cost_line
       WHERE entry_id IN (SELECT id FROM cost_entry WHERE adjusts_month = $1::date AND is_booked_only)
         AND billing_month IN (SELECT month FROM accounting_period WHERE status = 'CLOSED')
     ) AS side
     GROUP BY ${KEYS} HAVING sum(nano) <> 0 ORDER BY ${KEYS}`,
    [month],
  );
  return rows;
}
