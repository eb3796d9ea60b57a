import DataLoader from 'dataloader';
import { pool } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import type { Day } from '../../lib/calendar.ts';

/** What has been read of one stream. */
export interface StreamFacts {
  stream: string;
  earliestDay: Day | null;
  latestDay: Day | null;
  dayCount: number;
  backfilledFrom: Day | null;
  settledUntil: Day | null;
  lastSucceededAt: Date | null;
}

/** What there is to say about a connection beyond its row. */
export interface ConnectionFacts {
  streams: StreamFacts[];
  closedDayCount: number;
  openDayCount: number;
  /** Of the latest run that ended by itself. */
  lastRun: {
    id: number;
    status: 'SUCCEEDED' | 'FAILED';
    errorCode: string | null;
    errorMessage: string | null;
    finishedAt: Date;
  } | null;
}

const STREAMS = `
  WITH window_range AS (
    SELECT connection_id, stream, min(day)::text AS earliest, max(day)::text AS latest, count(*)::int AS days
      FROM sync_window WHERE connection_id = ANY($1::int[]) GROUP BY connection_id, stream
  )
  SELECT coalesce(s.connection_id, w.connection_id) AS "connectionId", coalesce(s.stream, w.stream) AS stream,
         w.earliest AS "earliestDay", w.latest AS "latestDay", coalesce(w.days, 0) AS "dayCount",
         s.backfilled_from::text AS "backfilledFrom", s.settled_until::text AS "settledUntil",
         s.last_succeeded_at AS "lastSucceededAt"
    FROM window_range w
    FULL JOIN (SELECT * FROM stream_state WHERE connection_id = ANY($1::int[])) s
      ON s.connection_id = w.connection_id AND s.stream = w.stream`;

const DAYS = `
  SELECT connection_id AS "connectionId", count(closed_at)::int AS closed, (count(*) - count(closed_at))::int AS open
    FROM rollup_day WHERE connection_id = ANY($1::int[]) GROUP BY connection_id`;

const LAST_RUNS = `
  SELECT DISTINCT ON (connection_id) connection_id AS "connectionId", id, status, error_code AS "errorCode",
         error_message AS "errorMessage", finished_at AS "finishedAt"
    FROM sync_run WHERE connection_id = ANY($1::int[]) AND status IN ('SUCCEEDED', 'FAILED')
   ORDER BY connection_id, finished_at DESC, id DESC`;

/** What there is to say about each of these connections, in their order. */
export async function readConnectionFacts(ids: readonly number[]): Promise<ConnectionFacts[]> {
  const streams = await pool.query<StreamFacts & { connectionId: number }>(STREAMS, [ids]);
  const days = await pool.query<{ connectionId: number; closed: number; open: number }>(DAYS, [ids]);
  const runs = await pool.query<NonNullable<ConnectionFacts['lastRun']> & { connectionId: number }>(LAST_RUNS, [ids]);
  return ids.map((id) => {
    const counted = days.rows.find((row) => row.connectionId === id);
    return {
      streams: streams.rows.filter((row) => row.connectionId === id),
      closedDayCount: counted?.closed ?? 0,
      openDayCount: counted?.open ?? 0,
      lastRun: runs.rows.find((row) => row.connectionId === id) ?? null,
    };
  });
}

const loaders = new WeakMap<Context, DataLoader<number, ConnectionFacts>>();

/** One read for all connections of a request. */
export function connectionFacts(context: Context, connectionId: number): Promise<ConnectionFacts> {
  const loader = loaders.get(context) ?? new DataLoader(readConnectionFacts);
  loaders.set(context, loader);
  return loader.load(connectionId);
}
