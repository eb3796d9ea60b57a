import type { ConnectionStatus } from '@outlay/prisma';
import type { Stream } from '../../connectors/connector.ts';
import { nextSyncAfter } from '../../sync/schedule.ts';
import { worthReadingAt } from '../../sync/sync-streams.ts';
import type { ConnectionFacts } from './connection-facts.sql.ts';

export type ConnectionHealth = 'OK' | 'LATE' | 'FAILING' | 'NEVER_SYNCED' | 'PAUSED';

export interface HealthInput {
  status: ConnectionStatus;
  schedule: string;
  streams: readonly Pick<Stream<unknown>, 'name' | 'freshnessMinutes'>[];
  facts: Pick<ConnectionFacts, 'streams' | 'lastRun'>;
  now: Date;
}

const GRACE_MS = 60 * 60_000;

/** Judged by each stream's own rhythm: late is what a scheduled time has passed by an hour without reading. */
export function connectionHealth({ status, schedule, streams, facts, now }: HealthInput): ConnectionHealth {
  if (status !== 'ACTIVE') return 'PAUSED';
  if (facts.lastRun?.status === 'FAILED') return 'FAILING';
  const succeeded = new Map(facts.streams.map(({ stream, lastSucceededAt }) => [stream, lastSucceededAt]));
  if (streams.every(({ name }) => !succeeded.get(name))) return 'NEVER_SYNCED';
  const isLate = streams.some((stream) => {
    const last = succeeded.get(stream.name);
    const due = last && nextSyncAfter(schedule, worthReadingAt(stream, last));
    return !due || now.getTime() > due.getTime() + GRACE_MS;
  });
  return isLate ? 'LATE' : 'OK';
}
