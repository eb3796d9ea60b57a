import type { Pool, PoolClient } from 'pg';
import type { Day } from '../lib/calendar.ts';
import { advanceFrontier, type Frontier, type StoredWindow } from './plan-windows.ts';

/** What is stored of one stream of a connection. */
export interface StreamState {
  frontier: Frontier;
  lastSucceededAt: Date | undefined;
  windows: Map<Day, StoredWindow>;
}

export async function fetchStreamState(pool: Pool, connectionId: number, stream: string): Promise<StreamState> {
  const windows = await pool.query<StoredWindow & { day: Day }>(
    `SELECT day::text AS day, is_settled AS "isSettled", read_at AS "readAt"
       FROM sync_window WHERE connection_id = $1 AND stream = $2`,
    [connectionId, stream],
  );
  const { rows } = await pool.query<{
    backfilledFrom: Day | null;
    settledUntil: Day | null;
    lastSucceededAt: Date | null;
  }>(
    `SELECT backfilled_from::text AS "backfilledFrom", settled_until::text AS "settledUntil",
            last_succeeded_at AS "lastSucceededAt"
       FROM stream_state WHERE connection_id = $1 AND stream = $2`,
    [connectionId, stream],
  );
  return {
    frontier: {
      backfilledFrom: rows[0]?.backfilledFrom ?? undefined,
      settledUntil: rows[0]?.settledUntil ?? undefined,
    },
    lastSucceededAt: rows[0]?.lastSucceededAt ?? undefined,
    windows: new Map(windows.rows.map(({ day, ...window }) => [day, window])),
  };
}

/** Moves the stored frontier over everything stored, never back; `succeededAt` when the stream was read without failure. */
export async function saveStreamState(
  client: Pool | PoolClient,
  key: { connectionId: number; stream: string },
  state: StreamState,
  { now, succeededAt }: { now: Date; succeededAt?: Date | undefined },
): Promise<void> {
  state.frontier = advanceFrontier(state.frontier, state.windows, now);
  await client.query(
    `INSERT INTO stream_state (connection_id, stream, backfilled_from, settled_until, last_succeeded_at)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (connection_id, stream) DO UPDATE
       SET backfilled_from = least(excluded.backfilled_from, stream_state.backfilled_from),
           settled_until = greatest(excluded.settled_until, stream_state.settled_until),
           last_succeeded_at = greatest(excluded.last_succeeded_at, stream_state.last_succeeded_at)`,
    [
      key.connectionId,
      key.stream,
      state.frontier.backfilledFrom ?? null,
      state.frontier.settledUntil ?? null,
      succeededAt ?? null,
    ],
  );
}
