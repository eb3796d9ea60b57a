/** Looks at a body that passes. `end` comes once, whatever happens; `isWhole` when the last byte was seen. */
export interface Watcher {
  /** Answers what the caller gets instead of these bytes; undefined for the same. */
  chunk(bytes: Uint8Array): Uint8Array | undefined;
  end(isWhole: boolean): Uint8Array | undefined;
}

/**
 * The same body, read only when the caller reads: nothing is fetched ahead or held back, and cancelling reaches the
 * source. An aborted signal ends the watching even when nobody reads any more.
 */
export function passThrough(
  source: ReadableStream<Uint8Array>,
  watcher: Watcher,
  signal: AbortSignal | null | undefined,
): ReadableStream<Uint8Array> {
  const reader = source.getReader();
  let hasEnded = false;
  const onAbort = () => void end(false);

  function end(isWhole: boolean): Uint8Array | undefined {
    if (hasEnded) return undefined;
    hasEnded = true;
    signal?.removeEventListener('abort', onAbort);
    return watcher.end(isWhole);
  }

  async function pull(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) {
          const rest = end(true);
          if (rest && rest.length > 0) controller.enqueue(rest);
          return controller.close();
        }
        const passed = hasEnded ? value : (watcher.chunk(value) ?? value);
        if (passed.length > 0) return controller.enqueue(passed);
      }
    } catch (error) {
      end(false);
      controller.error(error);
    }
  }

  signal?.addEventListener('abort', onAbort, { once: true });
  return new ReadableStream(
    {
      pull,
      cancel(reason) {
        end(false);
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
