import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { EngineAddress, EngineStorage, WorkerCommand, WorkerInput, WorkerMessage } from './worker-messages.ts';

export type EngineOptions = {
  readonly storage: EngineStorage;
  readonly address: EngineAddress;
  /** A statement that runs longer is ended by restarting the engine: PGlite cannot cancel it. */
  readonly statementLimitMs: number;
  readonly idleInTransactionMs: number;
  /** The engine went away and is opened again; clients see closed connections meanwhile. */
  readonly onRestart: (reason: string) => void;
  /** The engine went away and could not be opened again. */
  readonly onFailure: (error: Error) => void;
};

/** The embedded PostgreSQL in its own thread, watched, and opened again when it dies. */
export type Engine = { readonly port: number; close(): Promise<void> };

const watchEveryMs = 500;
const restartsAllowed = 3;
const restartsForgottenAfterMs = 60_000;
const exitedThreadId = -1;

export async function startEngine(options: EngineOptions): Promise<Engine> {
  const runningSince = new BigInt64Array(new SharedArrayBuffer(8));
  let current = await spawn(options, options.address, runningSince);
  const address: EngineAddress =
    options.address.kind === 'port' ? { kind: 'port', port: current.port } : options.address;
  const restarts: number[] = [];
  let closing = false;
  let reopening: Promise<void> | undefined;
  let stopReason = '';
  current.worker.once('exit', onExit);

  const watch = setInterval(() => {
    const since = Atomics.load(runningSince, 0);
    if (since === 0n || process.hrtime.bigint() - since < BigInt(options.statementLimitMs) * 1_000_000n) return;
    stopReason = `A statement ran longer than ${options.statementLimitMs / 1_000} s and was ended.`;
    Atomics.store(runningSince, 0, 0n);
    void current.worker.terminate();
  }, watchEveryMs);
  watch.unref();

  return {
    port: current.port,
    async close() {
      closing = true;
      clearInterval(watch);
      await reopening;
      if (current.worker.threadId === exitedThreadId) return;
      const exited = once(current.worker, 'exit');
      current.worker.postMessage('stop' satisfies WorkerCommand);
      await exited;
    },
  };

  function onExit(): void {
    if (!closing) reopening = reopen();
  }

  async function reopen(): Promise<void> {
    const now = performance.now();
    restarts.push(now);
    const recent = restarts.filter((at) => at > now - restartsForgottenAfterMs);
    const reason = stopReason || current.failure() || 'The embedded database stopped by itself.';
    stopReason = '';
    if (recent.length > restartsAllowed)
      return options.onFailure(new Error(`${reason} It stopped too often to go on.`));
    options.onRestart(reason);
    try {
      current = await spawn(options, address, runningSince);
      current.worker.once('exit', onExit);
    } catch (error) {
      options.onFailure(error instanceof Error ? error : new Error(String(error)));
    }
  }
}

type RunningWorker = { readonly worker: Worker; readonly port: number; failure(): string };

async function spawn(
  options: EngineOptions,
  address: EngineAddress,
  runningSince: BigInt64Array<SharedArrayBuffer>,
): Promise<RunningWorker> {
  Atomics.store(runningSince, 0, 0n);
  const { storage, idleInTransactionMs } = options;
  const workerData = { storage, address, idleInTransactionMs, runningSince: runningSince.buffer } satisfies WorkerInput;
  const worker = new Worker(new URL('./engine-worker.ts', import.meta.url), { workerData });
  let failure = '';
  worker.on('error', (error: Error) => {
    failure = error.message;
  });
  worker.on('message', (message: WorkerMessage) => {
    if (message.type === 'failed') failure = message.reason;
  });
  const port = await new Promise<number>((resolve, reject) => {
    worker.on('message', (message: WorkerMessage) => {
      if (message.type === 'ready') resolve(message.port);
    });
    worker.once('exit', () =>
      reject(new Error(`The embedded database did not start: ${failure || 'no reason given'}`)),
    );
  });
  return { worker, port, failure: () => failure };
}
