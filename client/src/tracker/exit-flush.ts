/** A tracker that wants to send before the process ends. */
export interface Departing {
  isWaiting(): boolean;
  /** Answers how many events still wait. */
  flush(): Promise<number>;
  /** Gives up what cannot be sent, and tells. */
  close(): Promise<unknown>;
  /** Resolves after the longest that a signal may be held up. */
  patience(): Promise<void>;
}

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;
type Signal = (typeof SIGNALS)[number];

/** One per process, whoever bundled this module how often. */
const REGISTRY = Symbol.for('outlay.departing');

/**
 * Sends what waits when the process ends by itself or by a signal. A signal still ends it: when nobody else listens for
 * it, it is raised again afterwards; otherwise whoever listens decides. Returns the way to leave.
 */
export function flushAtExit(departing: Departing): () => void {
  const process = globalThis.process;
  if (typeof process?.on !== 'function' || typeof process.kill !== 'function') return () => undefined;
  const found: unknown = Reflect.get(globalThis, REGISTRY);
  const registry = found instanceof Set ? (found as Set<Departing>) : listen(process);
  registry.add(departing);
  return () => registry.delete(departing);
}

function listen(process: NodeJS.Process): Set<Departing> {
  const registry = new Set<Departing>();
  Reflect.set(globalThis, REGISTRY, registry);
  process.on('beforeExit', () => {
    for (const departing of registry) if (departing.isWaiting()) void sendOrGiveUp(departing);
  });
  for (const signal of SIGNALS) {
    const onSignal = () => void leave(signal, onSignal);
    process.on(signal, onSignal);
  }
  return registry;

  async function leave(signal: Signal, onSignal: () => void): Promise<void> {
    const isOurs = process.listenerCount(signal) === 1;
    const all = [...registry].map((departing) =>
      Promise.race([isOurs ? departing.close() : departing.flush(), departing.patience()]),
    );
    await Promise.all(all);
    if (!isOurs) return;
    process.removeListener(signal, onSignal);
    process.kill(process.pid, signal);
  }
}

/** A server that does not answer must not hold the process: what is left then is given up. */
async function sendOrGiveUp(departing: Departing): Promise<void> {
  if ((await departing.flush()) > 0) await departing.close();
}
