import type { Pool, PoolClient } from 'pg';
import type { Day } from '../lib/calendar.ts';
import { inTransaction } from '../lib/transaction.ts';
import { markPushed } from './stale-marks.sql.ts';

/** Which plans, registered for a member or for their team, cover which tool from and until which day. */
export const PLAN_COVERS = `
  SELECT coalesce(o.member_id, t.member_id) AS member_id, s.vendor_id, s.tool_id,
    greatest(s.started_on, o."from", t."from") AS "from", least(s.ends_on, o."until", t."until") AS "until"
  FROM subscription s
  JOIN (
    SELECT subscription_id, member_id, team_id, "from", lead("from") OVER (PARTITION BY subscription_id ORDER BY "from") AS "until"
    FROM subscription_owner
  ) o ON o.subscription_id = s.id
  LEFT JOIN team_membership t ON t.team_id = o.team_id
  WHERE s.approval = 'APPROVED' AND s.tool_id <> 0 AND coalesce(o.member_id, t.member_id) IS NOT NULL`;

const covered = (usage: string) =>
  `cover.member_id = ${usage}.member_id AND cover.vendor_id = ${usage}.vendor_id AND cover.tool_id = ${usage}.tool_id
   AND cover."from" <= ${usage}.day AND (cover."until" IS NULL OR ${usage}.day < cover."until")`;

/**
 * Usage without a connection whose caller did not say how it is paid follows the plans as they are now: INCLUDED where
 * one covers the tool that day, METERED where none does any more. What was charged becomes the list value, and back.
 */
export async function coverLate(client: PoolClient, days: readonly Day[]): Promise<void> {
  await client.query(
    `WITH cover AS (${PLAN_COVERS}), mistaken AS (
       SELECT DISTINCT b.shard, b.natural_key, cover.member_id IS NOT NULL AS is_covered
       FROM usage_bucket b LEFT JOIN cover ON ${covered('b')}
       WHERE b.connection_id = 0 AND b.billing_day = ANY($1::date[]) AND b.evidence = 'TRACKED' AND NOT b.is_billing_told
         AND (cover.member_id IS NOT NULL) <> (b.billing_kind = 'INCLUDED')
     )
     UPDATE usage_bucket b SET
       billing_kind = (CASE WHEN m.is_covered THEN 'INCLUDED' ELSE 'METERED' END)::billing_kind,
       charge_nano = CASE WHEN m.is_covered THEN NULL ELSE b.stated_list_nano END,
       stated_list_nano = CASE WHEN m.is_covered THEN b.charge_nano END,
       list_value_nano = CASE WHEN m.is_covered THEN coalesce(b.charge_nano, b.list_value_nano) ELSE b.list_value_nano END,
       discount_millionths = CASE WHEN NOT m.is_covered AND b.stated_list_nano IS NULL AND b.list_value_nano IS NOT NULL THEN 0 END,
       cost_nano = CASE WHEN m.is_covered THEN 0 ELSE coalesce(b.stated_list_nano, b.list_value_nano) END
     FROM mistaken m WHERE b.shard = m.shard AND b.natural_key = m.natural_key`,
    [days],
  );
}

/** The plans when mistaken usage was last looked for. */
const lookedAt = new WeakMap<Pool, string>();

/** Marks days of usage without a connection that plans registered, or changed, since then pay otherwise. */
export async function markCoverable(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ known: string }>(
    `SELECT md5(coalesce(string_agg(cover::text, ';' ORDER BY cover::text), '')) AS known FROM (${PLAN_COVERS}) cover`,
  );
  const known = rows[0]?.known ?? '';
  const before = lookedAt.get(pool);
  if (before === known) return;
  await inTransaction(pool, async (client) => {
    // At the start of a process nothing tells whether plans changed: only what looks mistaken is looked at.
    const days = await client.query<{ day: Day }>(
      `WITH cover AS (${PLAN_COVERS})
       SELECT u.billing_day::text AS day FROM usage_day u JOIN cover ON ${covered('u')}
       WHERE u.connection_id = 0 AND u.evidence = 'TRACKED' AND u.billing_kind = 'METERED'
       UNION SELECT u.billing_day::text FROM usage_day u LEFT JOIN cover ON ${covered('u')}
       WHERE $1 AND u.connection_id = 0 AND u.evidence = 'TRACKED' AND u.billing_kind = 'INCLUDED' AND cover.member_id IS NULL
       UNION SELECT billing_day::text FROM unlinked_day WHERE $1`,
      [before !== undefined],
    );
    await markPushed(
      client,
      days.rows.map(({ day }) => ({ connectionId: 0, day })),
    );
  });
  lookedAt.set(pool, known);
}
