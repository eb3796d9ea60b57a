import type { Pool } from 'pg';
import type { Day, DayRange } from '../../../lib/calendar.ts';

/** Spend of a day in nano-units of the reporting currency; 0 is nobody and no agent. */
export interface DaySpend {
  day: Day;
  memberId: number;
  agentId: number;
  /** Usage and variable entries. */
  variable: bigint;
  fixed: bigint;
}

type Row = Omit<DaySpend, 'variable' | 'fixed'> & { variable: string; fixed: string };

/** As the pivot's SPEND by day, member, agent and kind of cost. */
export async function readDaySpend(pool: Pool, { from, until }: DayRange): Promise<DaySpend[]> {
  const { rows } = await pool.query<Row>(
    `SELECT day::text AS day, member_id AS "memberId", agent_id AS "agentId", sum(variable)::text AS variable, sum(fixed)::text AS fixed
     FROM (
       SELECT day, member_id, agent_id, sum(reporting_spend_nano) AS variable, 0 AS fixed FROM usage_day
       WHERE day >= $1::date AND day < $2::date GROUP BY 1, 2, 3
       UNION ALL
       SELECT day, member_id, agent_id, CASE WHEN cost_kind = 'VARIABLE' THEN spend_nano ELSE 0 END,
         CASE WHEN cost_kind = 'FIXED' THEN spend_nano ELSE 0 END
       FROM cost_line WHERE NOT is_booked_only AND day >= $1::date AND day < $2::date
     ) AS part GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    [from, until],
  );
  return rows.map(({ variable, fixed, ...row }) => ({ ...row, variable: BigInt(variable), fixed: BigInt(fixed) }));
}

/** Whether anything changed since it was asked last: facts, syncs, and all that people change. */
export async function factsMark(pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ mark: string }>(
    `SELECT concat_ws(' ', (SELECT max(rebuilt_at) FROM rollup_day), (SELECT sum(revision) FROM rollup_day),
       (SELECT max(finished_at) FROM sync_run), (SELECT max(id) FROM cost_entry),
       (SELECT max(id) FROM audit_event WHERE action NOT IN ('signIn', 'signInFailed', 'signOut')),
       (SELECT count(*) FROM exchange_rate)) AS mark`,
  );
  return rows[0]?.mark ?? '';
}
