/** One answered batch. */
export interface FlushReport {
  sent: number;
  accepted: number;
  /** Known to the server already: sent again after a lost answer. */
  duplicates: number;
  rejected: number;
  milliseconds: number;
  /** Still waiting in memory. */
  waiting: number;
}

/** Events that will not arrive. */
export interface DropReport {
  /**
   * `invalid`: the call's own arguments cannot be recorded. `rejected`: the server refused it.
   * `full`: nothing was answered for so long that the memory (and disk) set aside is used up. `closed`: after `close()`.
   */
  reason: 'invalid' | 'rejected' | 'full' | 'closed';
  count: number;
  idempotencyKey?: string | undefined;
  field?: string | undefined;
  message: string;
}

/** Something failed that is tried again, or does not touch what was recorded. */
export interface ErrorReport {
  message: string;
  /** When the next attempt begins; absent when there is nothing to repeat. */
  retryInMs?: number | undefined;
  cause?: unknown;
}

/** For metrics and logs. What a hook throws is swallowed. */
export interface TrackerHooks {
  onFlush?(report: FlushReport): void;
  onDrop?(report: DropReport): void;
  onError?(report: ErrorReport): void;
}

/** The hooks as the tracker calls them: all there, and never throwing. */
export function safeHooks(hooks: TrackerHooks): Required<TrackerHooks> {
  const safely = (call: () => void) => {
    try {
      call();
    } catch {
      // A hook that fails must not cost an event.
    }
  };
  return {
    onFlush: (report) => safely(() => hooks.onFlush?.(report)),
    onDrop: (report) => safely(() => hooks.onDrop?.(report)),
    onError: (report) => safely(() => hooks.onError?.(report)),
  };
}
