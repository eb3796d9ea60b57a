/**
 * The values that `produce` yields. A generator alone would go on to its next value before it ends; here `return` aborts
 * the signal, on which `produce` stops waiting and returns.
 */
export function stoppable<Value>(
  produce: (stopped: AbortSignal) => AsyncGenerator<Value>,
): AsyncIterableIterator<Value> {
  const stop = new AbortController();
  const values = produce(stop.signal);
  return {
    next: () => values.next(),
    return: () => {
      stop.abort();
      return values.return(undefined);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
