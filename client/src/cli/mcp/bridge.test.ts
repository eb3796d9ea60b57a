import { afterEach, expect, test } from 'vitest';
import { runCli } from '../../test/run-cli.ts';
import { type ScriptedAnswer, type ScriptedServer, startScriptedServer } from '../../test/scripted-server.ts';

let server: ScriptedServer | undefined;
afterEach(() => server?.close());

const initialize = { jsonrpc: '2.0', id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18' } };
const initialized: ScriptedAnswer = {
  headers: { 'content-type': 'application/json', 'mcp-session-id': 's-1' },
  body: JSON.stringify({ jsonrpc: '2.0', id: 1, result: { protocolVersion: '2025-03-26' } }),
};

/** Pipes lines into `outlay mcp`. */
async function bridged(answers: ScriptedAnswer[], lines: unknown[]) {
  server = await startScriptedServer(answers);
  const { code, output, errors } = await runCli(['mcp'], {
    environment: { OUTLAY_URL: server.url, OUTLAY_TOKEN: 'outlay_t' },
    input: `${lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n')}\n`,
  });
  const written = output.split('\n').filter(Boolean);
  return { code, errors, messages: written.map((line) => JSON.parse(line)), received: server.received };
}

test('carries a request and its answer, a line each', async () => {
  const { code, messages, received } = await bridged([initialized], [initialize]);
  expect(code).toBe(0);
  expect(messages).toEqual([{ jsonrpc: '2.0', id: 1, result: { protocolVersion: '2025-03-26' } }]);
  expect(received[0]).toMatchObject({
    method: 'POST',
    path: '/mcp',
    headers: { authorization: 'Bearer outlay_t', accept: 'application/json, text/event-stream' },
  });
  expect(JSON.parse(received[0]?.body ?? '')).toEqual(initialize);
});

test('what follows belongs to the session that was opened', async () => {
  const notification = { jsonrpc: '2.0', method: 'notifications/initialized' };
  const { messages, received } = await bridged([initialized, { status: 202 }], [initialize, notification]);
  expect(messages).toHaveLength(1);
  expect(received[0]?.headers).not.toHaveProperty('mcp-session-id');
  expect(received[1]?.headers).toMatchObject({ 'mcp-session-id': 's-1', 'mcp-protocol-version': '2025-03-26' });
});

test('messages of a stream come as lines, however its packets are cut', async () => {
  const stream = [
    ': a comment\n\n',
    'event: message\ndata: {"jsonrpc":"2.0",\ndata: "method":"notifications/progress"}\n\n',
    'data: {"jsonrpc":"2.0","id":1,"result":{"text":"Käse"}}\r\n\r\n',
  ].join('');
  const { messages } = await bridged(
    [{ headers: { 'content-type': 'text/event-stream' }, body: stream }],
    [initialize],
  );
  expect(messages).toEqual([
    { jsonrpc: '2.0', method: 'notifications/progress' },
    { jsonrpc: '2.0', id: 1, result: { text: 'Käse' } },
  ]);
});

test('every request is answered, also when the server is not there or does not understand', async () => {
  const request = { jsonrpc: '2.0', id: 'a', method: 'tools/list' };
  const lost = await bridged([{ status: 404, body: 'no' }], [request]);
  expect(lost.messages).toEqual([
    {
      jsonrpc: '2.0',
      id: 'a',
      error: { code: -32000, message: expect.stringContaining('/mcp answers with HTTP 404.') },
    },
  ]);
  const refused = await bridged(
    [{ status: 200, headers: { 'content-type': 'application/json' }, body: '{"a":' }],
    [request],
  );
  expect(refused.messages).toMatchObject([{ id: 'a', error: { code: -32000 } }]);
  const away = await runCli(['mcp'], {
    environment: { OUTLAY_URL: 'http://127.0.0.1:2', OUTLAY_TOKEN: 't' },
    input: `${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })}\n`,
  });
  expect(away).toMatchObject({ code: 0, output: '' });
});

test('a request that was refused unread gets its answer, a notification none', async () => {
  const refusal: ScriptedAnswer = {
    status: 401,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: null, error: { code: -32001, message: 'No.' } }),
  };
  const { messages } = await bridged([refusal], [initialize, { jsonrpc: '2.0', method: 'notifications/initialized' }]);
  expect(messages).toEqual([{ jsonrpc: '2.0', id: 1, error: { code: -32001, message: 'No.' } }]);
});

test('a line that is no message is told so, and the next one is carried', async () => {
  const { messages } = await bridged([initialized], ['nonsense', '', initialize]);
  expect(messages).toMatchObject([
    { id: null, error: { code: -32700 } },
    { id: 1, result: {} },
  ]);
});

const json = { 'content-type': 'application/json' };

test('a message that says its version itself is sent with the headers that belong to it', async () => {
  const meta = { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' };
  const list = { jsonrpc: '2.0', id: 1, method: 'tools/list', params: { _meta: meta } };
  const call = { jsonrpc: '2.0', id: 2, method: 'tools/call', params: { _meta: meta, name: 'größe' } };
  const { received } = await bridged([initialized, { headers: json, body: '{}' }], [initialize, list, call]);
  const headersOf = (method: string) => received.find(({ body }) => body.includes(method))?.headers;
  expect(headersOf('tools/list')).toMatchObject({ 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/list' });
  expect(headersOf('tools/list')).not.toHaveProperty('mcp-session-id');
  expect(headersOf('tools/call')).toMatchObject({
    'mcp-name': `=?base64?${Buffer.from('größe').toString('base64')}?=`,
  });
});

test('several messages in a line get their answers in a line', async () => {
  const answers = [
    { jsonrpc: '2.0', id: 1, result: {} },
    { jsonrpc: '2.0', id: 2, result: {} },
  ];
  const { messages } = await bridged([{ headers: json, body: JSON.stringify(answers) }], [[initialize, initialize]]);
  expect(messages).toEqual([answers]);
});

test('what is cancelled gets no answer, and the rest does', async () => {
  const slow = { jsonrpc: '2.0', id: 'slow', method: 'tools/call', params: {} };
  const cancelled = { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 'slow' } };
  const { code, messages } = await bridged([initialized, { isSilent: true }], [initialize, slow, cancelled]);
  expect(code).toBe(0);
  expect(messages.map(({ id }) => id)).toEqual([1]);
});
