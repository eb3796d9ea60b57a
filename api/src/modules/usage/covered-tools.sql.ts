import type { PoolClient } from 'pg';
import type { Day } from '../../lib/calendar.ts';
import { PLAN_COVERS } from '../../sync/tracked-covers.sql.ts';

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
    `SELECT member_id AS "memberId", vendor_id AS "vendorId", tool_id AS "toolId", "from"::text AS "from", "until"::text AS "until"
     FROM (${PLAN_COVERS}) cover WHERE member_id = ANY($1::int[])`,
    [memberIds],
  );
  const covers = Map.groupBy(rows, ({ memberId, vendorId, toolId }) => `${memberId} ${vendorId} ${toolId}`);
  return (memberId, vendorId, toolId, day) =>
    covers
      .get(`${memberId} ${vendorId} ${toolId}`)
      ?.some(({ from, until }) => from <= day && (until === null || day < until)) ?? false;
}
