import type { Log } from '../lib/log.ts';

/** Work that outlives the answer it belongs to: failures are logged, `settled` waits for all of it. */
export function backgroundWork(log: Log) {
  const running = new Set<Promise<unknown>>();
  return {
    run(work: Promise<unknown>): void {
      const watched = work
        .catch((error: unknown) => log.error({ err: error }, 'work in the background failed'))
        .finally(() => running.delete(watched));
      running.add(watched);
    },
    async settled(): Promise<void> {
      await Promise.all(running);
    },
  };
}
