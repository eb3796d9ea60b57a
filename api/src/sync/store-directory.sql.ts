/** $1 codes, $2 names. */
export const STORE_TOOLS = `
  INSERT INTO tool (code, name) SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT (code) DO NOTHING`;

/** Identities of keys that now say which tool they belong to. $1 scope, $2 kinds, $3 external ids, $4 tool codes. */
export const CHANGED_TOOLS = `
  SELECT i.id
    FROM unnest($2::identity_kind[], $3::text[], $4::text[]) AS e(kind, external_id, tool_code)
    JOIN tool t ON t.code = e.tool_code
    JOIN identity i ON i.scope = $1 AND i.kind = e.kind AND i.external_id = e.external_id
   WHERE i.tool_id <> t.id`;

/** $1 scope, $2 connection, $3 now, $4 kinds, $5 external ids, $6 names, $7 emails, $8 hints, $9 tool codes, $10 deleted, $11 creators. */
export const STORE_IDENTITIES = `
  INSERT INTO identity (scope, connection_id, kind, external_id, name, email, hint, tool_id, created_by_external_id, first_seen_at, listed_at, deleted_at)
  SELECT $1, $2, e.kind, e.external_id, e.name, lower(e.email), e.hint, coalesce(t.id, 0), e.creator, $3, $3,
         CASE WHEN e.is_deleted THEN $3::timestamptz END
    FROM unnest($4::identity_kind[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::bool[], $11::text[])
           AS e(kind, external_id, name, email, hint, tool_code, is_deleted, creator)
    LEFT JOIN tool t ON t.code = e.tool_code
  ON CONFLICT (scope, kind, external_id) DO UPDATE
    SET name = CASE WHEN excluded.name = '' THEN identity.name ELSE excluded.name END,
        email = coalesce(excluded.email, identity.email),
        hint = coalesce(excluded.hint, identity.hint),
        tool_id = CASE WHEN excluded.tool_id = 0 THEN identity.tool_id ELSE excluded.tool_id END,
        created_by_external_id = coalesce(excluded.created_by_external_id, identity.created_by_external_id),
        listed_at = excluded.listed_at,
        deleted_at = CASE WHEN excluded.deleted_at IS NULL THEN NULL ELSE coalesce(identity.deleted_at, excluded.deleted_at) END`;

/** What the directory named before and names no longer. $1 connection, $2 now. */
export const MARK_GONE_IDENTITIES = `
  UPDATE identity SET deleted_at = $2
   WHERE connection_id = $1 AND listed_at < $2 AND deleted_at IS NULL`;
