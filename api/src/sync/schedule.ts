import { Cron } from 'croner';
import type { Pool } from 'pg';
import type { Stream } from '../connectors/connector.ts';
import { InvalidInputError } from '../lib/errors.ts';
import { DUE_CONNECTIONS, FAILED_IN_A_ROW, POSTPONE, QUEUE_SYNC, RETRY_BY } from './schedule.sql.ts';
import { syncEvents } from './sync-events.ts';
import type { SyncFailure } from './sync-failure.ts';

const DAILY = '0 6 * * *';
const HOURLY = '0 * * * *';
const MINUTE_MS = 60_000;

/** Hourly where every hour brings something new, else daily at 06:00 UTC. */
export function defaultSchedule(streams: readonly Pick<Stream<unknown>, 'freshnessMinutes'>[]): string {
  return streams.some((stream) => stream.freshnessMinutes <= 60) ? HOURLY : DAILY;
}

/** The schedule, trimmed. @throws InvalidInputError unless it is a five-field cron expression that has a next time. */
export function requireSchedule(text: string, now: Date): string {
  const schedule = text.trim();
  try {
    if (new Cron(schedule, { mode: '5-part', timezone: 'UTC', paused: true }).nextRun(now)) return schedule;
  } catch {
    // Refused below, with the remedy.
  }
  throw new InvalidInputError(
    'schedule',
    text,
    `"${text}" is not a schedule that ever comes.`,
    'Write a five-field cron expression in UTC, such as "0 6 * * *" (daily at 06:00) or "0 * * * *" (hourly).',
  );
}

/** First time of a schedule after an instant. */
export function nextSyncAfter(schedule: string, after: Date): Date | null {
  return new Cron(schedule, { mode: '5-part', timezone: 'UTC', paused: true }).nextRun(after);
}

/** Queues a sync of every active connection that is due – also one missed while nothing ran. Returns the runs. */
export async function queueDueSyncs(pool: Pool, now: Date, trigger = 'schedule'): Promise<number[]> {
  return queueSyncs(pool, now, trigger, { onlyDue: true });
}

/** Queues a sync of every active connection, due or not. */
export async function queueAllSyncs(pool: Pool, now: Date, trigger: string): Promise<number[]> {
  return queueSyncs(pool, now, trigger, { onlyDue: false });
}

async function queueSyncs(pool: Pool, now: Date, trigger: string, { onlyDue }: { onlyDue: boolean }) {
  const due = await pool.query<{ id: number; schedule: string; nextSyncAt: Date | null }>(DUE_CONNECTIONS, [
    now,
    onlyDue,
  ]);
  const runs: number[] = [];
  for (const { id, schedule, nextSyncAt } of due.rows) {
    const next = nextSyncAfter(schedule, now);
    const taken = await pool.query(POSTPONE, [id, next, nextSyncAt]);
    if (taken.rowCount === 0) continue;
    const { rows } = await pool.query<{ id: number }>(QUEUE_SYNC, [id, trigger]);
    runs.push(...rows.map((row) => row.id));
  }
  if (runs.length > 0) syncEvents.emit('queued');
  return runs;
}

/** A failure that may pass is tried again before the schedule's next time: after 5 minutes, 10, 20 … up to 2 hours. */
export async function scheduleRetry(
  pool: Pool,
  connectionId: number,
  failures: readonly SyncFailure[],
  now: Date,
): Promise<void> {
  const passing = failures.filter((failure) => failure.isRetryable);
  if (passing.length === 0) return;
  const { rows } = await pool.query<{ count: number }>(FAILED_IN_A_ROW, [connectionId]);
  const backoff = Math.min(120, 5 * 2 ** Math.min(10, rows[0]?.count ?? 0)) * MINUTE_MS;
  const wait = Math.max(backoff, ...passing.map((failure) => failure.retryAfterMs));
  await pool.query(RETRY_BY, [connectionId, new Date(now.getTime() + wait)]);
}
