import { afterEach, expect, test } from 'vitest';
import { createVendorHttp } from '../http.ts';
import { json, startServer } from '../test-server.ts';
import { KEY_HELP } from './check.ts';
import { messagesUsage } from './messages-usage.ts';

const servers: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(...handlers: Parameters<typeof startServer>) {
  const server = await startServer(...handlers);
  servers.push(server);
  const { signal } = new AbortController();
  const http = createVendorHttp({
    vendorName: 'Anthropic',
    baseUrl: server.url,
    headers: {},
    keyHelp: KEY_HELP,
    signal,
  });
  const context = { credentials: { adminKey: '' }, http, signal, clock: () => new Date('2026-11-02T09:00:00Z') };
  const read = async () => {
    const windows = [];
    for await (const window of messagesUsage.read(context, { from: '2026-11-01', until: '2026-11-03' }))
      windows.push(window);
    return windows;
  };
  return { read, requests: server.requests };
}

const result = {
  uncached_input_tokens: 1,
  cache_read_input_tokens: 0,
  cache_creation: { ephemeral_1h_input_tokens: 0, ephemeral_5m_input_tokens: 0 },
  output_tokens: 0,
};
const bucket = (starting_at: string) => ({ starting_at, results: [result] });

test('goes on after an empty page and puts hours into their days', async () => {
  const { read, requests } = await serve(
    json(200, { data: [], has_more: true, next_page: 'p2' }),
    json(200, { data: [bucket('2026-11-01T23:00:00Z')], has_more: true, next_page: 'p3' }),
    json(200, { data: [bucket('2026-11-02T00:00:00Z')], has_more: false, next_page: null }),
  );
  const windows = await read();
  expect(windows.map(({ day, records }) => [day, records.length])).toEqual([
    ['2026-11-01', 1],
    ['2026-11-02', 1],
  ]);
  expect(requests.map(({ url }) => new URL(url, 'http://x').searchParams.get('page'))).toEqual([null, 'p2', 'p3']);
});

test('reads without speed where the organization may not group by it', async () => {
  const { read, requests } = await serve(
    json(400, { error: { message: "group_by[]: 'speed' is not available" } }),
    json(200, { data: [bucket('2026-11-01T01:00:00Z')], has_more: false, next_page: null }),
  );
  expect((await read())[0]?.records).toHaveLength(1);
  expect(requests[1]?.url).not.toContain('speed');
});

test('gives another refused request on as it is', async () => {
  const { read, requests } = await serve(json(400, { error: { message: 'starting_at: too old' } }));
  await expect(read()).rejects.toThrow('starting_at: too old');
  expect(requests).toHaveLength(1);
});
