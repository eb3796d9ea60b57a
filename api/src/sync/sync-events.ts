import { EventEmitter } from 'node:events';

/** What happens to sync runs in this process. Other processes are heard through the database. */
interface SyncEvents {
  /** A run waits to be started. */
  queued: [];
  /** Somebody wants a run to stop. */
  cancelRequested: [runId: number];
  /** A run's row changed. */
  progressed: [runId: number];
}

export const syncEvents = new EventEmitter<SyncEvents>().setMaxListeners(0);
