import type { Runtime } from '../runtime.ts';

/** Time that passes only when told, and chance that is known. */
export function virtualRuntime(start = Date.UTC(2026, 10, 22)) {
  let now = start;
  let count = 0;
  const timers = new Map<number, { at: number; callback: () => void }>();
  const runtime: Omit<Runtime, 'fetch'> = {
    now: () => now,
    random: () => 0.5,
    uuid() {
      count += 1;
      return `key-${count}`;
    },
    setTimeout(callback, milliseconds) {
      count += 1;
      timers.set(count, { at: now + milliseconds, callback });
      return count;
    },
    clearTimeout: (timer) => void timers.delete(Number(timer)),
  };
  return {
    runtime,
    /** Lets so much time pass; each timer rings at its own instant. */
    async advance(milliseconds: number) {
      const end = now + milliseconds;
      for (;;) {
        await settled();
        const due = [...timers].filter(([, { at }]) => at <= end).toSorted(([, a], [, b]) => a.at - b.at)[0];
        if (!due) break;
        timers.delete(due[0]);
        now = due[1].at;
        due[1].callback();
      }
      now = end;
    },
    waitingTimers: () => timers.size,
    /** As at the death of a process. */
    forgetTimers: () => timers.clear(),
  };
}

/** Until everything that waits for nothing outside has happened. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
