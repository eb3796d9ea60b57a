import type { SpendAnswer, SpendQuestion } from './can-spend.ts';
import type { AudioCall, EmbeddingCall, ImageCall, LLMCall, PaymentFee } from './tracked-call.ts';
import type { UsageContext, UsageEvent } from './usage-event.ts';

/** A vendor's client as its package makes it. */
export interface VendorClient {
  withOptions(options: { fetch: typeof fetch }): unknown;
}

export interface WrapOptions {
  /** Code of who bills the calls, where the client speaks to another vendor than its own. */
  vendor?: string | undefined;
  /** Holds for every call of the wrapped client. */
  context?: UsageContext | undefined;
  /**
   * How tokens of streamed chat completions are known that were not asked for. `request`: asks the vendor for them and
   * hides that from the caller; the default at api.openai.com. `estimate`: estimates them; the default elsewhere.
   */
  streamUsage?: 'request' | 'estimate' | undefined;
}

/** Every `track…` returns at once and never throws: what cannot be recorded goes to the hook `onDrop`. */
export interface Tracker {
  trackLLMCall(call: LLMCall): void;
  trackEmbedding(call: EmbeddingCall): void;
  trackImageGeneration(call: ImageCall): void;
  trackAudio(call: AudioCall): void;
  /** Records what the gateway takes of a payment, by the table of its fees. */
  trackPaymentFee(payment: PaymentFee): void;
  /** Anything else, field by field. */
  trackUsage(event: UsageEvent): void;
  /** A client that answers exactly like the given one, each of whose calls is tracked. */
  wrapAnthropic<Client extends VendorClient>(client: Client, options?: WrapOptions): Client;
  wrapOpenAI<Client extends VendorClient>(client: Client, options?: WrapOptions): Client;
  /**
   * Runs `fn`; what it tracks, also later and in what it awaits, belongs to the context, over the outer one. Where the
   * runtime has no AsyncLocalStorage only the tracker handed to `fn` knows the context.
   */
  withContext<Result>(context: UsageContext, fn: (tracker: Tracker) => Result): Result;
  /**
   * Whether an amount fits in every hard budget that binds. Answers are kept for seconds; without one it allows, unless
   * `canSpendWhenUnknown` says otherwise. Never rejects.
   */
  canSpend(question: SpendQuestion): Promise<SpendAnswer>;
  /** Sends all that waits; ends at the first failure. Answers how many events still wait. */
  flush(): Promise<number>;
  /** Flushes for a while and stops. Answers how many events were not sent; those on disk wait for the next start. */
  close(): Promise<number>;
}
