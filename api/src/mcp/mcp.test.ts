import { validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { db } from '../db.ts';
import { schema } from '../graphql/schema.ts';
import { createLogger } from '../lib/logger.ts';
import { tokenRateLimit } from '../lib/token-rate-limit.ts';
import { countedTotals, record, startTracking, trackedEvent } from '../modules/usage/tracked-kit.ts';
import { createAdmin, createMember, createToken } from '../test/factories.ts';
import { useTestApi } from '../test/use-test-api.ts';
import { mcpRoute } from './mcp-route.ts';
import { TOOLS } from './tools.ts';

let ada: { id: number; name: string };
let token: string;
let adminToken: string;
const api = useTestApi(async () => {
  ada = await createMember();
  const push = await startTracking(ada, api);
  const admin = await createAdmin();
  token = await createToken({ member: ada, scopes: ['READ'] });
  adminToken = await createToken({ member: admin, scopes: ['READ', 'USAGE_WRITE'] });
  await record(push, 'SDK', [trackedEvent('a')]);
  const other = api.withToken(await createToken({ member: admin, scopes: ['USAGE_WRITE'] }));
  await record(other, 'SDK', [trackedEvent('b', { inputTokens: '3000' })]);
  await countedTotals(api);
});

interface Posted {
  body?: string;
  bearer?: string | undefined;
  headers?: Record<string, string>;
  query?: string;
  method?: string;
}

async function post({ body, bearer = token, headers = {}, query = '', method = 'POST' }: Posted) {
  const route = mcpRoute({
    clock: api.clock.now,
    log: createLogger('silent'),
    spendRequest: tokenRateLimit(1_000, api.clock.now),
    installation: {
      publicUrl: 'http://outlay.test',
      allowedDomains: [],
      hasGoogleSignIn: false,
      sendMail: undefined,
      inBackground: () => undefined,
    },
    graphql: { fetch: (request: Request) => api.fetch(request) },
  });
  const request = new Request(`http://outlay.test/mcp${query}`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  return route.handle(request, { address: '192.0.2.7', isLocal: false });
}

async function call(method: string, params: object = {}, options: Posted = {}) {
  const response = await post({ ...options, body: JSON.stringify({ jsonrpc: '2.0', id: 7, method, params }) });
  return response.json();
}

const tool = (name: string, args: object, options: Posted = {}) =>
  call('tools/call', { name, arguments: args }, options);
const november = { from: '2026-11-01', until: '2026-12-01' };

test('every tool is an operation the schema knows', () => {
  for (const { document } of TOOLS) expect(validate(schema, document)).toEqual([]);
});

test('a session begins, with or without a version we know, and keeps nothing', async () => {
  const begun = await call('initialize', {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 't', version: '1' },
  });
  expect(begun).toMatchObject({
    jsonrpc: '2.0',
    id: 7,
    result: { protocolVersion: '2025-06-18', serverInfo: { name: 'outlay' } },
  });
  expect((await call('initialize', { protocolVersion: '1999-01-01' })).result.protocolVersion).toBe('2025-11-25');
  expect(await call('ping')).toEqual({ jsonrpc: '2.0', id: 7, result: {} });
  const notice = await post({ body: '{"jsonrpc":"2.0","method":"notifications/initialized"}' });
  expect([notice.status, await notice.text()]).toEqual([202, '']);
});

describe('tools', () => {
  const namesOf = async (options: Posted) =>
    (await call('tools/list', {}, options)).result.tools.map(({ name }: { name: string }) => name);

  test('only read, unless the caller asks and the token may', async () => {
    const reading = ['query_spend', 'pivot', 'find_values', 'budget_left', 'projection'];
    expect(await namesOf({})).toEqual(reading);
    expect(await namesOf({ query: '?write=true' })).toEqual(reading);
    expect(await namesOf({ bearer: adminToken })).toEqual(reading);
    expect(await namesOf({ bearer: adminToken, query: '?write=true' })).toEqual([...reading, 'record_usage']);
    const events = [trackedEvent('c')];
    expect(await tool('record_usage', { events }, { bearer: adminToken })).toMatchObject({ error: { code: -32602 } });
    expect(await db.usageBucket.count()).toBe(2);
    const written = await tool('record_usage', { events }, { bearer: adminToken, query: '?write=true' });
    expect(written.result.structuredContent).toMatchObject({ recordUsage: { accepted: 1 } });
  });

  test('say what they take', async () => {
    const { result } = await call('tools/list');
    const pivot = result.tools.find(({ name }: { name: string }) => name === 'pivot');
    expect(pivot.inputSchema).toMatchObject({
      type: 'object',
      required: ['from', 'until', 'rows', 'measures'],
      properties: {
        rows: { type: 'array', items: { enum: expect.arrayContaining(['MEMBER']) } },
        first: { type: 'integer', default: 50 },
      },
    });
    expect(pivot.annotations).toMatchObject({ readOnlyHint: true });
  });

  test('answer within what the caller may see, exactly as the API does', async () => {
    const spend = async (bearer: string) =>
      (await tool('query_spend', { ...november, by: 'MEMBER' }, { bearer })).result.structuredContent.pivot;
    const own = await spend(token);
    expect(own.rows.map((row: { labels: string[] }) => row.labels[0])).toEqual([ada.name]);
    expect(own.totals.values).toEqual(['0.0075', '0.0075', '1100', '1']);
    const all = await spend(adminToken);
    expect(all.rowCount).toBe(2);
    expect(all.totals.values[0]).toBe('0.025');
    const text = (await tool('find_values', { dimension: 'MODEL', search: 'opus' })).result.content[0].text;
    expect(JSON.parse(text).dimensionValues).toMatchObject([{ label: 'claude-opus-4-5' }]);
  });

  test('tell budgets and the projection of a month', async () => {
    expect((await tool('budget_left', {})).result.structuredContent).toEqual({ budgets: { totalCount: 0, edges: [] } });
    const { projection } = (await tool('projection', { month: '2026-11-10' })).result.structuredContent;
    expect(projection).toMatchObject({ month: '2026-11-01', metric: 'COST', actual: '0.0075' });
  });

  test('tell the model what is wrong with its arguments', async () => {
    const wrong = await tool('query_spend', { ...november, by: 'COLOUR' });
    expect(wrong.result).toMatchObject({ isError: true, content: [{ text: expect.stringContaining('COLOUR') }] });
    const reversed = await tool('query_spend', { from: '2026-12-01', until: '2026-11-01', by: 'DAY' });
    expect(reversed.result.isError).toBe(true);
    const unknown = await tool('query_spend', { ...november, by: 'DAY', colour: 'red' });
    expect(unknown.result.content[0].text).toContain('colour is no argument');
  });
});

test('a token that has expired, was revoked, or whose member left asks nothing', async () => {
  const past = new Date('2026-11-15T11:59:59Z');
  const expired = await createToken({ member: ada, expiresAt: past });
  const revoked = await createToken({ member: ada, revokedAt: past });
  const leaver = await createMember();
  const left = await createToken({ member: leaver });
  await db.member.update({ where: { id: leaver.id }, data: { status: 'DEACTIVATED' } });
  for (const bearer of [expired, revoked, left]) {
    const { status, headers } = await post({ body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}', bearer });
    expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  }
});

test('older revisions send several messages at once', async () => {
  const body = JSON.stringify([
    { jsonrpc: '2.0', id: 1, method: 'ping' },
    { jsonrpc: '2.0', method: 'notifications/initialized' },
    { jsonrpc: '2.0', id: 'b', method: 'resources/list' },
    'nonsense',
  ]);
  expect(await (await post({ body })).json()).toMatchObject([
    { id: 1, result: {} },
    { id: 'b', error: { code: -32601 } },
    { id: null, error: { code: -32600 } },
  ]);
  const notices = await post({ body: '[{"jsonrpc":"2.0","method":"notifications/initialized"}]' });
  expect([notices.status, await notices.text()]).toEqual([202, '']);
});

test('arguments that are nested without end are the caller’s fault', async () => {
  const depth = 200_000;
  const body = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"query_spend","arguments":{"by":${'['.repeat(depth)}${']'.repeat(depth)}}}}`;
  const answer = await post({ body });
  expect([answer.status, await answer.json()]).toMatchObject([200, { id: 1, error: { code: -32602 } }]);
});

test('what a tool could not do is told as an error of the tool', async () => {
  const options = { bearer: adminToken, query: '?write=true' };
  const { result } = await tool('record_usage', { events: [] }, options);
  expect(result).toMatchObject({ isError: true, content: [{ text: expect.stringContaining('1 to 5000') }] });
});

describe('the revision without sessions (2026-07-28)', () => {
  const META = 'io.modelcontextprotocol/';
  const meta = { [`${META}protocolVersion`]: '2026-07-28', [`${META}clientCapabilities`]: {} };
  const told = (method: string, more: Record<string, string> = {}) => ({
    'mcp-protocol-version': '2026-07-28',
    'mcp-method': method,
    ...more,
  });
  const ask = async (method: string, params: object = {}, headers: Record<string, string> = told(method)) => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 3, method, params: { _meta: meta, ...params } });
    const response = await post({ body, headers });
    return { status: response.status, ...(await response.json()) };
  };

  test('every request stands alone, and says who answers', async () => {
    expect(await ask('server/discover')).toMatchObject({
      status: 200,
      id: 3,
      result: {
        resultType: 'complete',
        supportedVersions: ['2026-07-28', '2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'],
        capabilities: { tools: {} },
        cacheScope: 'private',
        ttlMs: expect.any(Number),
        _meta: { [`${META}serverInfo`]: { name: 'outlay' } },
      },
    });
    expect((await ask('tools/list')).result).toMatchObject({ resultType: 'complete', cacheScope: 'private' });
    const call = { name: 'query_spend', arguments: { ...november, by: 'MEMBER' } };
    const headers = told('tools/call', { 'mcp-name': 'query_spend' });
    expect((await ask('tools/call', call, headers)).result).toMatchObject({
      resultType: 'complete',
      structuredContent: { pivot: { rowCount: 1 } },
    });
    const encoded = told('tools/call', { 'mcp-name': `=?base64?${btoa('query_spend')}?=` });
    expect((await ask('tools/call', call, encoded)).status).toBe(200);
  });

  test('refuses headers that say something else than the body, and what it no longer has', async () => {
    const call = { name: 'query_spend', arguments: {} };
    const refused: [number, number, Promise<{ status: number; error: { code: number } }>][] = [
      [400, -32020, ask('tools/list', {}, { 'mcp-protocol-version': '2026-07-28' })],
      [400, -32020, ask('tools/list', {}, told('tools/call'))],
      [400, -32020, ask('tools/list', {}, { 'mcp-method': 'tools/list' })],
      [400, -32020, ask('tools/call', call, told('tools/call', { 'mcp-name': 'pivot' }))],
      [400, -32020, ask('tools/call', call)],
      [400, -32602, ask('tools/list', { _meta: {} })],
      [400, -32602, ask('tools/list', { _meta: { [`${META}protocolVersion`]: '2026-07-28' } })],
      [400, -32022, ask('tools/list', {}, told('tools/list', { 'mcp-protocol-version': '2030-01-01' }))],
      [404, -32601, ask('ping')],
      [404, -32601, ask('initialize')],
    ];
    for (const [status, code, answer] of refused) expect(await answer).toMatchObject({ status, error: { code } });
    const unknown = await ask('tools/list', {}, told('tools/list', { 'mcp-protocol-version': '2030-01-01' }));
    expect(unknown).toMatchObject({
      error: { data: { requested: '2030-01-01', supported: expect.arrayContaining(['2026-07-28', '2025-11-25']) } },
    });
  });
});

test('strangers, other methods and what is no message are refused', async () => {
  const ping = '{"jsonrpc":"2.0","id":1,"method":"ping"}';
  const statuses: [number, Posted][] = [
    [401, { body: ping, bearer: '' }],
    [401, { body: ping, bearer: 'outlay_unknown' }],
    [405, { method: 'GET' }],
    [405, { method: 'DELETE' }],
    [400, { body: '{' }],
    [400, { body: '[]' }],
    [400, { body: `[${ping}]`, headers: { 'mcp-protocol-version': '2025-06-18' } }],
    [400, { body: `[${Array(21).fill(ping).join()}]` }],
    [400, { body: '{"jsonrpc":"2.0","id":null,"method":"ping"}' }],
    [400, { body: ping, headers: { 'mcp-protocol-version': '1999-01-01' } }],
    [403, { body: ping, headers: { origin: 'https://evil.test' } }],
    [403, { body: ping, headers: { origin: 'http://rebound.test', host: 'rebound.test' } }],
    [403, { body: ping, headers: { origin: 'null' } }],
    [403, { method: 'GET', headers: { origin: 'https://evil.test' } }],
    [200, { body: ping, headers: { origin: 'http://outlay.test' } }],
  ];
  for (const [status, posted] of statuses) expect((await post(posted)).status).toBe(status);
  expect(await call('resources/list')).toMatchObject({ id: 7, error: { code: -32601 } });
  const pusher = await createToken({ member: ada, scopes: ['USAGE_WRITE'] });
  expect((await call('tools/list', {}, { bearer: pusher })).result.tools).toEqual([]);
});
