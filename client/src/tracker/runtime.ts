type Timer = unknown;

/** What the tracker takes from its surroundings; every part may be replaced. */
export interface Runtime {
  /** Milliseconds since 1970. */
  now(): number;
  /** From 0 to below 1. */
  random(): number;
  uuid(): string;
  fetch: typeof fetch;
  setTimeout(callback: () => void, milliseconds: number): Timer;
  clearTimeout(timer: Timer): void;
}

/** The surroundings of the process; a waiting timer never keeps it alive. */
export function systemRuntime(): Runtime {
  return {
    now: () => Date.now(),
    random: () => Math.random(),
    uuid: () => crypto.randomUUID(),
    fetch: (...request) => globalThis.fetch(...request),
    setTimeout(callback, milliseconds) {
      const timer: unknown = setTimeout(callback, milliseconds);
      if (hasUnref(timer)) timer.unref();
      return timer;
    },
    clearTimeout: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
  };
}

function hasUnref(timer: unknown): timer is { unref(): void } {
  return typeof timer === 'object' && timer !== null && 'unref' in timer;
}
