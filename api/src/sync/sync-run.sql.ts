/** The connection whose oldest queued run is due; its row stays locked until the run is claimed. $1 connections to leave out. */
export const LOCK_NEXT_CONNECTION = `
  SELECT c.id FROM connection c
   WHERE EXISTS (SELECT 1 FROM sync_run q WHERE q.connection_id = c.id AND q.status = 'QUEUED')
     AND NOT EXISTS (SELECT 1 FROM sync_run r WHERE r.connection_id = c.id AND r.status = 'RUNNING')
   ORDER BY (SELECT min(q.id) FROM sync_run q WHERE q.connection_id = c.id AND q.status = 'QUEUED')
   LIMIT 1 FOR UPDATE OF c SKIP LOCKED`;

/** Sees what was committed before the lock was got. $1 connection, $2 worker, $3 now. */
export const CLAIM_OLDEST_RUN = `
  UPDATE sync_run SET status = 'RUNNING', worker_id = $2, started_at = $3, heartbeat_at = $3
   WHERE id = (SELECT min(id) FROM sync_run WHERE connection_id = $1 AND status = 'QUEUED')
     AND NOT EXISTS (SELECT 1 FROM sync_run r WHERE r.connection_id = $1 AND r.status = 'RUNNING')
  RETURNING id, connection_id AS "connectionId", kind, trigger, "from"::text AS "from", "until"::text AS "until"`;

/** $1 run, $2 streams, $3 days of each. */
export const PLAN_RUN = `
  WITH planned AS (
    INSERT INTO sync_run_stream (run_id, stream, status, window_count)
    SELECT $1, p.stream, 'QUEUED', p.days FROM unnest($2::text[], $3::int[]) AS p(stream, days)
    ON CONFLICT (run_id, stream) DO UPDATE SET window_count = excluded.window_count
  )
  UPDATE sync_run SET window_count = (SELECT coalesce(sum(d), 0) FROM unnest($3::int[]) AS d) WHERE id = $1`;

/** Windows are stored. $1 run, $2 stream, $3 windows, $4 rows, $5 now. Returns whether to stop; no row: taken away. */
export const RECORD_WINDOWS = `
  WITH part AS (
    UPDATE sync_run_stream SET done_count = done_count + $3, row_count = row_count + $4, status = 'RUNNING'
     WHERE run_id = $1 AND stream = $2
  )
  UPDATE sync_run SET done_count = done_count + $3, row_count = row_count + $4, heartbeat_at = $5
   WHERE id = $1 AND status = 'RUNNING'
  RETURNING cancel_requested_at IS NOT NULL AS "isCancelRequested"`;

/** $1 run, $2 now. Returns as RECORD_WINDOWS. */
export const TOUCH_RUN = `
  UPDATE sync_run SET heartbeat_at = $2 WHERE id = $1 AND status = 'RUNNING'
  RETURNING cancel_requested_at IS NOT NULL AS "isCancelRequested"`;

/** Nobody can take the run away until the transaction ends; no row: it was taken away. $1 run. */
export const HOLD_RUN = `SELECT id FROM sync_run WHERE id = $1 AND status = 'RUNNING' FOR SHARE`;

/** $1 run, $2 stream, $3 status, $4 error code, $5 error message. */
export const FINISH_STREAM = `
  INSERT INTO sync_run_stream (run_id, stream, status, error_code, error_message) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (run_id, stream) DO UPDATE
    SET status = excluded.status, error_code = excluded.error_code, error_message = excluded.error_message`;

/** $1 run, $2 status, $3 error code, $4 error message, $5 now. Streams not finished share its end. */
export const FINISH_RUN = `
  WITH part AS (
    UPDATE sync_run_stream SET status = $2 WHERE run_id = $1 AND status IN ('QUEUED', 'RUNNING')
  )
  UPDATE sync_run SET status = $2, error_code = $3, error_message = $4, finished_at = $5
   WHERE id = $1 AND status = 'RUNNING'`;

/** An interrupted run goes on as a new one, unless one for the same days waits already. $1 run. */
export const REQUEUE_RUN = `
  INSERT INTO sync_run (connection_id, kind, trigger, "from", "until")
  SELECT r.connection_id, r.kind, 'resumed run ' || r.id, r."from", r."until"
    FROM sync_run r JOIN connection c ON c.id = r.connection_id AND c.status <> 'DISCONNECTED'
   WHERE r.id = $1 AND r.cancel_requested_at IS NULL
     AND NOT EXISTS (SELECT 1 FROM sync_run q WHERE q.connection_id = r.connection_id AND q.kind = r.kind AND q.status = 'QUEUED'
                      AND q."from" IS NOT DISTINCT FROM r."from" AND q."until" IS NOT DISTINCT FROM r."until")`;

/** Runs that some process says it is running. */
export const RUNNING_RUNS = `
  SELECT id, worker_id AS "workerId", coalesce(heartbeat_at, created_at) AS "heartbeatAt"
    FROM sync_run WHERE status = 'RUNNING' ORDER BY id`;
