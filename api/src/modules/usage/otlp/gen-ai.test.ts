import { expect, test } from 'vitest';
import { createAdmin, createMember, createToken } from '../../../test/factories.ts';
import { useTestApi } from '../../../test/use-test-api.ts';
import { countedTotals, startTracking, storedEvents } from '../tracked-kit.ts';
import { jsonHistogram, jsonLogs, jsonSpans, protobufMetrics, protobufSpans, type Told } from './otlp-encoder.ts';
import { AT, claudeRequest, nano, otlpSender } from './otlp-kit.ts';

let token: string;
let member: { id: number; email: string };
let sender: ReturnType<typeof otlpSender>;
const api = useTestApi(async () => {
  sender = otlpSender(api);
  member = await createMember();
  await startTracking(member, api);
  token = await createToken({ member, scopes: ['USAGE_WRITE'] });
});

const protobuf = { 'content-type': 'application/x-protobuf' };
const sendJson = (tree: object, signal: string, bearer = token) =>
  sender.send({ body: JSON.stringify(tree), signal, bearer });
const sendProtobuf = (body: Uint8Array, signal: string) =>
  sender.send({ body, signal, bearer: token, headers: protobuf });
const chat = (overrides: Told = {}): Told => ({
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'openai',
  'gen_ai.request.model': 'gpt-5',
  'gen_ai.usage.input_tokens': 500,
  'gen_ai.usage.output_tokens': 40,
  ...overrides,
});
const span = (spanId: string, told: Told = {}) => ({
  nano: AT,
  attributes: chat(told),
  traceId: 'ab'.repeat(16),
  spanId,
});

test('a span counts once, as JSON and as protobuf', async () => {
  const records = [span('cd'.repeat(8))];
  expect((await sendProtobuf(protobufSpans(records), 'traces')).status).toBe(200);
  expect((await sendJson(jsonSpans({}, records), 'traces')).status).toBe(200);
  expect(await countedTotals(api)).toMatchObject({ tokens: '540', requests: '1' });
});

test('a span around others that tell the same counts once, whatever lies between them', async () => {
  const within = (spanId: string, parentSpanId: string, told: Told = {}) => ({ ...span(spanId, told), parentSpanId });
  const between = { nano: AT, attributes: { 'http.request.method': 'POST' }, traceId: 'ab'.repeat(16) };
  const records = [
    within('2'.repeat(16), '3'.repeat(16), { 'gen_ai.usage.input_tokens': 300, 'gen_ai.usage.output_tokens': 30 }),
    within('4'.repeat(16), '3'.repeat(16), { 'gen_ai.usage.input_tokens': 200, 'gen_ai.usage.output_tokens': 10 }),
    { ...between, spanId: '3'.repeat(16), parentSpanId: '1'.repeat(16) },
    within('1'.repeat(16), '', { 'gen_ai.provider.name': 'langchain' }),
  ];
  expect((await sendJson(jsonSpans({}, records), 'traces')).status).toBe(200);
  expect((await sendProtobuf(protobufSpans(records.toReversed()), 'traces')).status).toBe(200);
  expect(await countedTotals(api)).toMatchObject({ tokens: '540', requests: '2' });
});

test.each([9, 9_000])('a span of other tokens than those inside it is a request of its own: %d', async (tokens) => {
  const records = [
    { ...span('2'.repeat(16)), parentSpanId: '1'.repeat(16) },
    span('1'.repeat(16), { 'gen_ai.usage.input_tokens': tokens }),
  ];
  await sendJson(jsonSpans({}, records), 'traces');
  expect(await countedTotals(api)).toMatchObject({ tokens: String(580 + tokens), requests: '2' });
});

test('spans that a faulty trace puts into each other are not lost', async () => {
  const records = [
    { ...span('1'.repeat(16)), parentSpanId: '2'.repeat(16) },
    { ...span('2'.repeat(16)), parentSpanId: '1'.repeat(16) },
    { ...span('3'.repeat(16)), parentSpanId: '3'.repeat(16) },
  ];
  expect((await sendJson(jsonSpans({}, records), 'traces')).status).toBe(200);
  expect(await countedTotals(api)).toMatchObject({ requests: '3' });
});

test('every name that instrumentations give a vendor is the one its prices are filed under', async () => {
  const told: [string, string][] = [
    ['gen_ai.provider.name', 'gcp.vertex_ai'],
    ['gen_ai.system', 'openai.responses'],
    ['gen_ai.system', 'anthropic.messages'],
    ['gen_ai.system', 'google.generative-ai'],
    ['gen_ai.system', 'Mistral AI'],
    ['gen_ai.provider.name', 'azure.ai.openai'],
    ['gen_ai.provider.name', 'aws.bedrock'],
    ['gen_ai.provider.name', 'x_ai'],
  ];
  const records = told.map(([name, value], index) => {
    const { 'gen_ai.provider.name': _, ...rest } = chat();
    return { ...span(`${index}`.repeat(16)), attributes: { ...rest, [name]: value } };
  });
  await sendJson(jsonSpans({}, records), 'traces');
  const { rows } = await api.database.pool.query(
    'SELECT v.code FROM usage_bucket b JOIN vendor v ON v.id = b.vendor_id ORDER BY v.code',
  );
  expect(rows.map(({ code }) => code)).toEqual([
    'anthropic',
    'azure',
    'bedrock',
    'google',
    'google',
    'mistral',
    'openai',
    'x-ai',
  ]);
});

test('an id that servers give again and again names no request, a real one counts once over spans and logs', async () => {
  const numbered = [
    span('1'.repeat(16), { 'gen_ai.response.id': 'chatcmpl-7' }),
    span('2'.repeat(16), { 'gen_ai.response.id': 'chatcmpl-7' }),
  ];
  await sendJson(jsonSpans({}, numbered), 'traces');
  expect(await countedTotals(api)).toMatchObject({ requests: '2' });
  const real = { 'gen_ai.response.id': 'chatcmpl-e5cc70bb28c444948073e77776eb30ef' };
  await sendJson(jsonSpans({}, [span('3'.repeat(16), real)]), 'traces');
  await sendJson(jsonLogs({}, [{ nano: AT, attributes: chat(real) }]), 'logs');
  expect(await countedTotals(api)).toMatchObject({ requests: '3' });
});

const point = (type: string, value: number, told: Told = {}) => ({
  nano: AT,
  start: nano('2026-11-14T10:00:00Z'),
  value,
  attributes: {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': 'gpt-5',
    'gen_ai.token.type': type,
    ...told,
  },
});
const METRIC = 'gen_ai.client.token.usage';

test('the histogram counts by its sum, delta and cumulative, where a session tells it from spans', async () => {
  const session = { 'session.id': 'worker-1' };
  const points = [point('input', 900, session), point('output', 100, session)];
  const cumulative = { temporality: 2, isHistogram: true };
  for (let time = 0; time < 2; time += 1)
    expect((await sendProtobuf(protobufMetrics(METRIC, points, cumulative), 'metrics')).status).toBe(200);
  expect(await countedTotals(api)).toMatchObject({ tokens: '1000' });
  await sendJson(jsonHistogram(METRIC, [point('input', 50, { 'session.id': 'worker-2' })]), 'metrics');
  expect(await countedTotals(api)).toMatchObject({ tokens: '1050' });
  await sendJson(jsonSpans(session, [span('4'.repeat(16))]), 'traces');
  expect(await countedTotals(api)).toMatchObject({ tokens: '590' });
});

test('without a session it is left out, and the exporter is told what to do instead', async () => {
  const answer = await sendJson(jsonHistogram(METRIC, [point('input', 50)]), 'metrics');
  expect(await answer.json()).toEqual({
    partialSuccess: { rejectedDataPoints: '0', errorMessage: expect.stringContaining('Export traces') },
  });
  expect(await countedTotals(api)).toMatchObject({ tokens: '0' });
});

test('sums of integers come as protobuf too', async () => {
  const told = { 'session.id': 's', model: 'claude-opus-4-5', type: 'input' };
  const points = [{ nano: AT, value: 1_000, attributes: told }];
  expect((await sendProtobuf(protobufMetrics('claude_code.token.usage', points), 'metrics')).status).toBe(200);
  expect(await countedTotals(api)).toMatchObject({ tokens: '1000', spend: '5000000' });
});

test('names that are too long are cut, and what is no address names nobody; the tokens count', async () => {
  const admin = await createAdmin();
  const bearer = await createToken({ member: admin, scopes: ['USAGE_WRITE'] });
  const told = { 'user.email': 'not an address', 'outlay.project': 'p'.repeat(500) };
  await sendJson(
    jsonLogs(told, [{ nano: AT, attributes: claudeRequest({ 'user.email': 'not an address' }) }]),
    'logs',
    bearer,
  );
  expect(await storedEvents(api)).toMatchObject([{ email: admin.email, project: 'p'.repeat(200) }]);
});

test('requests of a resumed session count beside those before, whose numbers come again', async () => {
  const { request_id: _, ...rest } = claudeRequest();
  const records = ['2026-11-14T08:00:00.000Z', '2026-11-14T09:30:00.000Z'].map((at) => ({
    nano: AT,
    attributes: { ...rest, 'event.sequence': 3, 'event.timestamp': at },
  }));
  for (let time = 0; time < 2; time += 1) await sendJson(jsonLogs({}, records), 'logs');
  expect(await countedTotals(api)).toMatchObject({ requests: '2' });
});

test('a tool that tells of a request by its own event, by the conventions and by a metric counts once', async () => {
  const resource = { 'service.name': 'gemini-cli', 'session.id': 'g1' };
  const own = {
    'event.name': 'gemini_cli.api_response',
    model: 'gemini-2.5-pro',
    input_token_count: 900,
    output_token_count: 100,
    total_token_count: 1_000,
  };
  const conventions = {
    'event.name': 'gen_ai.client.inference.operation.details',
    'gen_ai.response.id': 'mAitaLmkHPPlz7IPvtfUqQ4',
    'gen_ai.provider.name': 'gcp.gemini',
    'gen_ai.request.model': 'gemini-2.5-pro',
    'gen_ai.usage.input_tokens': 900,
    'gen_ai.usage.output_tokens': 100,
  };
  const records = [own, conventions].map((attributes) => ({ nano: AT, attributes }));
  await sendJson(jsonLogs(resource, records), 'logs');
  const codex = jsonSpans({ 'service.name': 'codex-app-server' }, [span('5'.repeat(16))]);
  await sendJson(codex, 'traces');
  const metric = jsonHistogram(METRIC, [point('input', 900, resource)]);
  expect(await (await sendJson(metric, 'metrics')).json()).toEqual({});
  expect(await countedTotals(api)).toMatchObject({ tokens: '1000', requests: '1' });
});
