import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createReceiver } from './testing/receiver.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'outlay-kill-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** A server of which every third request fails in one of three ways. */
async function startUnreliable() {
  const receiver = createReceiver();
  let count = 0;
  const server = createServer(async (request, response) => {
    const body = await text(request);
    count += 1;
    if (count % 9 === 3) return response.writeHead(503).end();
    const answer = await receiver.answer(body).text();
    if (count % 9 === 6) return request.socket.destroy();
    if (count % 9 !== 0) response.setHeader('content-type', 'application/json').end(answer);
    return undefined;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${address.port}`, receiver, close };
}

const program = join(import.meta.dirname, 'testing/endless-program.ts');

function live(url: string, mode: string) {
  const args = ['--disable-warning=ExperimentalWarning', program, url, directory, mode];
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Runs until it has told of so many events, then kills it. Answers what it told of. */
async function killAfter(url: string, events: number): Promise<string[]> {
  const child = live(url, 'endless');
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk;
    if (output.split('\n').length > events) child.kill('SIGKILL');
  });
  await once(child, 'close');
  return output.split('\n').filter((key) => key.length === 36);
}

test('killed again and again, with a server that fails: 0 lost, 0 doubled', { timeout: 120_000 }, async () => {
  const { url, receiver, close } = await startUnreliable();
  const told: string[] = [];
  for (const events of [1, 60, 333, 777, 5]) told.push(...(await killAfter(url, events)));
  expect(readdirSync(directory).length).toBeGreaterThan(0);
  const last = live(url, 'finish');
  const [code] = await once(last, 'exit');
  close();
  expect(code).toBe(0);
  expect(told.filter((key) => !receiver.stored.has(key))).toEqual([]);
  // An event may have been kept just before it could be told.
  expect(receiver.stored.size - told.length).toBeLessThanOrEqual(5);
  expect(readdirSync(directory)).toEqual([]);
});
