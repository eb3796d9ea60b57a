import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createReceiver } from './testing/receiver.ts';

let receiver = createReceiver();
const server = createServer(async (request, response) => {
  const body = await text(request);
  if (request.url === '/hangs/graphql') return;
  response.setHeader('content-type', 'application/json');
  response.end(await receiver.answer(body).text());
});
let url = '';
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  url = `http://127.0.0.1:${address.port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  receiver = createReceiver();
});

async function run(end: string, path: string, patienceMs: number) {
  const program = join(import.meta.dirname, 'testing/exit-program.ts');
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', program, `${url}${path}`, end, String(patienceMs)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const begun = Date.now();
  const output = text(child.stdout);
  const [code, signal] = await once(child, 'exit');
  return { code, signal, output: await output, milliseconds: Date.now() - begun };
}

test.each([
  ['itself', { code: 0, signal: null }],
  ['SIGTERM', { code: null, signal: 'SIGTERM' }],
  ['SIGINT', { code: null, signal: 'SIGINT' }],
  ['handler', { code: 7, signal: null }],
])('a process that ends by %s sends what waits, and ends as it would have', async (end, expected) => {
  expect(await run(end, '', 20_000)).toMatchObject({ ...expected, output: '' });
  expect(receiver.events()).toHaveLength(1);
});

test.each([
  ['itself', { code: 0, signal: null }],
  ['SIGTERM', { code: null, signal: 'SIGTERM' }],
])('by %s it ends soon, too, when the server does not answer, and tells what is lost', async (end, expected) => {
  const { output, milliseconds, ...ended } = await run(end, '/hangs', 500);
  expect(ended).toEqual(expected);
  expect(JSON.parse(output)).toMatchObject({ reason: 'closed', count: 1 });
  expect(milliseconds).toBeLessThan(10_000);
  expect(receiver.events()).toEqual([]);
});
