import { afterEach, expect, test } from 'vitest';
import { VendorError } from '../lib/errors.ts';
import { createVendorHttp, type VendorHttpOptions } from './http.ts';
import { json, startServer } from './test-server.ts';

const SECRET = 'sk-secret-123';
const servers: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function connect(handlers: Parameters<typeof startServer>, options: Partial<VendorHttpOptions> = {}) {
  const server = await startServer(...handlers);
  servers.push(server);
  const waits: number[] = [];
  const http = createVendorHttp({
    vendorName: 'Acme',
    baseUrl: server.url,
    headers: { 'x-api-key': SECRET },
    secrets: [SECRET],
    keyHelp: 'Outlay needs an Acme admin key.',
    signal: new AbortController().signal,
    random: () => 0.5,
    sleep: async (ms) => void waits.push(ms),
    ...options,
  });
  return { http, waits, ...server };
}

async function failureOf(promise: Promise<unknown>): Promise<VendorError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof VendorError) return error;
  throw new Error(`Expected a VendorError, got ${String(error)}`);
}

test('sends arrays in brackets, the key, and reads numbers exactly', async () => {
  const { http, requests } = await connect([json(200, '{"cents": 4.66}')]);
  expect(await http.getJson('/usage', { group_by: ['model', 'key'], limit: 5, page: undefined })).toEqual({
    cents: '4.66',
  });
  expect(requests[0]?.url).toBe('/usage?group_by%5B%5D=model&group_by%5B%5D=key&limit=5');
  expect(requests[0]?.headers['x-api-key']).toBe(SECRET);
});

test('posts JSON below the path of a base URL', async () => {
  const server = await startServer(json(200, {}));
  servers.push(server);
  const { http } = await connect([json(500, {})], { baseUrl: `${server.url}/gateway/` });
  await http.postJson('/events', { page: 1 });
  expect(server.requests[0]).toMatchObject({ method: 'POST', url: '/gateway/events', body: '{"page":1}' });
});

test('waits as long as Retry-After says, then goes on', async () => {
  const { http, waits } = await connect([
    json(429, {}, { 'retry-after': '7' }),
    json(529, {}, { 'retry-after-ms': '250' }),
    json(200, { ok: true }),
  ]);
  expect(await http.getJson('/usage')).toEqual({ ok: true });
  expect(waits).toEqual([7_000, 250]);
});

test('backs off exponentially with jitter and gives up as unavailable', async () => {
  const { http, waits, requests } = await connect([json(503, { error: { message: 'overloaded' } })]);
  const error = await failureOf(http.getJson('/usage'));
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000]);
  expect(requests).toHaveLength(5);
  expect(error).toMatchObject({ code: 'VENDOR_UNAVAILABLE', retryable: true, status: 503 });
  expect(error.message).toBe('Acme is not available. (GET /usage answered 503: overloaded)');
});

test('leaves a long wait to the caller', async () => {
  const { http, waits } = await connect([json(429, { message: 'Too many' }, { 'retry-after': '3600' })]);
  const error = await failureOf(http.getJson('/usage'));
  expect(waits).toEqual([]);
  expect(error).toMatchObject({ code: 'VENDOR_RATE_LIMITED', retryAfterMs: 3_600_000 });
});

test('reads a Retry-After date by the clock', async () => {
  const clock = () => new Date('2026-11-01T00:00:00Z');
  const late = { 'retry-after': 'Sun, 01 Nov 2026 00:00:30 GMT' };
  const { http, waits } = await connect([json(429, {}, late), json(200, {})], { clock });
  await http.getJson('/usage');
  expect(waits).toEqual([30_000]);
});

test.each([401, 403])(
  'says which key is needed when the vendor answers %i, without repeating the key',
  async (status) => {
    const { http, requests } = await connect([json(status, { error: { message: `Invalid key ${SECRET}` } })]);
    const error = await failureOf(http.getJson('/usage'));
    expect(requests).toHaveLength(1);
    expect(error).toMatchObject({ code: 'VENDOR_CREDENTIALS', retryable: false });
    expect(error.message).toBe(
      `Acme refused the key. Outlay needs an Acme admin key. (GET /usage answered ${status}: Invalid key [redacted])`,
    );
  },
);

test('does not repeat a request the vendor calls wrong', async () => {
  const { http, requests } = await connect([json(400, { error: { message: 'group_by[]: not allowed' } })]);
  const error = await failureOf(http.getJson('/usage'));
  expect(requests).toHaveLength(1);
  expect(error).toMatchObject({ code: 'VENDOR_RESPONSE', status: 400 });
  expect(error.message).toContain('group_by[]: not allowed');
});

test('asks again when the connection breaks in the middle of an answer', async () => {
  const { http, waits } = await connect([
    (_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"half":', () => response.destroy());
    },
    json(200, { whole: true }),
  ]);
  expect(await http.getJson('/usage')).toEqual({ whole: true });
  expect(waits).toHaveLength(1);
});

test('says that nobody answers', async () => {
  const { http, close } = await connect([json(200, {})], { attempts: 1 });
  servers.length = 0;
  await close();
  const error = await failureOf(http.getJson('/usage'));
  expect(error.code).toBe('VENDOR_UNAVAILABLE');
  expect(error.message).toBe('Acme could not be reached (ECONNREFUSED). (GET /usage)');
});

test('gives up an answer that does not come', async () => {
  const { http } = await connect([() => undefined], { attempts: 1, timeoutMs: 20 });
  expect((await failureOf(http.getJson('/usage'))).message).toBe('Acme did not answer within 20 ms. (GET /usage)');
});

test('refuses an answer larger than allowed', async () => {
  const { http } = await connect([json(200, JSON.stringify('x'.repeat(2_000)))], { maxResponseBytes: 1_000 });
  const error = await failureOf(http.getJson('/usage'));
  expect(error.message).toBe('Acme: GET /usage answered with more than 1000 bytes.');
});

test('refuses an answer that is not JSON', async () => {
  const { http } = await connect([json(200, '<html>')]);
  expect(await failureOf(http.getJson('/usage'))).toMatchObject({ code: 'VENDOR_RESPONSE', retryable: false });
});

test('follows a redirect on the host and never to another one', async () => {
  const other = await connect([json(200, { stolen: true })]);
  const moved = await connect([json(307, '', { location: '/v2/usage' }), json(200, { moved: true })]);
  expect(await moved.http.getJson('/usage')).toEqual({ moved: true });
  const away = await connect([json(302, '', { location: `${other.url}/usage` })]);
  const error = await failureOf(away.http.getJson('/usage'));
  expect(error.message).toContain(`redirects to ${other.url}, which is not followed`);
  expect(other.requests).toEqual([]);
});

test('stops with the reason of the abort, while waiting too', async () => {
  const controller = new AbortController();
  const reason = new Error('cancelled');
  const { http } = await connect([json(503, {})], {
    signal: controller.signal,
    sleep: async () => {
      controller.abort(reason);
      controller.signal.throwIfAborted();
    },
  });
  await expect(http.getJson('/usage')).rejects.toBe(reason);
});

test('a redirect to an address that cannot be read is the vendor’s fault', async () => {
  const { http } = await connect([json(302, {}, { location: 'http://[broken' })]);
  const failure = await failureOf(http.getJson('/usage'));
  expect(failure).toMatchObject({ code: 'VENDOR_RESPONSE', message: expect.stringContaining('cannot be read') });
});
