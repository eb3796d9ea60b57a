/** Serializes concurrent attribution of the same identities. $1 identity ids. */
export const LOCK_IDENTITIES = 'SELECT id FROM identity WHERE id = ANY($1::int[]) ORDER BY id FOR UPDATE';

/** Addresses of allowed domains become members without a sign-in. $1 identity ids. */
export const CREATE_UNCLAIMED_MEMBERS = `
  INSERT INTO member (email, name)
  SELECT DISTINCT ON (lower(i.email))
         lower(i.email),
         CASE WHEN i.name <> '' AND position('@' IN i.name) = 0 THEN i.name
              ELSE initcap(regexp_replace(split_part(lower(i.email), '@', 1), '[._+-]+', ' ', 'g')) END
    FROM identity i
    JOIN organization o ON split_part(lower(i.email), '@', 2) IN (SELECT lower(d) FROM unnest(o.allowed_domains) AS d)
   WHERE i.id = ANY($1::int[])
     AND i.kind IN ('USER', 'API_KEY')
     AND i.email LIKE '_%@_%'
     AND NOT EXISTS (SELECT 1 FROM identity_mapping m WHERE m.identity_id = i.id)
     AND NOT EXISTS (SELECT 1 FROM member k WHERE lower(k.email) = lower(i.email))
   ORDER BY lower(i.email), (i.name = ''), i.id
      ON CONFLICT (email) DO NOTHING`;

/**
 * Maps identities without any mapping to the member they name: by address, or for a key named
 * `claude_code_key_{first.last}_{suffix}` by the one member with that local part in an allowed domain; a namesake
 * elsewhere is only suggested. $1 identity ids; returns the identities mapped.
 */
export const MAP_IDENTITIES_TO_MEMBERS = `
  WITH pending AS (
    SELECT i.id, lower(i.email) AS email,
           lower((regexp_match(i.name, '^claude_code_key_(.+)_[^_]+$', 'i'))[1]) AS local_part, i.kind
      FROM identity i
     WHERE i.id = ANY($1::int[])
       AND i.kind IN ('USER', 'API_KEY')
       AND NOT EXISTS (SELECT 1 FROM identity_mapping m WHERE m.identity_id = i.id)
  ), candidate AS (
    SELECT p.id AS identity_id, k.id AS member_id, 0 AS rank
      FROM pending p JOIN member k ON lower(k.email) = p.email
    UNION ALL
    SELECT p.id, k.id, 1
      FROM pending p JOIN member k ON split_part(lower(k.email), '@', 1) = p.local_part
     WHERE p.kind = 'API_KEY'
       AND EXISTS (SELECT 1 FROM organization o, unnest(o.allowed_domains) AS d
                    WHERE lower(d) = split_part(lower(k.email), '@', 2))
  ), best AS (
    SELECT identity_id, min(rank) AS rank FROM candidate GROUP BY identity_id
  ), owner AS (
    SELECT c.identity_id, min(c.member_id) AS member_id
      FROM candidate c JOIN best b USING (identity_id, rank)
     GROUP BY c.identity_id
    HAVING count(DISTINCT c.member_id) = 1
  )
  INSERT INTO identity_mapping (identity_id, member_id, source)
  SELECT identity_id, member_id, 'AUTOMATIC' FROM owner ORDER BY identity_id
  RETURNING identity_id`;

/** Identities nobody has mapped or set aside; $1 connection id, null for all. */
export const UNMAPPED_IDENTITIES = `
  SELECT i.id FROM identity i
   WHERE ($1::int IS NULL OR i.connection_id = $1)
     AND i.kind IN ('USER', 'API_KEY')
     AND i.ignored_at IS NULL
     AND NOT EXISTS (SELECT 1 FROM identity_mapping m WHERE m.identity_id = i.id)
   ORDER BY i.id`;
