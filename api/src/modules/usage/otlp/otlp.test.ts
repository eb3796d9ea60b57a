import { gzipSync } from 'node:zlib';
import { BinaryReader } from '@bufbuild/protobuf/wire';
import { describe, expect, test } from 'vitest';
import { db } from '../../../db.ts';
import { createAdmin, createMember, createToken } from '../../../test/factories.ts';
import { useTestApi } from '../../../test/use-test-api.ts';
import { countedTotals, record, startTracking, storedEvents, trackedEvent } from '../tracked-kit.ts';
import { jsonLogs, jsonMetrics, jsonSpans, protobufLogs, type Told } from './otlp-encoder.ts';
import { AT, claudeRequest, MAX_BYTES, nano, otlpSender, type SentExport } from './otlp-kit.ts';

let member: { id: number; email: string };
let token: string;
let sender: ReturnType<typeof otlpSender>;
const api = useTestApi(async () => {
  sender = otlpSender(api);
  member = await createMember();
  await startTracking(member, api);
  token = await createToken({ member, scopes: ['USAGE_WRITE'] });
});

const send = (sent: SentExport) => sender.send({ bearer: token, ...sent });
const sendJson = (tree: object, signal = 'logs', bearer = token) =>
  send({ body: JSON.stringify(tree), signal, bearer });

const SECRET = 'the text of a prompt';
const request = (overrides: Told = {}) => claudeRequest({ prompt: SECRET, ...overrides });
const ONE_REQUEST = { tokens: '1100', spend: '7500000', requests: '1' };

describe('Claude Code', () => {
  test('its events count once as JSON and as protobuf, with and without gzip', async () => {
    const records = [{ nano: AT, body: 'claude_code.api_request', attributes: request() }];
    const resource = { 'service.name': 'claude-code', 'outlay.project': 'Atlas' };
    const json = await sendJson(jsonLogs(resource, records));
    expect([json.status, json.headers.get('content-type'), await json.text()]).toEqual([200, 'application/json', '{}']);
    const headers = { 'content-type': 'application/x-protobuf' };
    const protobuf = await send({ body: protobufLogs(resource, records), headers });
    expect([protobuf.status, protobuf.headers.get('content-type')]).toEqual([200, 'application/x-protobuf']);
    expect(await protobuf.bytes()).toHaveLength(0);
    const other = [{ nano: AT, attributes: request({ request_id: 'req_2' }) }];
    const zipped = { ...headers, 'content-encoding': 'gzip' };
    expect((await send({ body: gzipSync(protobufLogs(resource, other)), headers: zipped })).status).toBe(200);
    expect(await countedTotals(api)).toMatchObject({ tokens: '2200', requests: '2' });
    expect((await storedEvents(api))[0]).toMatchObject({
      stream: 'otel_event',
      email: member.email,
      session: 'sess-1',
      project: 'Atlas',
      tool: 'claude_code',
    });
  });

  test('its metrics are of the model that answered, whatever was asked for', async () => {
    const points = ['claude-opus-4-5[1m]', 'claude-sonnet-4-5@20250929'].map((model) => ({
      nano: AT,
      value: 1_000,
      attributes: { 'session.id': 'sess-3', model, type: 'input' },
    }));
    await sendJson(jsonMetrics('claude_code.token.usage', points), 'metrics');
    await countedTotals(api);
    const { rows } = await api.database.pool.query(
      'SELECT m.name FROM usage_bucket b JOIN model m ON m.id = b.model_id ORDER BY 1',
    );
    expect(rows).toEqual([{ name: 'claude-opus-4-5' }, { name: 'claude-sonnet-4-5-20250929' }]);
  });

  test('its metrics count only for sessions that no event told of, delta and cumulative alike', async () => {
    const point = (type: string, value: number, session = 'sess-2') => ({
      nano: AT,
      value,
      attributes: { 'session.id': session, model: 'claude-opus-4-5', type },
    });
    const metric = 'claude_code.token.usage';
    const delta = jsonMetrics(metric, [point('input', 1_000), point('output', 100), point('input', 777, 'sess-1')]);
    for (let time = 0; time < 2; time += 1) expect((await sendJson(delta, 'metrics')).status).toBe(200);
    await sendJson(jsonMetrics('claude_code.cost.usage', [point('input', 5)]), 'metrics');
    await sendJson(jsonLogs({}, [{ nano: AT, attributes: request() }]));
    expect(await countedTotals(api)).toMatchObject({ tokens: '2200', spend: '15000000' });
    const running = (value: number, at: string) =>
      jsonMetrics(metric, [{ ...point('input', value, 'sess-3'), start: AT, nano: nano(at) }], 2);
    await sendJson(running(10, '2026-11-13T10:00:00Z'), 'metrics');
    await sendJson(running(25, '2026-11-14T10:00:00Z'), 'metrics');
    await sendJson(running(25, '2026-11-14T10:00:00Z'), 'metrics');
    await sendJson(running(10, '2026-11-13T10:00:00Z'), 'metrics');
    expect(await countedTotals(api)).toMatchObject({ tokens: '2225' });
    const days = await db.usageDay.groupBy({
      by: ['billingDay'],
      _sum: { inputTokens: true },
      orderBy: { billingDay: 'asc' },
    });
    expect(days.map(({ _sum }) => _sum.inputTokens)).toEqual([10n, 2_015n]);
  });

  test('a metric without a session is rejected, as part of a success', async () => {
    const tree = jsonMetrics('claude_code.token.usage', [
      { nano: AT, value: 5, attributes: { type: 'input', model: 'x' } },
    ]);
    expect(await (await sendJson(tree, 'metrics')).json()).toMatchObject({
      partialSuccess: {
        rejectedDataPoints: '1',
        errorMessage: expect.stringContaining('OTEL_METRICS_INCLUDE_SESSION_ID'),
      },
    });
  });

  test('the address it tells is taken from an administrator’s token only', async () => {
    await sendJson(jsonLogs({}, [{ nano: AT, attributes: request() }]));
    const admin = await createToken({ member: await createAdmin(), scopes: ['USAGE_WRITE'] });
    const tree = jsonLogs({}, [{ nano: AT, attributes: request({ request_id: 'req_9', 'user.email': member.email }) }]);
    await sendJson(tree, 'logs', admin);
    expect((await storedEvents(api)).map((row) => row.email)).toEqual([member.email, member.email]);
  });

  test('nothing of a prompt is stored or logged', async () => {
    await sendJson(jsonLogs({ secret: SECRET }, [{ nano: AT, body: SECRET, attributes: request() }]));
    expect(await countedTotals(api)).toMatchObject(ONE_REQUEST);
    const { rows } = await api.database.pool.query<{ stored: string }>(
      `SELECT concat((SELECT json_agg(b) FROM usage_bucket b), (SELECT json_agg(s) FROM agent_session s), (SELECT json_agg(i) FROM identity i),
         (SELECT json_agg(m) FROM model m), (SELECT json_agg(e) FROM audit_event e)) AS stored`,
    );
    expect(rows[0]?.stored).toContain('sess-1');
    expect(rows[0]?.stored + sender.logLines.join()).not.toContain(SECRET);
  });
});

describe('other producers', () => {
  const counted = async (attributes: Told, signal: 'logs' | 'traces' = 'logs') => {
    const records = [{ nano: AT, attributes, traceId: 'ab'.repeat(16), spanId: 'cd'.repeat(8) }];
    const tree = signal === 'logs' ? jsonLogs({}, records) : jsonSpans({}, records);
    expect(await (await sendJson(tree, signal)).json()).toEqual({});
    await countedTotals(api);
    const { rows } = await api.database.pool.query(
      `SELECT v.code, m.name AS model, t.code AS tool, b.input_tokens::int AS input, b.cache_read_tokens::int AS read, b.output_tokens::int AS output,
         b.reasoning_tokens::int AS reasoning FROM usage_bucket b JOIN vendor v ON v.id = b.vendor_id JOIN model m ON m.id = b.model_id JOIN tool t ON t.id = b.tool_id`,
    );
    return rows;
  };

  test('Codex counts cached input as input', async () => {
    const codex = {
      'event.name': 'codex.sse_event',
      'event.kind': 'response.completed',
      'conversation.id': 'c1',
      model: 'gpt-5',
    };
    const tokens = {
      input_token_count: '1000',
      cached_token_count: '400',
      output_token_count: '90',
      reasoning_token_count: '30',
    };
    expect(await counted({ ...codex, ...tokens })).toEqual([
      { code: 'openai', model: 'gpt-5', tool: 'codex', input: 600, read: 400, output: 90, reasoning: 30 },
    ]);
    expect(
      await counted({ ...codex, ...tokens, 'event.kind': 'response.created', 'conversation.id': 'c2' }),
    ).toHaveLength(1);
  });

  test("Codex's events are known by their attribute: their own name is the line of its code", async () => {
    const attributes = (session: string) => ({
      ...{ 'event.name': 'codex.sse_event', 'event.kind': 'response.completed', 'conversation.id': session },
      ...{ model: 'gpt-5', 'event.timestamp': '2026-11-14T10:20:00.123Z' },
      ...{ input_token_count: '1000', cached_token_count: '400', output_token_count: '90', tool_token_count: '1090' },
    });
    const eventName = 'event otel/src/events/session_telemetry.rs:1153';
    await sendJson(jsonLogs({}, [{ nano: '0', eventName, attributes: attributes('c1') }]));
    const body = protobufLogs({}, [{ nano: '0', eventName, attributes: attributes('c2') }]);
    await send({ body, headers: { 'content-type': 'application/x-protobuf' } });
    expect(await countedTotals(api)).toMatchObject({ tokens: '2180', requests: '2' });
  });

  test('Gemini CLI tells by its total whether cached tokens are apart', async () => {
    const gemini = { 'event.name': 'gemini_cli.api_response', 'session.id': 'g1', model: 'gemini-2.5-pro' };
    const tokens = {
      input_token_count: 1_000,
      cached_content_token_count: 300,
      output_token_count: 50,
      thoughts_token_count: 20,
      tool_token_count: 10,
    };
    const row = { code: 'google', model: 'gemini-2.5-pro', tool: 'gemini_cli', read: 300, output: 70, reasoning: 20 };
    expect(await counted({ ...gemini, ...tokens, total_token_count: 1_080 })).toEqual([{ ...row, input: 710 }]);
    await api.database.pool.query('DELETE FROM usage_bucket');
    expect(await counted({ ...gemini, ...tokens, total_token_count: 1_380 })).toEqual([{ ...row, input: 1_010 }]);
  });

  test("Gemini CLI's housekeeping counts beside the session file, which tells of the conversation only", async () => {
    const told = (role: string, second: number) => ({
      ...{ 'event.name': 'gemini_cli.api_response', 'session.id': 'g2', model: 'gemini-3-flash', role },
      ...{ 'event.timestamp': `2026-11-14T10:20:0${second}.000Z`, input_token_count: 300, output_token_count: 7 },
    });
    const logs = jsonLogs(
      {},
      [told('utility_router', 1), told('main', 2)].map((attributes) => ({ nano: AT, attributes })),
    );
    for (let time = 0; time < 2; time += 1) await sendJson(logs);
    expect(await countedTotals(api)).toMatchObject({ tokens: '614', requests: '2' });
    const ofConversation = { vendor: 'google', tool: 'gemini_cli', model: 'gemini-3-flash', sessionId: 'g2' };
    const inFile = trackedEvent('f', { ...ofConversation, inputTokens: '300', outputTokens: '7' });
    await record(api.withToken(token), 'SESSION_FILE', [inFile]);
    expect(await countedTotals(api)).toMatchObject({ tokens: '614', requests: '2' });
  });

  test('a span and a log event of one request count once; what sums up others never', async () => {
    const genAi = {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'gcp.gemini',
      'gen_ai.request.model': 'gemini-2.5-flash',
      'gen_ai.usage.input_tokens': 500,
      'gen_ai.usage.cache_read.input_tokens': 200,
      'gen_ai.usage.output_tokens': 40,
      'gen_ai.conversation.id': 'conv',
    };
    const row = {
      code: 'google',
      model: 'gemini-2.5-flash',
      tool: 'api',
      input: 300,
      read: 200,
      output: 40,
      reasoning: 0,
    };
    expect(await counted(genAi, 'traces')).toEqual([row]);
    expect(await counted(genAi, 'logs')).toEqual([row]);
    expect(await counted({ ...genAi, 'gen_ai.operation.name': 'invoke_agent' }, 'traces')).toEqual([row]);
  });
});

test('exporters that know one address only are answered there too', async () => {
  const event = (id: string) => JSON.stringify(jsonLogs({}, [{ nano: AT, attributes: request({ request_id: id }) }]));
  for (const [signal, id] of [
    ['otlp', 'req_1'],
    ['otlp/v1/logs', 'req_2'],
  ] as const)
    expect((await send({ body: event(id), signal })).status).toBe(200);
  expect(await countedTotals(api)).toMatchObject({ requests: '2' });
  const headers = { 'content-type': 'application/x-protobuf' };
  expect((await send({ body: protobufLogs({}, []), signal: 'otlp', headers })).status).toBe(415);
  expect((await send({ body: '{}', signal: 'otlp' })).status).toBe(400);
});

describe('what is refused', () => {
  const good = JSON.stringify(jsonLogs({}, [{ nano: AT, attributes: request() }]));

  test('strangers, other types and encodings, broken and unfolding bodies, each by its status', async () => {
    const reader = await createToken({ member, scopes: ['READ'] });
    const gzip = { 'content-encoding': 'gzip' };
    const statuses: [number, SentExport][] = [
      [401, { body: good, bearer: 'outlay_unknown' }],
      [401, { body: good, bearer: '' }],
      [403, { body: good, bearer: reader }],
      [415, { body: good, headers: { 'content-type': 'text/plain' } }],
      [415, { body: good, headers: { 'content-encoding': 'br' } }],
      [400, { body: '{"resourceLogs":[' }],
      [400, { body: 'no gzip', headers: gzip }],
      [400, { body: new Uint8Array([10, 200, 1, 2]), headers: { 'content-type': 'application/x-protobuf' } }],
      [413, { body: gzipSync(Buffer.alloc(MAX_BYTES * 5)), headers: gzip }],
    ];
    for (const [status, sent] of statuses) expect((await send(sent)).status).toBe(status);
    expect(await db.usageBucket.count()).toBe(0);
    const failure = await send({ body: good, bearer: '', headers: { 'content-type': 'application/x-protobuf' } });
    const status = new BinaryReader(await failure.bytes());
    expect([status.tag()[0], status.string()]).toEqual([2, expect.stringContaining('API token')]);
  });

  test('anything that is JSON is answered, and stores nothing', async () => {
    for (const body of [
      'null',
      '[]',
      '{"resourceLogs":{}}',
      '{"resourceLogs":[{"scopeLogs":[{"logRecords":[null,{"attributes":[{}]}]}]}]}',
    ])
      expect((await send({ body })).status).toBe(200);
  });

  test('a bad record does not keep the others out', async () => {
    const records = [
      { nano: AT, attributes: request({ model: '' }) },
      { nano: AT, attributes: request({ request_id: 'req_3' }) },
    ];
    const answer = await sendJson(jsonLogs({}, records));
    expect(await answer.json()).toEqual({
      partialSuccess: { rejectedLogRecords: '1', errorMessage: 'model: is empty. Send it with every event.' },
    });
    expect(await countedTotals(api)).toMatchObject(ONE_REQUEST);
  });
});
