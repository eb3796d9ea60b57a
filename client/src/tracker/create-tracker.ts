import { createSpendGuard } from './can-spend.ts';
import { createContextStore, mergeContext } from './context.ts';
import { flushAtExit } from './exit-flush.ts';
import { InvalidEvent } from './invalid-event.ts';
import { createOutbox } from './outbox.ts';
import { STANDARD_PAYMENT_FEES } from './payment-fee.ts';
import { systemRuntime } from './runtime.ts';
import { sendBatch } from './send-batch.ts';
import { toWireEvent } from './to-wire-event.ts';
import { audioEvent, embeddingEvent, imageEvent, llmEvent, paymentFeeEvent } from './tracked-call.ts';
import type { Tracker } from './tracker.ts';
import { safeHooks } from './tracker-hooks.ts';
import { readOptions, type Settings, type TrackerOptions } from './tracker-options.ts';
import type { UsageContext, UsageEvent } from './usage-event.ts';
import { anthropicDialect } from './wrap/anthropic-dialect.ts';
import { openAiDialect } from './wrap/openai-dialect.ts';
import { wrapClient } from './wrap/wrap-client.ts';

const SPOOL_BYTES = 64 * 1024 * 1024;

/**
 * Begins to track. The one function here that throws, so that a mistake is seen at start-up.
 * @throws TypeError naming option, value and remedy
 */
export function createTracker(options: TrackerOptions): Tracker {
  const settings = readOptions(options);
  const { url, token, requestTimeoutMs, exitTimeoutMs } = settings;
  const runtime = { ...systemRuntime(), ...settings.runtime };
  const hooks = safeHooks(settings.hooks ?? {});
  const contexts = createContextStore(settings.asyncLocalStorage);
  const access = { url, token, runtime };
  const fees = { ...STANDARD_PAYMENT_FEES, ...settings.paymentFees };
  const outbox = createOutbox({
    ...settings,
    runtime,
    hooks,
    send: (events) => sendBatch(access, events, requestTimeoutMs),
  });
  const canSpend = createSpendGuard({
    ...{ access, hooks, cacheMs: settings.canSpendCacheMs, timeoutMs: settings.canSpendTimeoutMs },
    whenUnknown: settings.canSpendWhenUnknown ?? 'allow',
  });
  const spoolOpened = openSpool(settings);
  const leave = settings.flushAtExit === false ? () => undefined : flushAtExit({ ...outbox, flush, close, patience });

  async function openSpool({ spool }: Settings): Promise<void> {
    if (!spool) return;
    try {
      const { openFileSpool } = await import('./file-spool.ts');
      const { directory, maxBytes = SPOOL_BYTES } = spool;
      outbox.attach(openFileSpool({ directory, maxBytes, runtime, hooks }));
    } catch (cause) {
      hooks.onError({ message: `no spool, events wait in memory only: ${String(cause)}`, cause });
    }
  }

  function patience(): Promise<void> {
    return new Promise((resolve) => void runtime.setTimeout(resolve, exitTimeoutMs));
  }

  async function flush(): Promise<number> {
    await spoolOpened;
    return outbox.flush();
  }

  async function close(): Promise<number> {
    await Promise.race([flush(), patience()]);
    leave();
    const { waiting, lost } = outbox.stop();
    if (lost > 0) hooks.onDrop({ reason: 'closed', count: lost, message: 'the server had not answered for them' });
    return waiting;
  }

  /** The tracker with this much more context, for those who hand it on by hand. */
  function scoped(bound: UsageContext): Tracker {
    const record = (toEvent: () => UsageEvent, context: UsageContext = contextNow()) => {
      try {
        const filled = { idempotencyKey: runtime.uuid(), now: runtime.now() };
        outbox.add(JSON.stringify(toWireEvent(mergeContext(context, toEvent()), filled)));
      } catch (cause) {
        const field = cause instanceof InvalidEvent ? cause.field : undefined;
        const message = cause instanceof Error ? cause.message : String(cause);
        hooks.onDrop({ reason: 'invalid', count: 1, field, message });
      }
    };
    const contextNow = () => mergeContext(mergeContext(settings.context ?? {}, contexts.current()), bound);
    const onProblem = (message: string, cause?: unknown) => hooks.onError({ message, cause });
    const wrapping = { runtime, onProblem, record, contextNow };
    return {
      trackUsage: (event) => record(() => event),
      trackLLMCall: (call) => record(() => llmEvent(call)),
      trackEmbedding: (call) => record(() => embeddingEvent(call)),
      trackImageGeneration: (call) => record(() => imageEvent(call)),
      trackAudio: (call) => record(() => audioEvent(call)),
      trackPaymentFee: (payment) => record(() => paymentFeeEvent(payment, fees)),
      wrapAnthropic: (client, wrapOptions) => wrapClient(client, anthropicDialect, wrapping, wrapOptions),
      wrapOpenAI: (client, wrapOptions) => wrapClient(client, openAiDialect, wrapping, wrapOptions),
      canSpend,
      withContext: (context, fn) => contexts.run(context, () => fn(scoped(mergeContext(bound, context)))),
      flush,
      close,
    };
  }

  return scoped({});
}
