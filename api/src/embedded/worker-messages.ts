/** Where the engine keeps its files: a directory (durable), or memory filled from a snapshot (tests). */
export type EngineStorage =
  | { readonly kind: 'directory'; readonly path: string }
  | { readonly kind: 'memory'; readonly snapshotPath: string };

/** A unix socket path, or a loopback port (0 = any) where there are no unix sockets. */
export type EngineAddress =
  | { readonly kind: 'socket'; readonly path: string }
  | { readonly kind: 'port'; readonly port: number };

export type WorkerInput = {
  readonly storage: EngineStorage;
  readonly address: EngineAddress;
  /** One BigInt64: when the running message started, in monotonic nanoseconds; 0 when idle. */
  readonly runningSince: SharedArrayBuffer;
  /** A connection that holds a transaction this long without a word is closed. */
  readonly idleInTransactionMs: number;
};

export type WorkerMessage =
  | { readonly type: 'ready'; readonly port: number }
  | { readonly type: 'failed'; readonly reason: string };

export type WorkerCommand = 'stop';
