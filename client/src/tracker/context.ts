import type { UsageContext } from './usage-event.ts';

interface Storage {
  run<Result>(context: UsageContext, fn: () => Result): Result;
  getStore(): UsageContext | undefined;
}

/** The class of `node:async_hooks`, or one that does the same. */
export type AsyncLocalStorageClass = new () => unknown;

export interface ContextStore {
  /** What holds for the code that asks. */
  current(): UsageContext;
  run<Result>(context: UsageContext, fn: () => Result): Result;
}

/**
 * Carries a context along asynchronous code where the runtime can: Node, Bun, Deno, and edge runtimes that offer
 * AsyncLocalStorage. Elsewhere `run` only calls, and the context is to be handed on explicitly.
 */
export function createContextStore(given?: AsyncLocalStorageClass): ContextStore {
  const storage = createStorage(given);
  const current = () => storage?.getStore() ?? {};
  return {
    current,
    run: (context, fn) => (storage ? storage.run(mergeContext(current(), context), fn) : fn()),
  };
}

/** The inner context over the outer one, field by field; tags by key. */
export function mergeContext<Inner extends UsageContext>(outer: UsageContext, inner: Inner): UsageContext & Inner {
  const given = Object.entries(inner ?? {}).filter(([, value]) => value !== undefined);
  const areBoth = isObject(outer.tags) && isObject(inner?.tags);
  const tags = areBoth ? { tags: { ...outer.tags, ...inner.tags } } : {};
  return { ...outer, ...(Object.fromEntries(given) as Inner), ...tags };
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

function createStorage(given: AsyncLocalStorageClass | undefined): Storage | undefined {
  const Found = given ?? globalClass() ?? builtinClass();
  return Found && asStorage(new Found());
}

function asStorage(value: unknown): Storage | undefined {
  const isStorage = typeof value === 'object' && value !== null && 'run' in value && 'getStore' in value;
  return isStorage ? (value as Storage) : undefined;
}

function globalClass(): AsyncLocalStorageClass | undefined {
  const found: unknown = Reflect.get(globalThis, 'AsyncLocalStorage');
  return typeof found === 'function' ? (found as AsyncLocalStorageClass) : undefined;
}

/** Asked of the runtime instead of imported, so that the module loads where there is no Node. */
function builtinClass(): AsyncLocalStorageClass | undefined {
  const hooks = globalThis.process?.getBuiltinModule?.('node:async_hooks');
  return hooks?.AsyncLocalStorage;
}
