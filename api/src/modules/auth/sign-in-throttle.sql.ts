/**
 * Counts one attempt per key before it is made, so that parallel guesses cannot slip through.
 * $1 keys, $2 now; a quiet day forgives.
 * Returns only the keys that may go on.
 */
export const COUNT_ATTEMPTS = `
INSERT INTO sign_in_throttle AS throttle (key, failure_count, last_failed_at, blocked_until)
SELECT key, 1, $2::timestamptz, NULL FROM unnest($1::text[]) AS attempt (key)
ORDER BY key
ON CONFLICT (key) DO UPDATE SET
  failure_count = CASE WHEN throttle.last_failed_at <= $2::timestamptz - interval '1 day' THEN 1
                       ELSE throttle.failure_count + 1 END,
  last_failed_at = $2::timestamptz
WHERE throttle.blocked_until IS NULL OR throttle.blocked_until <= $2::timestamptz
RETURNING key, failure_count`;

/** $1 key, $2 until. */
export const BLOCK_UNTIL = 'UPDATE sign_in_throttle SET blocked_until = $2 WHERE key = $1';

/** $1 keys, $2 now. */
export const BLOCKED_UNTIL =
  'SELECT max(blocked_until) AS blocked_until FROM sign_in_throttle WHERE key = ANY ($1) AND blocked_until > $2';

/** $1 key. */
export const FORGIVE = 'DELETE FROM sign_in_throttle WHERE key = $1';

/** $1 key, $2 attempts allowed before it waits. */
export const UNCOUNT_ONE = `
UPDATE sign_in_throttle SET failure_count = failure_count - 1,
  blocked_until = CASE WHEN failure_count - 1 < $2 THEN NULL ELSE blocked_until END
WHERE key = $1`;

/** $1 now. */
export const PRUNE = `
DELETE FROM sign_in_throttle
WHERE last_failed_at <= $1::timestamptz - interval '1 day' AND (blocked_until IS NULL OR blocked_until <= $1)`;
