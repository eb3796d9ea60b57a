import type { PoolClient } from 'pg';
import type { Day } from '../../lib/calendar.ts';

interface Cover {
  memberId: number;
  vendorId: number;
  toolId: number;
  from: Day;
  until: Day | null;
}

/** Whether a plan registered for the member, or for their team, covers a tool on a day. */
export type IsCovered = (memberId: number, vendorId: number, toolId: number, day: Day) => boolean;

export async function coveredTools(client: PoolClient, memberIds: readonly number[]): Promise<IsCovered> {
  if (memberIds.length === 0) return () => false;
  const { rows } = await client.query<Cover>(
    `WITH owner AS (
       SELECT subscription_id, member_id, team_id, "from", lead("from") OVER (PARTITION BY subscription_id ORDER BY "from") AS "until"
       FROM subscription_owner
     )
     SELECT coalesce(o.member_id, t.member_id) AS "memberId", s.vendor_id AS "vendorId", s.tool_id AS "toolId",
       greatest(s.started_on, o."from", t."from")::text AS "from", least(s.ends_on, o."until", t."until")::text AS "until"
     FROM subscription s JOIN owner o ON o.subscription_id = s.id LEFT JOIN team_membership t ON t.team_id = o.team_id
     WHERE s.approval = 'APPROVED' AND s.tool_id <> 0 AND coalesce(o.member_id, t.member_id) = ANY($1::int[])`,
    [memberIds],
  );
  const covers = Map.groupBy(rows, ({ memberId, vendorId, toolId }) => `${memberId} ${vendorId} ${toolId}`);
  return (memberId, vendorId, toolId, day) =>
    covers
      .get(`${memberId} ${vendorId} ${toolId}`)
      ?.some(({ from, until }) => from <= day && (until === null || day < until)) ?? false;
}
