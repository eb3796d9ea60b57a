import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTracker, type TrackerOptions } from '../src/tracker/index.ts';

/** What tracking costs the caller, in CPU: `node --expose-gc bench/tracker-overhead.ts`. Prints one JSON object. */
const CALLS = 100_000;
const call = {
  vendor: 'anthropic',
  model: 'claude-opus-4-5',
  inputTokens: 1200,
  outputTokens: 300,
  requestId: 'req_1',
};
const context = { agent: 'Support agent', project: 'Helpdesk', sessionId: 's1', tags: { channel: 'e-mail' } };

const accepting: typeof fetch = async () =>
  Response.json({
    data: { recordUsage: { __typename: 'RecordUsagePayload', accepted: 1, duplicates: 0, results: [] } },
  });
const never: typeof fetch = () => new Promise(() => undefined);

const trackerWith = (fetch: TrackerOptions['runtime'], more: Partial<TrackerOptions> = {}) =>
  createTracker({ url: 'https://outlay.test', token: 't', context, flushAtExit: false, runtime: fetch, ...more });

/** CPU microseconds per call of `action`. */
async function cpu(calls: number, action: (index: number) => unknown): Promise<number> {
  const begun = process.cpuUsage();
  for (let index = 0; index < calls; index += 1) await action(index);
  const { user, system } = process.cpuUsage(begun);
  return Math.round(((user + system) / calls) * 10) / 10;
}

async function trackMicroseconds(spool?: string): Promise<number> {
  const tracker = trackerWith({ fetch: accepting }, spool ? { spool: { directory: spool } } : {});
  await tracker.flush();
  const calls = spool ? CALLS / 10 : CALLS;
  const microseconds = await cpu(calls, (index) => {
    tracker.trackLLMCall(call);
    return index % 10 === 9 ? tracker.flush() : undefined;
  });
  await tracker.close();
  return microseconds;
}

interface Client {
  fetch: typeof fetch;
  withOptions(other: { fetch: typeof fetch }): Client;
}

const clientOf = (own: typeof fetch): Client => ({ fetch: own, withOptions: (other) => clientOf(other.fetch) });

/** A stream of so many chunks, read through a wrapped client or a plain one. */
async function streamMicroseconds(isWrapped: boolean): Promise<number> {
  const chunk = {
    id: 'chatcmpl-01234567890123456789',
    model: 'gpt-5.2',
    choices: [{ index: 0, delta: { content: ' word' } }],
  };
  const chunks = Array.from({ length: 500 }, () => new TextEncoder().encode(`data: ${JSON.stringify(chunk)}\n\n`));
  const answer: typeof fetch = async () =>
    new Response(ReadableStream.from(chunks), { headers: { 'content-type': 'text/event-stream' } });
  const send = isWrapped ? trackerWith({ fetch: accepting }).wrapOpenAI(clientOf(answer)).fetch : answer;
  const request = {
    method: 'POST',
    body: JSON.stringify({ stream: true, messages: [{ content: 'word '.repeat(2000) }] }),
  };
  const ask = async () => (await send('https://api.openai.com/v1/chat/completions', request)).arrayBuffer();
  await cpu(20, ask);
  return cpu(100, ask);
}

function fullQueueMegabytes(): number {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const tracker = trackerWith({ fetch: never });
  for (let index = 0; index < CALLS; index += 1) tracker.trackLLMCall(call);
  globalThis.gc?.();
  const used = process.memoryUsage().heapUsed - before;
  void tracker.close();
  return Math.round(used / 100_000) / 10;
}

const spool = mkdtempSync(join(tmpdir(), 'outlay-bench-'));
const plain = await streamMicroseconds(false);
const result = {
  trackMicroseconds: await trackMicroseconds(),
  trackWithSpoolMicroseconds: await trackMicroseconds(spool),
  streamOf500ChunksMicroseconds: { plain, wrapped: await streamMicroseconds(true) },
  fullQueueMegabytes: fullQueueMegabytes(),
};
rmSync(spool, { recursive: true, force: true });
process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
