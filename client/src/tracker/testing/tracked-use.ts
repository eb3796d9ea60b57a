import { expect } from 'vitest';
import type { Tracker } from '../tracker.ts';
import { trackerKit } from './tracker-kit.ts';
import type { startVendor, VendorAnswer } from './vendor-server.ts';

interface Vendor<Client> {
  server: Awaited<ReturnType<typeof startVendor>>;
  plain(): Client;
  wrap(tracker: Tracker, client: Client): Client;
}

/** What a use of the client tracks, once it has been seen to give the caller the same with and without the tracker. */
export async function trackedUse<Client>(
  { server, plain, wrap }: Vendor<Client>,
  answers: VendorAnswer[],
  use: (client: Client) => Promise<unknown>,
) {
  server.willAnswer(...answers);
  const outcome = await outcomeOf(() => use(plain()));
  const sent = server.requests.map(({ path, method }) => ({ path, method }));
  server.willAnswer(...answers);
  const kit = trackerKit();
  expect(await outcomeOf(() => use(wrap(kit.tracker, plain())))).toEqual(outcome);
  expect(server.requests.map(({ path, method }) => ({ path, method }))).toEqual(sent);
  const events = await kit.recorded();
  expect(kit.errors).toEqual([]);
  expect(kit.drops).toEqual([]);
  return { events, outcome };
}

async function outcomeOf(use: () => Promise<unknown>) {
  try {
    return { value: JSON.parse(JSON.stringify(await use()) ?? 'null') };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { error: error.message, name: error.constructor.name, status: Reflect.get(error, 'status') };
  }
}

export async function collect(iterable: AsyncIterable<unknown>): Promise<unknown[]> {
  const items: unknown[] = [];
  for await (const item of iterable) items.push(item);
  return items;
}
