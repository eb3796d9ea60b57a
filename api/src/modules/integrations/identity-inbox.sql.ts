import type { IdentityKind } from '@outlay/prisma';
import { pool } from '../../db.ts';
import type { Day } from '../../lib/calendar.ts';

/** An identity whose usage nobody owns, or no connection explains. Amounts in nano-units of the reporting currency. */
export interface InboxRow {
  identityId: number;
  spendNano: bigint;
  listValueNano: bigint;
  tokens: bigint;
  firstDay: Day;
  lastDay: Day;
  currency: string;
  /** Metered usage without a connection, which therefore does not count. */
  isUnlinked: boolean;
  totalCount: number;
}

export interface InboxRequest {
  /** First day that amounts cover. */
  since: Day;
  connectionId: number | null;
  kinds: readonly IdentityKind[] | null;
  search: string | null;
  isIgnored: boolean;
  orderBy: keyof typeof orders;
  direction: 'asc' | 'desc';
  limit: number;
  offset: number;
}

const orders = {
  SPEND: '"spendNano"',
  LIST_VALUE: '"listValueNano"',
  TOKENS: 'tokens',
  FIRST_DAY: '"firstDay"',
  NAME: 'lower(i.name)',
} as const;

const SUMS = `
  sum(CASE WHEN day >= $1 THEN reporting_spend_nano END) AS spend,
  sum(CASE WHEN day >= $1 THEN reporting_list_value_nano END) AS list_value,
  sum(CASE WHEN day >= $1 THEN input_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens + output_tokens END) AS tokens,
  min(day) AS first_day, max(day) AS last_day, false AS is_unlinked`;
const UNLINKED_SUMS = `
  0::numeric, sum(CASE WHEN billing_day >= $1 THEN reporting_list_value_nano END), sum(CASE WHEN billing_day >= $1 THEN tokens END),
  min(billing_day), max(billing_day), true`;
const UNOWNED = 'member_id = 0 AND agent_id = 0 AND project_id = 0';

/**
 * Identities with usage that has no owner at all, a workspace only for what names neither user nor key; and those whose
 * usage is not linked to a connection. An API token is not an owner to look for, only a place to link from.
 */
const inboxSql = (order: string) => `
  WITH usage_of AS (
    SELECT user_identity_id AS identity_id, ${SUMS} FROM usage_day
     WHERE ${UNOWNED} AND user_identity_id <> 0 GROUP BY user_identity_id
    UNION ALL
    SELECT api_key_identity_id, ${SUMS} FROM usage_day
     WHERE ${UNOWNED} AND api_key_identity_id <> 0 GROUP BY api_key_identity_id
    UNION ALL
    SELECT workspace_identity_id, ${SUMS} FROM usage_day
     WHERE ${UNOWNED} AND workspace_identity_id <> 0 AND user_identity_id = 0 AND api_key_identity_id = 0
     GROUP BY workspace_identity_id
  ), listed AS (
    SELECT * FROM usage_of
    UNION ALL
    SELECT identity_id, ${UNLINKED_SUMS} FROM unlinked_day GROUP BY identity_id
  )
  SELECT i.id AS "identityId", coalesce(u.spend, 0)::bigint AS "spendNano", coalesce(u.list_value, 0)::bigint AS "listValueNano",
         coalesce(u.tokens, 0)::bigint AS tokens, u.first_day::text AS "firstDay", u.last_day::text AS "lastDay",
         o.reporting_currency AS currency, u.is_unlinked AS "isUnlinked", (count(*) OVER ())::int AS "totalCount"
    FROM listed u
    JOIN identity i ON i.id = u.identity_id
    JOIN organization o ON o.id = 1
   WHERE ($2::int IS NULL OR i.connection_id = $2)
     AND ($3::identity_kind[] IS NULL OR i.kind = ANY($3))
     AND ($4::text IS NULL OR strpos(lower(concat_ws(' ', i.name, i.email, i.hint, i.external_id)), lower($4)) > 0)
     AND (i.ignored_at IS NOT NULL) = $5
     AND (u.is_unlinked OR (i.kind <> 'TOKEN' AND NOT EXISTS (SELECT 1 FROM unlinked_day d WHERE d.identity_id = i.id)))
     AND (u.is_unlinked OR NOT EXISTS (SELECT 1 FROM identity_mapping m
                      WHERE m.identity_id = i.id AND m."from" IS NULL AND m."until" IS NULL
                        AND coalesce(m.member_id, m.agent_id, m.project_id) IS NOT NULL))
   ORDER BY ${order}, tokens DESC, i.id LIMIT $6 OFFSET $7`;

/** The page, and how many there are in all (told by each row). */
export async function readIdentityInbox(request: InboxRequest): Promise<InboxRow[]> {
  const order = `${orders[request.orderBy]} ${request.direction === 'asc' ? 'ASC' : 'DESC'}`;
  const { since, connectionId, kinds, search, isIgnored, limit, offset } = request;
  const { rows } = await pool.query<InboxRow>(inboxSql(order), [
    ...[since, connectionId, kinds, search, isIgnored, limit, offset],
  ]);
  return rows;
}
