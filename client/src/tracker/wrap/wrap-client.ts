import { mergeContext } from '../context.ts';
import type { Runtime } from '../runtime.ts';
import type { VendorClient, WrapOptions } from '../tracker.ts';
import type { UsageContext, UsageEvent } from '../usage-event.ts';
import type { Dialect } from './dialect.ts';
import { observeFetch } from './observe-fetch.ts';
import { vendorAt } from './vendor-at.ts';

export interface Wrapping {
  runtime: Runtime;
  record(toEvent: () => UsageEvent, context: UsageContext): void;
  contextNow(): UsageContext;
  onProblem(message: string, cause?: unknown): void;
}

type Fetch = typeof fetch;

/** What each tracking fetch stands on, so that wrapping twice tracks once. */
const BASES = new WeakMap<Fetch, Fetch>();

/** A copy of the client that sends through a fetch which watches; the client itself when it cannot be copied. */
export function wrapClient<Client extends VendorClient>(
  client: Client,
  dialect: Dialect,
  wrapping: Wrapping,
  { vendor, context = {}, streamUsage }: WrapOptions = {},
): Client {
  const { runtime, onProblem } = wrapping;
  try {
    const own: unknown = Reflect.get(client, 'fetch');
    const base = typeof own === 'function' ? (own as Fetch) : runtime.fetch;
    const source = BASES.get(base) ?? base;
    const tracking = observeFetch(source, {
      dialect,
      onProblem,
      asksForUsage: (url) =>
        (streamUsage ?? (url.hostname === 'api.openai.com' ? 'request' : 'estimate')) === 'request',
      begin(url, headers) {
        const occurredAt = new Date(runtime.now());
        const hint = keyHintOf(headers);
        const outer = mergeContext(mergeContext(wrapping.contextNow(), context), hint);
        const billedBy = vendor ?? vendorAt(url.hostname) ?? dialect.vendor;
        return (event) => wrapping.record(() => ({ occurredAt, ...event, vendor: billedBy }), outer);
      },
    });
    BASES.set(tracking, source);
    return client.withOptions({ fetch: tracking }) as Client;
  } catch (cause) {
    onProblem('the client cannot be wrapped, its calls are not tracked', cause);
    return client;
  }
}

/** The last four characters of the key the call was made with; enough to find it in the vendor's list of keys. */
function keyHintOf(headers: Headers): UsageContext {
  const bearer = headers.get('authorization')?.match(/^Bearer (.+)$/)?.[1];
  const key = headers.get('x-api-key') ?? headers.get('api-key') ?? bearer;
  return key && key.length >= 16 ? { apiKeyHint: key.slice(-4) } : {};
}
