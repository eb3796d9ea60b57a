import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { useDatabase } from './db.ts';
import { systemClock } from './lib/clock.ts';
import { createLogger } from './lib/logger.ts';
import { createServer, type OutlayServer } from './server.ts';
import { createAdmin, createMember, createOrganization, createSession, createToken } from './test/factories.ts';
import { createTestDatabase, type TestDatabase } from './test/test-database.ts';

const SCRIPT = `export const text = '${'x'.repeat(5000)}';`;
const webDirectory = mkdtempSync(join(tmpdir(), 'outlay-web-'));
const hooks: string[] = [];
let database: TestDatabase;
let server: OutlayServer;
let url: string;

const settings = {
  publicUrl: 'http://outlay.test',
  trustProxy: false,
  allowedDomains: [],
  google: undefined,
  graphiql: true,
};
const start = (limits: { operationTimeoutMs?: number } = {}) =>
  createServer({
    config: settings,
    clock: systemClock,
    log: createLogger('silent'),
    webDirectory,
    onSyncHook: async (request) => {
      hooks.push(`${request.method} ${await request.text()}`);
      return new Response(null, { status: 202 });
    },
    limits: { maxBodyBytes: 20_000, operationTimeoutMs: 20_000, ...limits },
  });

beforeAll(async () => {
  mkdirSync(join(webDirectory, 'assets'));
  writeFileSync(join(webDirectory, 'index.html'), '<!doctype html><title>Outlay</title>');
  writeFileSync(join(webDirectory, 'assets', 'app-1a2b.js'), SCRIPT);
  database = await createTestDatabase();
  useDatabase(database);
  server = start();
  url = await server.listen(0, '127.0.0.1');
});
afterAll(async () => {
  await server.close();
  await database.close();
  rmSync(webDirectory, { recursive: true });
});
beforeEach(async () => {
  await database.reset();
  await createOrganization();
});

const post = (body: string, headers: Record<string, string> = {}) =>
  fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
const VIEWER = JSON.stringify({ query: '{ viewer { name } }' });

describe('the GraphQL endpoint', () => {
  test('answers a token, and says UNAUTHENTICATED without', async () => {
    const member = await createMember();
    const answer = await post(VIEWER, { authorization: `Bearer ${await createToken({ member })}` });
    expect(await answer.json()).toEqual({ data: { viewer: { name: member.name } } });
    expect(await (await post(VIEWER)).json()).toMatchObject({
      data: { viewer: null },
      errors: [{ extensions: { code: 'UNAUTHENTICATED' }, path: ['viewer'] }],
    });
  });

  test.each([
    ['application/json', VIEWER],
    ['application/x-www-form-urlencoded', 'query=%7Bviewer%7Bname%7D%7D'],
    [
      'multipart/form-data; boundary=x',
      '--x\r\ncontent-disposition: form-data; name="query"\r\n\r\n{viewer{name}}\r\n--x--\r\n',
    ],
    ['application/graphql', '{viewer{name}}'],
    ['text/plain', VIEWER],
  ])('refuses another site that posts %s with the cookie', async (contentType, body) => {
    const cookie = await createSession(await createMember(), new Date());
    const send = (headers: Record<string, string>) => post(body, { cookie, 'content-type': contentType, ...headers });
    for (const headers of [
      { origin: 'https://evil.test' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: 'http://outlay.test' },
      { origin: 'null' },
      {},
    ])
      expect((await send(headers)).status).toBe(403);
  });

  test('accepts its own pages with the cookie, and reads for an event stream only from them', async () => {
    const member = await createMember();
    const cookie = await createSession(member, new Date());
    const own = [{ origin: 'http://outlay.test' }, { origin: url }, { 'sec-fetch-site': 'same-origin' }];
    for (const headers of own)
      expect(await (await post(VIEWER, { cookie, ...headers })).json()).toEqual({
        data: { viewer: { name: member.name } },
      });
    const stream = (headers: Record<string, string>) =>
      fetch(`${url}/graphql?query=${encodeURIComponent('{viewer{name}}')}`, {
        headers: { cookie, accept: 'text/event-stream', ...headers },
      });
    expect((await stream({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    const answer = await stream({ 'sec-fetch-site': 'same-origin' });
    expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(await answer.text()).toContain(`data: {"data":{"viewer":{"name":"${member.name}"}}}`);
  });

  test('compresses long answers for who can read them', async () => {
    const query = JSON.stringify({ query: '{ __schema { types { name description } } }' });
    const read = async (encoding: string) => {
      const answer = await post(query, { 'accept-encoding': encoding });
      return { encoding: answer.headers.get('content-encoding'), text: await answer.text() };
    };
    const [packed, plain] = [await read('gzip'), await read('identity')];
    expect([packed.encoding, plain.encoding]).toEqual(['gzip', null]);
    expect(packed.text).toBe(plain.text);
  });

  test('refuses a body beyond the limit', async () => {
    expect((await post(JSON.stringify({ query: `{ setup { isSetUp } } # ${'x'.repeat(30_000)}` }))).status).toBe(413);
  });

  test('shows GraphiQL to signed-in browsers and sends others to sign in', async () => {
    const cookie = await createSession(await createMember(), new Date());
    const browse = (headers: Record<string, string>) =>
      fetch(`${url}/graphql`, { headers: { accept: 'text/html', ...headers }, redirect: 'manual' });
    const page = await browse({ cookie });
    expect(await page.text()).toContain('GraphiQL');
    expect(page.headers.get('content-security-policy')).toContain("'sha256-");
    expect((await browse({})).headers.get('location')).toBe('/sign-in');
  });
});

describe('beside GraphQL', () => {
  test('tells that it lives and is ready', async () => {
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${url}/readyz`)).text()).toBe('ready\n');
  });

  test('counts for callers on this machine only', async () => {
    await post(VIEWER);
    const text = await (await fetch(`${url}/metrics`)).text();
    expect(text).toMatch(
      /outlay_http_request_duration_seconds_count\{route="\/graphql",method="POST",status="200"\} \d+/,
    );
    expect(text).toMatch(/outlay_graphql_operations_total\{kind="query",outcome="errors"\} \d+/);
    expect((await fetch(`${url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.9' } })).status).toBe(403);
  });

  test('hands the hook its request', async () => {
    const answer = await fetch(`${url}/hooks/sync`, { method: 'POST', body: 'now' });
    expect(answer.status).toBe(202);
    expect(hooks).toEqual(['POST now']);
  });

  test('answers a wrong method, a malformed path and unknown paths as such', async () => {
    expect((await fetch(`${url}/healthz`, { method: 'POST' })).status).toBe(405);
    expect((await fetch(`${url}/anything`, { method: 'DELETE' })).status).toBe(405);
    for (const path of ['/graphql', '/', '/healthz']) expect(await statusOf(path, 'TRACE')).toBe(405);
    expect((await fetch(`${url}/assets/gone.js`)).status).toBe(404);
    expect((await fetch(`${url}/export/gone`)).status).toBe(404);
    expect(await statusOf('http://elsewhere/')).toBe(400);
  });
});

describe('the web app', () => {
  test('is served with headers that guard it, also for its own routes', async () => {
    for (const path of ['/', '/explore?from=2026-11-01']) {
      const page = await fetch(`${url}${path}`);
      expect(await page.text()).toContain('<title>Outlay</title>');
      expect(page.headers.get('cache-control')).toBe('no-cache');
      expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
      expect(page.headers.get('x-content-type-options')).toBe('nosniff');
      expect(page.headers.get('x-frame-options')).toBe('DENY');
    }
  });

  test('keeps hashed files for good, compressed as the browser can', async () => {
    for (const encoding of ['br', 'gzip', 'identity']) {
      const file = await fetch(`${url}/assets/app-1a2b.js`, { headers: { 'accept-encoding': encoding } });
      expect(file.headers.get('content-encoding')).toBe(encoding === 'identity' ? null : encoding);
      expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(await file.text()).toBe(SCRIPT);
    }
    const { headers } = await fetch(`${url}/`);
    const again = await fetch(`${url}/`, { headers: { 'if-none-match': headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
  });

  test('stays inside its directory', async () => {
    for (const path of ['/../server.ts', '/%2e%2e/server.ts', '/assets/../../package.json', '/..%2f..%2fpackage.json'])
      expect([404, 400]).toContain(await statusOf(path));
  });
});

describe('stopping', () => {
  test('lets a running request finish and refuses new ones', async () => {
    const stopping = start();
    const address = await stopping.listen(0, '127.0.0.1');
    const client = await database.pool.connect();
    await client.query('BEGIN; LOCK TABLE organization IN ACCESS EXCLUSIVE MODE');
    const running = fetch(`${address}/graphql?query=${encodeURIComponent('{setup{isSetUp}}')}`);
    await fetch(`${address}/healthz`);
    const closed = stopping.close();
    await client.query('ROLLBACK');
    client.release();
    expect(await (await running).json()).toEqual({ data: { setup: { isSetUp: true } } });
    await closed;
    await expect(fetch(`${address}/healthz`)).rejects.toThrow();
  });

  test('ends event streams', async () => {
    const stopping = start();
    const address = await stopping.listen(0, '127.0.0.1');
    const admin = await createAdmin();
    const vendor = await database.prisma.vendor.create({ data: { code: 'stream-test', name: 'Stream' } });
    const connection = await database.prisma.connection.create({ data: { vendorId: vendor.id, name: 'Stream' } });
    const run = await database.prisma.syncRun.create({
      data: { connectionId: connection.id, kind: 'SYNC', trigger: 'test', status: 'RUNNING' },
    });
    const query = `subscription { syncRunProgress(id: "SyncRun:${run.id}") { status } }`;
    const answer = await fetch(`${address}/graphql?query=${encodeURIComponent(query)}`, {
      headers: { accept: 'text/event-stream', authorization: `Bearer ${await createToken({ member: admin })}` },
    });
    const events = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (events && !text.includes('RUNNING')) text += (await events.read()).value ?? '';
    const closed = stopping.close();
    while (events && !(await events.read()).done) text += '';
    await closed;
    expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(text).toContain('data: {"data":{"syncRunProgress":{"status":"RUNNING"}}}');
  });
});

describe('time', () => {
  test('is up for an operation that takes too long', async () => {
    const hasty = start({ operationTimeoutMs: 50 });
    const address = await hasty.listen(0, '127.0.0.1');
    const client = await database.pool.connect();
    await client.query('BEGIN; LOCK TABLE organization IN ACCESS EXCLUSIVE MODE');
    const answer = await fetch(`${address}/graphql?query=${encodeURIComponent('{setup{isSetUp}}')}`);
    await client.query('ROLLBACK');
    client.release();
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'TIMEOUT' } }] });
    await hasty.close();
  });
});

/** The status for a path exactly as written; `fetch` would tidy it up. */
function statusOf(path: string, method = 'GET'): Promise<number | undefined> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, method }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    asked.on('error', reject).end();
  });
}

describe('telemetry and assistants', () => {
  const json = { 'content-type': 'application/json' };
  const send = async (path: string, body: string, scopes: ('READ' | 'USAGE_WRITE')[] = ['READ', 'USAGE_WRITE']) => {
    const token = await createToken({ member: await createMember(), scopes });
    const headers = { ...json, authorization: `Bearer ${token}` };
    return fetch(`${url}${path}`, { method: 'POST', headers, body });
  };

  test('are answered by token, at their paths, within the limits of a body', async () => {
    for (const path of ['/v1/logs', '/v1/metrics', '/v1/traces', '/mcp']) {
      expect([path, (await fetch(`${url}${path}`)).status]).toEqual([path, 405]);
      expect([path, (await fetch(`${url}${path}`, { method: 'POST', headers: json, body: '{}' })).status]).toEqual([
        path,
        401,
      ]);
    }
    const answered = await send('/v1/logs', '{}');
    expect([answered.status, await answered.text()]).toEqual([200, '{}']);
    expect((await send('/v1/logs', JSON.stringify({ padding: 'x'.repeat(30_000) }))).status).toBe(413);
    const spend = await send(
      '/mcp',
      JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'tools/call',
        params: { name: 'query_spend', arguments: { from: '2026-11-01', until: '2026-12-01', by: 'MODEL' } },
      }),
    );
    expect(spend.status).toBe(200);
    expect(await spend.json()).toMatchObject({ id: 1, result: { structuredContent: { pivot: { rowCount: 0 } } } });
  });
});

test('the log of a request that failed names its path without a secret in it', async () => {
  const lines: string[] = [];
  const secret = 'q5fuFGJEj_K-p9ggVH0OO1bueWRMu4IPgo8qRyiu8A0';
  const broken = createServer({
    ...{ config: settings, clock: systemClock, webDirectory },
    log: createLogger('error', { write: (line) => void lines.push(line) }),
    routes: [{ method: 'GET', path: '/calendar/*', handle: () => Promise.reject(new Error('no database')) }],
  });
  const address = await broken.listen(0, '127.0.0.1');
  expect((await fetch(`${address}/calendar/${secret}.ics?x=${secret}`)).status).toBe(500);
  await broken.close();
  expect(lines.join('')).toContain('"path":"/calendar/[hidden].ics"');
  expect(lines.join('')).not.toContain(secret);
});
