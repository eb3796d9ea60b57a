/** Nothing is due before the organization is set up. $1 now, $2 only those that are due. */
export const DUE_CONNECTIONS = `
  SELECT id, schedule, next_sync_at AS "nextSyncAt" FROM connection
   WHERE status = 'ACTIVE' AND (NOT $2 OR next_sync_at IS NULL OR next_sync_at <= $1)
     AND EXISTS (SELECT 1 FROM organization) ORDER BY id`;

/** Of several processes one gets the row. $1 connection, $2 next time, $3 the time it was due. */
export const POSTPONE = `
  UPDATE connection SET next_sync_at = $2 WHERE id = $1 AND status = 'ACTIVE' AND next_sync_at IS NOT DISTINCT FROM $3`;

/** A sync that already waits is enough: it is returned. $1 connection, $2 trigger. */
export const QUEUE_SYNC = `
  WITH waiting AS (
    SELECT id FROM sync_run WHERE connection_id = $1 AND kind = 'SYNC' AND status = 'QUEUED' ORDER BY id LIMIT 1
  ), added AS (
    INSERT INTO sync_run (connection_id, kind, trigger)
    SELECT $1, 'SYNC', $2 WHERE NOT EXISTS (SELECT 1 FROM waiting) RETURNING id
  )
  SELECT id FROM waiting UNION ALL SELECT id FROM added`;

/** How many of the latest finished syncs failed one after another. $1 connection. */
export const FAILED_IN_A_ROW = `
  SELECT count(*)::int AS count FROM sync_run r
   WHERE r.connection_id = $1 AND r.kind = 'SYNC' AND r.status = 'FAILED'
     AND r.id > coalesce((SELECT max(s.id) FROM sync_run s
                           WHERE s.connection_id = $1 AND s.kind = 'SYNC' AND s.status = 'SUCCEEDED'), 0)`;

/** $1 connection, $2 at the latest. */
export const RETRY_BY = `
  UPDATE connection SET next_sync_at = least(next_sync_at, $2) WHERE id = $1 AND status = 'ACTIVE'`;
