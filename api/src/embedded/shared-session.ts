import { PGlite, type PGliteOptions } from '@electric-sql/pglite';

type Stream = Parameters<PGlite['execProtocolRawStream']>[1];

const messageType = (message: Uint8Array) => String.fromCharCode(message[0] ?? 0);
const opensBatch = new Set(['P', 'B', 'D', 'E', 'C', 'H']);

/**
 * One PostgreSQL session that several connections share through `PGLiteSocketServer`.
 *
 * The server keeps to one connection while `isInTransaction()` is true. An extended query (Parse, Bind, … Sync) is several
 * messages outside a transaction, so two large ones could run each other's statement: an unfinished one counts as open.
 */
export class SharedSession extends PGlite {
  #batchOpen = false;
  #lastMessageAt = 0n;
  /** Monotonic nanoseconds at which the running message started, 0 when idle; readable from another thread. */
  readonly #runningSince: BigInt64Array;

  constructor(runningSince: BigInt64Array, options: PGliteOptions) {
    super(options);
    this.#runningSince = runningSince;
  }

  override isInTransaction(): boolean {
    return this.#batchOpen || super.isInTransaction();
  }

  override async execProtocolRawStream(message: Uint8Array, stream: Stream): Promise<void> {
    Atomics.store(this.#runningSince, 0, process.hrtime.bigint());
    try {
      await super.execProtocolRawStream(message, stream);
    } finally {
      this.#lastMessageAt = process.hrtime.bigint();
      Atomics.store(this.#runningSince, 0, 0n);
    }
    this.#batchOpen = opensBatch.has(messageType(message));
  }

  /** Also used by the server to roll back for a connection that went away, maybe in the middle of a batch. */
  override async exec(...query: Parameters<PGlite['exec']>): ReturnType<PGlite['exec']> {
    if (this.#batchOpen) {
      const sync = Uint8Array.of(0x53, 0, 0, 0, 4);
      await this.execProtocolRawStream(sync, { onRawData: () => undefined });
    }
    return super.exec(...query);
  }

  /** Milliseconds since the last message of a connection that holds the session and says nothing, else 0. */
  heldIdleMs(): number {
    const running = Atomics.load(this.#runningSince, 0) !== 0n;
    if (running || !this.isInTransaction()) return 0;
    return Number((process.hrtime.bigint() - this.#lastMessageAt) / 1_000_000n);
  }
}
