import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';
import { ask, environment, server } from '../../test/sample-server.ts';

interface Message {
  id: number;
  result?: {
    tools?: { name: string }[];
    content?: { text: string }[];
    structuredContent?: unknown;
    isError?: boolean;
  } & Record<string, unknown>;
  error?: { code: number; message: string };
}

let child: ReturnType<typeof spawn> | undefined;
afterEach(() => child?.kill());

/** `outlay mcp` as another program starts it, spoken to line by line. */
function startMcp(args: readonly string[] = [], token = server.tokens.admin) {
  const program = join(import.meta.dirname, '../main.ts');
  const started = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, 'mcp', ...args], {
    env: { ...process.env, ...environment, OUTLAY_TOKEN: token },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child = started;
  const lines = createInterface({ input: started.stdout })[Symbol.asyncIterator]();
  let id = 0;
  const send = (message: object) => void started.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  return {
    send,
    async call(method: string, params: object = {}): Promise<Message> {
      id += 1;
      send({ id, method, params });
      const { value = '' } = await lines.next();
      const message: Message = JSON.parse(value);
      expect(message.id).toBe(id);
      return message;
    },
    async end(): Promise<number> {
      started.stdin.end();
      const [code] = await once(started, 'exit');
      return code;
    },
  };
}

const hello = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } };

test('a program opens a session, sees the tools and asks what was spent', async () => {
  const mcp = startMcp();
  expect((await mcp.call('initialize', hello)).result).toMatchObject({
    protocolVersion: '2025-06-18',
    serverInfo: { name: 'outlay' },
  });
  mcp.send({ method: 'notifications/initialized' });
  const { result } = await mcp.call('tools/list');
  const names = result?.tools?.map(({ name }) => name) ?? [];
  expect(names).toContain('pivot');
  expect(names).not.toContain('record_usage');

  const year = new Date().getUTCFullYear();
  const input = { from: `${year}-01-01`, until: `${year + 1}-01-01`, rows: ['VENDOR'], measures: ['SPEND'] };
  const answer = await mcp.call('tools/call', { name: 'pivot', arguments: input });
  const { pivot } = await ask<{ pivot: { totals: { values: string[] } } }>(
    'query ($input: PivotInput!) { pivot(input: $input) { totals { values } } }',
    { input },
  );
  expect(answer.result?.isError ?? false).toBe(false);
  expect(JSON.stringify(answer.result)).toContain(pivot.totals.values[0]);
  expect(await mcp.end()).toBe(0);
});

test('--write also offers what changes something', async () => {
  const mcp = startMcp(['--write']);
  await mcp.call('initialize', hello);
  const { result } = await mcp.call('tools/list');
  expect(result?.tools?.map(({ name }) => name)).toContain('record_usage');
  expect(await mcp.end()).toBe(0);
});

test('a token that opens nothing is told so in answer to the request', async () => {
  const mcp = startMcp([], 'outlay_wrong');
  expect((await mcp.call('initialize', hello)).error).toMatchObject({
    code: expect.any(Number),
    message: expect.any(String),
  });
});
