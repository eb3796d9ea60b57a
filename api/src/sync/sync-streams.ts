import type { Pool } from 'pg';
import type { ConnectorContext, Stream } from '../connectors/connector.ts';
import { type Day, type DayRange, dayCount } from '../lib/calendar.ts';
import { batchWindows } from './batch-windows.ts';
import { isSettledAt, planWindows } from './plan-windows.ts';
import { readWindows } from './read-windows.ts';
import type { RunProgress } from './run-progress.ts';
import { rethrowStop } from './run-stopped.ts';
import { storeWindows } from './store-windows.ts';
import { fetchStreamState, type StreamState, saveStreamState } from './stream-state.sql.ts';
import { type SyncFailure, toSyncFailure } from './sync-failure.ts';

/** A connection as the engine reads and stores it. */
export interface OpenedConnection {
  connection: { id: number; vendorId: number; currency: string };
  streams: readonly Stream<unknown>[];
  context: ConnectorContext<unknown>;
}

export interface StreamsRequest {
  /** First day of a backfill. */
  from: Day | undefined;
  /** Day after the last of a backfill; undefined: through today. */
  until: Day | undefined;
  /** By the clock rather than by hand: no more than is worth reading. */
  isRoutine: boolean;
}

interface StreamReading {
  stream: Stream<unknown>;
  state: StreamState;
  reads: DayRange[];
  failure?: SyncFailure;
}

const RESTATED_EVERY_MS = 20 * 3_600_000;
const ALWAYS = new Date(8.64e15);

/**
 * Reads and stores what is due of every stream, newest days first and all streams side by side in time,
 * so that recent days close early. A stream that fails stops; the others go on. Returns the failures by stream.
 */
export async function syncStreams(
  pool: Pool,
  opened: OpenedConnection,
  request: StreamsRequest,
  progress: RunProgress,
  onError: (stream: string, error: unknown) => void,
): Promise<Map<string, SyncFailure>> {
  const startedAt = opened.context.clock();
  const readings = await planStreams(pool, opened, request, startedAt);
  await progress.plan(new Map(readings.map(({ stream, reads }) => [stream.name, daysIn(reads)])));
  const queue = readings.flatMap((reading) => reading.reads.map((range) => ({ reading, range })));
  queue.sort((a, b) => (a.range.until < b.range.until ? 1 : a.range.until > b.range.until ? -1 : 0));
  for (const { reading, range } of queue) {
    if (reading.failure) continue;
    try {
      await syncRange(pool, opened, reading, range, progress);
    } catch (error) {
      rethrowStop(error, opened.context.signal);
      onError(reading.stream.name, error);
      reading.failure = toSyncFailure(error);
    }
  }
  for (const { stream, state, failure } of readings) {
    await saveStreamState(pool, { connectionId: opened.connection.id, stream: stream.name }, state, {
      now: startedAt,
      // A piece of the past says nothing of whether the present was read.
      succeededAt: failure || request.until !== undefined ? undefined : startedAt,
    });
    await progress.streamEnded(stream.name, failure);
  }
  return new Map(readings.flatMap(({ stream, failure }) => (failure ? [[stream.name, failure] as const] : [])));
}

async function planStreams(pool: Pool, opened: OpenedConnection, request: StreamsRequest, now: Date) {
  const readings: StreamReading[] = [];
  for (const stream of opened.streams) {
    const state = await fetchStreamState(pool, opened.connection.id, stream.name);
    if (request.isRoutine && !isWorthReading(stream, state.lastSucceededAt, now)) continue;
    const reads = planWindows({
      stream,
      now,
      frontier: state.frontier,
      windows: state.windows,
      from: request.from,
      until: request.until,
      restatedBefore: restatedBefore(request, now),
    });
    readings.push({ stream, state, reads });
  }
  return readings;
}

/** A backfill leaves settled days alone; the clock re-reads them daily; a person always. */
function restatedBefore({ from, isRoutine }: StreamsRequest, now: Date): Date {
  if (from !== undefined) return new Date(0);
  return isRoutine ? new Date(now.getTime() - RESTATED_EVERY_MS) : ALWAYS;
}

/** A little before the vendor's own rhythm, so that a daily schedule never skips a day. */
export function isWorthReading(
  stream: Pick<Stream<unknown>, 'freshnessMinutes'>,
  lastSucceededAt: Date | undefined,
  now: Date,
): boolean {
  return lastSucceededAt === undefined || now.getTime() >= worthReadingAt(stream, lastSucceededAt).getTime();
}

export function worthReadingAt({ freshnessMinutes }: Pick<Stream<unknown>, 'freshnessMinutes'>, last: Date): Date {
  return new Date(last.getTime() + freshnessMinutes * 45_000);
}

async function syncRange(
  pool: Pool,
  { connection, context }: OpenedConnection,
  { stream, state }: StreamReading,
  range: DayRange,
  progress: RunProgress,
): Promise<void> {
  const readAt = context.clock();
  const save = () =>
    saveStreamState(pool, { connectionId: connection.id, stream: stream.name }, state, { now: readAt });
  try {
    const isSettled = (day: Day) => isSettledAt(stream, day, readAt);
    for await (const windows of batchWindows(readWindows(stream, context, range))) {
      await storeWindows(pool, { connection, stream, windows, readAt, isSettled, hold: progress.hold });
      for (const { day } of windows) state.windows.set(day, { isSettled: isSettled(day), readAt });
      const rowCount = windows.reduce((total, { records }) => total + records.length, 0);
      await progress.windowsStored(stream.name, windows.length, rowCount);
    }
  } finally {
    await save();
  }
}

const daysIn = (reads: readonly DayRange[]) => reads.reduce((total, range) => total + dayCount(range), 0);
