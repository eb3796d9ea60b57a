import { db } from '../../db.ts';
import type { Day } from '../../lib/calendar.ts';

/** Subscriptions that a member or team has on a day, or will be the first to have. */
export async function ownedSubscriptionIds(
  { memberId = 0, teamId = 0 }: { memberId?: number | undefined; teamId?: number | undefined },
  day: Day,
): Promise<number[]> {
  const rows = await db.$queryRaw<{ id: number }[]>`
    SELECT subscription_id AS id
    FROM (
      SELECT DISTINCT ON (subscription_id) subscription_id, member_id, team_id
      FROM subscription_owner
      ORDER BY subscription_id, "from" <= ${day}::date DESC, abs("from" - ${day}::date)
    ) AS owner
    WHERE member_id = ${memberId} OR team_id = ${teamId}`;
  return rows.map(({ id }) => id);
}
