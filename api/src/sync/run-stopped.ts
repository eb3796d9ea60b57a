/** Why a run is to stop before its end; the reason of its abort signal. */
export class RunStopped extends Error {
  readonly kind: 'CANCELLED' | 'INTERRUPTED' | 'TAKEN_AWAY';
  constructor(kind: RunStopped['kind']) {
    super(`The sync run is stopped: ${kind}.`);
    this.kind = kind;
  }
}

/** Lets what stops the whole run pass a handler of failures. */
export function rethrowStop(error: unknown, signal: AbortSignal): void {
  if (error instanceof RunStopped) throw error;
  signal.throwIfAborted();
}
