import type { PoolClient } from 'pg';
import type { Day } from '../lib/calendar.ts';
import type { SeenElsewhere } from './evidence-tracked.ts';
import { sourceRankOf } from './tracked-source.ts';

const NAMES_NO_REQUEST = "evidence = 'TRACKED' AND NOT has_request_id AND session_id <> 0";

/**
 * The ladder for usage without a connection, in one statement because such days are the largest and hold tracked rows
 * only: rule 1 by the best source of each session, rule 2 by whether a connection of the vendor has read the day.
 */
export async function settleTracked(client: PoolClient, days: readonly Day[]): Promise<void> {
  await client.query(
    `WITH session AS (
       SELECT billing_day, session_id FROM usage_bucket WHERE ${NAMES_NO_REQUEST} AND billing_day = ANY($1::date[]) GROUP BY 1, 2
     ), best AS (
       SELECT b.billing_day, b.session_id, min(${sourceRankOf('b.stream')}) AS rank
       FROM usage_bucket b JOIN session s ON s.billing_day = b.billing_day AND s.session_id = b.session_id
       WHERE b.billing_day = ANY($1::date[]) AND b.connection_id IN (SELECT 0 UNION ALL SELECT id FROM connection)
         AND b.evidence = 'TRACKED' AND NOT b.is_detail_only
       GROUP BY 1, 2
     ), read AS (
       SELECT DISTINCT c.vendor_id, w.day FROM sync_window w JOIN connection c ON c.id = w.connection_id WHERE w.day = ANY($1::date[])
     ), verdict AS (
       SELECT b.shard, b.natural_key, b.is_counted AS was_counted, b.spend_nano AS was_spend, coalesce(b.cost_nano, 0) AS cost,
         NOT b.is_detail_only AND (b.has_request_id OR b.session_id = 0 OR ${sourceRankOf('b.stream')} = best.rank)
           AND (b.billing_kind = 'INCLUDED' OR read.day IS NULL) AS is_counted
       FROM usage_bucket b
       LEFT JOIN best ON NOT b.has_request_id AND best.billing_day = b.billing_day AND best.session_id = b.session_id
       LEFT JOIN read ON read.vendor_id = b.vendor_id AND read.day = b.billing_day
       WHERE b.connection_id = 0 AND b.billing_day = ANY($1::date[])
     )
     UPDATE usage_bucket SET is_counted = v.is_counted, spend_nano = CASE WHEN v.is_counted THEN v.cost ELSE 0 END
     FROM verdict v
     WHERE usage_bucket.shard = v.shard AND usage_bucket.natural_key = v.natural_key
       AND (v.was_counted <> v.is_counted OR v.was_spend <> CASE WHEN v.is_counted THEN v.cost ELSE 0 END)`,
    [days],
  );
  await client.query('DELETE FROM unlinked_day WHERE billing_day = ANY($1::date[])', [days]);
  await client.query(
    `INSERT INTO unlinked_day (identity_id, billing_day, tokens, reporting_list_value_nano, row_count)
     SELECT api_key_identity_id, billing_day, sum(total_tokens), coalesce(sum(reporting_list_value_nano), 0), count(*)
     FROM usage_resolved
     WHERE connection_id = 0 AND billing_day = ANY($1::date[]) AND NOT is_counted AND billing_kind = 'METERED' AND api_key_identity_id <> 0
     GROUP BY 1, 2`,
    [days],
  );
}

/** Which better source saw a session of a connection's days by way of another connection, or of none. */
export async function sessionsSeenElsewhere(
  client: PoolClient,
  connectionId: number,
  days: readonly Day[],
): Promise<SeenElsewhere> {
  const { rows } = await client.query<{ day: Day; sessionId: number; rank: number }>(
    `WITH session AS (
       SELECT billing_day, session_id FROM usage_bucket
       WHERE ${NAMES_NO_REQUEST} AND connection_id = $1 AND billing_day = ANY($2::date[]) GROUP BY 1, 2
     )
     SELECT b.billing_day::text AS day, b.session_id AS "sessionId", min(${sourceRankOf('b.stream')}) AS rank
     FROM usage_bucket b JOIN session s ON s.billing_day = b.billing_day AND s.session_id = b.session_id
     WHERE b.billing_day = ANY($2::date[]) AND b.connection_id IN (SELECT 0 UNION ALL SELECT id FROM connection) AND b.connection_id <> $1
       AND b.evidence = 'TRACKED' AND NOT b.is_detail_only
     GROUP BY 1, 2`,
    [connectionId, days],
  );
  const ranks = new Map(rows.map(({ day, sessionId, rank }) => [`${sessionId} ${day}`, rank]));
  return ({ sessionId, billingDay }) => ranks.get(`${sessionId} ${billingDay}`);
}
