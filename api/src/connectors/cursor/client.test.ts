import { afterEach, expect, test } from 'vitest';
import { createVendorHttp } from '../http.ts';
import { json, startServer } from '../test-server.ts';
import { KEY_HELP } from './check.ts';
import { fetchDayEvents } from './client.ts';

const servers: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(...handlers: Parameters<typeof startServer>) {
  const server = await startServer(...handlers);
  servers.push(server);
  const { signal } = new AbortController();
  const http = createVendorHttp({ vendorName: 'Cursor', baseUrl: server.url, headers: {}, keyHelp: KEY_HELP, signal });
  const clock = () => new Date('2026-11-02T09:00:00Z');
  return { context: { credentials: { adminKey: '' }, http, signal, clock }, requests: server.requests };
}

const page = (total: number, models: string[], hasNextPage: boolean) =>
  json(200, {
    totalUsageEventsCount: total,
    pagination: { hasNextPage },
    usageEvents: models.map((model) => ({
      timestamp: '1793520001234',
      model,
      kind: 'x',
      isChargeable: true,
      chargedCents: 1,
    })),
  });

test('reads a day again when the count changed between two pages', async () => {
  const { context, requests } = await serve(
    page(3, ['a', 'b'], true),
    page(4, ['b', 'c'], false),
    page(4, ['d', 'a'], true),
    page(4, ['b', 'c'], false),
  );
  const events = await fetchDayEvents(context, '2026-11-01');
  expect(events.map(({ model }) => model)).toEqual(['d', 'a', 'b', 'c']);
  expect(requests.map(({ body }) => JSON.parse(body).page)).toEqual([1, 2, 1, 2]);
});

test('gives up a day that keeps changing, so that nothing wrong is stored', async () => {
  const { context } = await serve(page(3, ['a', 'b'], false));
  await expect(fetchDayEvents(context, '2026-11-01')).rejects.toMatchObject({ code: 'VENDOR_UNAVAILABLE' });
});

test('asks for a whole past day, for the present day up to now, and not at all for a future one', async () => {
  const { context, requests } = await serve(page(0, [], false));
  for (const day of ['2026-11-01', '2026-11-02', '2026-11-03']) await fetchDayEvents(context, day);
  const asked = requests.map(({ body }) => JSON.parse(body));
  expect(
    asked.map(({ startDate, endDate }) => [new Date(startDate).toISOString(), new Date(endDate).toISOString()]),
  ).toEqual([
    ['2026-11-01T00:00:00.000Z', '2026-11-01T23:59:59.999Z'],
    ['2026-11-02T00:00:00.000Z', '2026-11-02T09:00:00.000Z'],
  ]);
});

test('refuses pages that never end', async () => {
  const { context, requests } = await serve(page(3, ['a'], true), page(3, [], true));
  await expect(fetchDayEvents(context, '2026-11-01')).rejects.toMatchObject({
    code: 'VENDOR_RESPONSE',
    message: expect.stringContaining('more events on an empty page'),
  });
  expect(requests).toHaveLength(2);
});
