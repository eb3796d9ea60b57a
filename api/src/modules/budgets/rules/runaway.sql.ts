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

/** Of each kind, those that spent most: what trackers call a session is theirs to say, and so is what it cost. */
const MOST_SPENDERS = 100;

/** Sessions and agents that spent more than an amount since a day. */
const ACTIVE = `
  WITH fact AS (
    SELECT session_id, agent_id, reporting_spend_nano AS spend FROM usage_resolved
    WHERE is_counted AND day >= $1::date AND (session_id <> 0 OR agent_id <> 0)
  )
  (SELECT 'SESSION' AS kind, session_id AS id FROM fact WHERE session_id <> 0 GROUP BY 2 HAVING sum(spend) > $2::numeric
   ORDER BY sum(spend) DESC, 2 LIMIT ${MOST_SPENDERS})
  UNION ALL
  (SELECT 'AGENT', agent_id FROM fact WHERE agent_id <> 0 GROUP BY 2 HAVING sum(spend) > $2::numeric
   ORDER BY sum(spend) DESC, 2 LIMIT ${MOST_SPENDERS})`;

/** The hours of these sessions and agents; rows of other identities are left out before owners are looked up. */
const HOURS = `
  WITH agent_identity AS (SELECT identity_id FROM identity_mapping WHERE agent_id = ANY($3::int[])), fact AS (
    SELECT session_id, agent_id, member_id, day, hour, is_day_grain, reporting_spend_nano AS spend
    FROM usage_resolved WHERE is_counted AND day >= $1::date AND (session_id = ANY($2::int[])
      OR user_identity_id IN (SELECT identity_id FROM agent_identity)
      OR api_key_identity_id IN (SELECT identity_id FROM agent_identity)
      OR workspace_identity_id IN (SELECT identity_id FROM agent_identity))
  ), spender AS (
    SELECT 'SESSION' AS kind, session_id AS id, member_id, day, hour, is_day_grain, spend
    FROM fact WHERE session_id = ANY($2::int[])
    UNION ALL
    SELECT 'AGENT', agent_id, member_id, day, hour, is_day_grain, spend FROM fact WHERE agent_id = ANY($3::int[])
  )
  SELECT kind, id, max(member_id) AS "memberId", min(day)::text AS "firstDay", hour, is_day_grain AS "isDayGrain",
    sum(spend)::text AS spend
  FROM spender GROUP BY kind, id, hour, is_day_grain ORDER BY 1, 2, 5`;

/** The hours since `from` of those that spent more than `least` since `activeFrom`. */
export async function readSpenders(pool: Pool, from: Day, activeFrom: Day, least: bigint): Promise<Spender[]> {
  const active = await pool.query<Pick<Spender, 'kind' | 'id'>>(ACTIVE, [activeFrom, least.toString()]);
  if (active.rows.length === 0) return [];
  const idsOf = (kind: Spender['kind']) => active.rows.filter((row) => row.kind === kind).map(({ id }) => id);
  const { rows } = await pool.query<Row>(HOURS, [from, idsOf('SESSION'), idsOf('AGENT')]);
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
