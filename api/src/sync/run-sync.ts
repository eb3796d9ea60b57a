import type { Pool } from 'pg';
import type { Connector, DirectoryEntry } from '../connectors/connector.ts';
import type { VendorHttpOptions } from '../connectors/http.ts';
import { openConnection } from '../connectors/open-connection.ts';
import type { RateLimiter, Sleep } from '../connectors/rate-limiter.ts';
import { connectorFor } from '../connectors/registry.ts';
import { db } from '../db.ts';
import type { Day } from '../lib/calendar.ts';
import type { Clock } from '../lib/clock.ts';
import { VendorError } from '../lib/errors.ts';
import { integrationSettings } from '../modules/integrations/integration-settings.ts';
import { readCredentials } from '../modules/integrations/read-credentials.ts';
import { requireBaseUrl } from '../modules/integrations/require-base-url.ts';
import { type ConnectionToIdentify, type IdentifiedAccounts, identifyAccount } from './identify-account.ts';
import { rebuildStaleDays } from './rebuild-days.ts';
import { openRunProgress, type RunProgress } from './run-progress.ts';
import { RunStopped, rethrowStop } from './run-stopped.ts';
import { scheduleRetry } from './schedule.ts';
import { storeDirectory } from './store-directory.ts';
import { type SyncFailure, toSyncFailure } from './sync-failure.ts';
import { type OpenedConnection, syncStreams } from './sync-streams.ts';

export interface ClaimedRun {
  id: number;
  connectionId: number;
  kind: 'SYNC' | 'BACKFILL';
  trigger: string;
  from: Day | null;
  until: Day | null;
}

export interface SyncRunner {
  pool: Pool;
  clock: Clock;
  sleep: Sleep;
  /** One limiter per connection, kept between runs. */
  limiterOf(connectionId: number, connector: Connector): RateLimiter;
  identified: IdentifiedAccounts;
  /** Timeouts, retries, randomness. */
  http?: Partial<VendorHttpOptions> | undefined;
  onError(run: ClaimedRun, stream: string, error: unknown): void;
}

/** Triggers that read only what is worth reading again. */
export const ROUTINE_TRIGGERS: readonly string[] = ['schedule', 'outside cron'];
/** The part of a run that reads who there is. */
export const DIRECTORY = 'directory';
/** Whose account it is; nothing is read before that is known. */
const ACCOUNT = 'account';

/** Carries out a claimed run to its end, whatever that is; never throws for what a vendor does. */
export async function runSync(runner: SyncRunner, run: ClaimedRun, signal: AbortSignal): Promise<void> {
  const progress = openRunProgress(runner.pool, run.id, runner.clock);
  try {
    const failures = await readConnection(runner, run, progress, signal);
    const [stream, first] = [...failures][0] ?? [];
    if (first && run.kind === 'SYNC')
      await scheduleRetry(runner.pool, run.connectionId, [...failures.values()], runner.clock());
    await progress.ended(first ? 'FAILED' : 'SUCCEEDED', first && { ...first, message: `${stream}: ${first.message}` });
  } catch (error) {
    const reason: unknown = signal.aborted ? signal.reason : error;
    if (reason instanceof RunStopped) {
      if (reason.kind !== 'TAKEN_AWAY') await progress.ended(reason.kind);
      return;
    }
    runner.onError(run, '', error);
    await progress.ended('FAILED', toSyncFailure(error));
  }
}

async function readConnection(runner: SyncRunner, run: ClaimedRun, progress: RunProgress, signal: AbortSignal) {
  const opened = await open(runner, run.connectionId, signal);
  const failures = new Map<string, SyncFailure>();
  try {
    await identifyAccount(opened, runner.identified);
  } catch (error) {
    rethrowStop(error, signal);
    runner.onError(run, ACCOUNT, error);
    return failures.set(ACCOUNT, toSyncFailure(error));
  }
  const directoryFailure = await syncDirectory(runner, run, opened, progress);
  if (directoryFailure) failures.set(DIRECTORY, directoryFailure);
  const request = {
    from: run.from ?? undefined,
    until: run.until ?? undefined,
    isRoutine: ROUTINE_TRIGGERS.includes(run.trigger),
  };
  const ofStreams = await syncStreams(runner.pool, opened, request, progress, (stream, error) =>
    runner.onError(run, stream, error),
  );
  for (const [stream, failure] of ofStreams) failures.set(stream, failure);
  await rebuildStaleDays(runner.pool);
  return failures;
}

async function open(runner: SyncRunner, connectionId: number, signal: AbortSignal): Promise<ConnectionToIdentify> {
  const { vendor, ...connection } = await db.connection.findUniqueOrThrow({
    where: { id: connectionId },
    include: { vendor: true },
  });
  const connector = connectorFor(vendor.code);
  if (!connector) throw new VendorError('VENDOR_RESPONSE', `Outlay cannot read ${vendor.name} by itself.`);
  const context = openConnection({
    connector,
    credentials: readCredentials(connector, connection),
    baseUrl: connection.baseUrl && (await requireBaseUrl(connection.baseUrl, integrationSettings)),
    clock: runner.clock,
    sleep: runner.sleep,
    signal,
    limiter: runner.limiterOf(connectionId, connector),
    ...(runner.http ? { http: runner.http } : {}),
  });
  return { connection, connector, streams: connector.streams, context };
}

async function syncDirectory(
  runner: SyncRunner,
  run: ClaimedRun,
  { connector, context, connection }: OpenedConnection & { connector: Connector },
  progress: RunProgress,
): Promise<SyncFailure | undefined> {
  let failure: SyncFailure | undefined;
  try {
    const now = context.clock();
    const entries: DirectoryEntry[] = [];
    for await (const entry of connector.readDirectory(context)) entries.push(entry);
    await storeDirectory(runner.pool, connection.id, entries, now, progress.hold);
  } catch (error) {
    rethrowStop(error, context.signal);
    runner.onError(run, DIRECTORY, error);
    failure = toSyncFailure(error);
  }
  await progress.streamEnded(DIRECTORY, failure);
  return failure;
}
