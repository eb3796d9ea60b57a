import type { Pool } from 'pg';
import type { Day } from '../../../lib/calendar.ts';
import type { HourSpend } from './burn-rate.ts';

/** What a session or an agent spent, by hour; nano-units of the reporting currency. */
export interface Spender {
  kind: 'SESSION' | 'AGENT';
  id: number;
  /** 0: nobody. */
  memberId: number;
  firstDay: Day;
  total: bigint;
  /** Where the hour is known. */
  hours: HourSpend[];
}

interface Row extends Pick<Spender, 'kind' | 'id' | 'memberId' | 'firstDay'> {
  hour: Date;
  isDayGrain: boolean;
  spend: string;
}

/** By hour since `from`: sessions and agents that spent anything since `activeFrom`. */
const HOURS = `
  WITH fact AS (
    SELECT session_id, agent_id, member_id, day, hour, is_day_grain, reporting_spend_nano AS spend
    FROM usage_resolved WHERE is_counted AND day >= $1::date AND (session_id <> 0 OR agent_id <> 0)
  ), spender AS (
    SELECT 'SESSION' AS kind, session_id AS id, member_id, day, hour, is_day_grain, spend FROM fact WHERE session_id <> 0
    UNION ALL
    SELECT 'AGENT', agent_id, member_id, day, hour, is_day_grain, spend FROM fact WHERE agent_id <> 0
  ), active AS (
    SELECT kind, id FROM spender WHERE day >= $2::date GROUP BY 1, 2 HAVING sum(spend) > $3::numeric
  )
  SELECT spender.kind, spender.id, max(spender.member_id) AS "memberId", min(spender.day)::text AS "firstDay", spender.hour,
    spender.is_day_grain AS "isDayGrain", sum(spender.spend)::text AS spend
  FROM spender JOIN active ON active.kind = spender.kind AND active.id = spender.id
  GROUP BY spender.kind, spender.id, spender.hour, spender.is_day_grain ORDER BY 1, 2, 5`;

/** Only those that spent more than `least` since `activeFrom`. */
export async function readSpenders(pool: Pool, from: Day, activeFrom: Day, least: bigint): Promise<Spender[]> {
  const { rows } = await pool.query<Row>(HOURS, [from, activeFrom, least.toString()]);
  return [...Map.groupBy(rows, ({ kind, id }) => `${kind} ${id}`).values()].flatMap((own): Spender[] => {
    const [first] = own;
    if (!first) return [];
    const hours = own.filter(({ isDayGrain }) => !isDayGrain);
    return [
      {
        ...{ kind: first.kind, id: first.id, memberId: Math.max(...own.map(({ memberId }) => memberId)) },
        firstDay: own.map(({ firstDay }) => firstDay).sort()[0] ?? first.firstDay,
        total: own.reduce((sum, { spend }) => sum + BigInt(spend), 0n),
        hours: hours.map(({ hour, spend }) => ({ hour, spend: BigInt(spend) })),
      },
    ];
  });
}
