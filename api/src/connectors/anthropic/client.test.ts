import { afterEach, expect, test } from 'vitest';
import { createVendorHttp } from '../http.ts';
import { json, startServer } from '../test-server.ts';
import { fetchListing, fetchReport } from './client.ts';
import { costPage, workspaceListing } from './payloads.ts';

const servers: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(...bodies: object[]) {
  const server = await startServer(...bodies.map((body) => json(200, body)));
  servers.push(server);
  const { signal } = new AbortController();
  const http = createVendorHttp({ vendorName: 'Anthropic', baseUrl: server.url, headers: {}, keyHelp: '', signal });
  const clock = () => new Date('2026-11-02T09:00:00Z');
  return { context: { credentials: { adminKey: '' }, http, signal, clock }, requests: server.requests };
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const failure = (message: string) => ({ code: 'VENDOR_RESPONSE', message: expect.stringContaining(message) });

test('a report goes on over empty pages, and ends at a page that repeats', async () => {
  const { context, requests } = await serve(
    { data: [], has_more: true, next_page: 'p1' },
    { data: [], has_more: true, next_page: 'p2' },
    { data: [], has_more: true, next_page: 'p1' },
  );
  const read = all(fetchReport(context, '/cost_report', costPage, {}));
  await expect(read).rejects.toMatchObject(failure("Anthropic's cost_report leads to the same page again"));
  expect(requests.map(({ url }) => new URL(url, 'http://x').searchParams.get('page'))).toEqual([null, 'p1', 'p2']);
});

test('a report or listing that promises more without saying where is refused, not cut off', async () => {
  const { context } = await serve({ data: [], has_more: true, next_page: null, last_id: null });
  const report = all(fetchReport(context, '/cost_report', costPage, {}));
  await expect(report).rejects.toMatchObject(failure('promises another page'));
  const listing = all(fetchListing(context, '/workspaces', workspaceListing));
  await expect(listing).rejects.toMatchObject(failure('promises another page'));
});
