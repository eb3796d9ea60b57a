import OpenAI from 'openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  CHAT,
  chatChunks,
  OPENAI_HEADERS,
  RESPONSE,
  RESPONSE_BEGIN,
  RESPONSE_EVENTS,
  RUNNING_RESPONSE,
  TRACKED_CHAT,
  TRACKED_RESPONSE,
} from '../testing/openai-answers.ts';
import { collect, trackedUse } from '../testing/tracked-use.ts';
import { trackerKit } from '../testing/tracker-kit.ts';
import { json, startVendor, stream, type VendorAnswer, type VendorRequest } from '../testing/vendor-server.ts';
import type { Tracker, WrapOptions } from '../tracker.ts';

let vendor: Awaited<ReturnType<typeof startVendor>>;
beforeAll(async () => {
  vendor = await startVendor();
});
afterAll(() => vendor.close());

const CHAT_PARAMS = { model: 'gpt-5.2', messages: [{ role: 'user' as const, content: 'Hello, how are you today?' }] };
const RESPONSE_PARAMS = { model: 'gpt-5.2', input: 'Hello, how are you today?' };
const headers = OPENAI_HEADERS;

type Use = (client: OpenAI) => Promise<unknown>;

const plainClient = () =>
  new OpenAI({ apiKey: 'sk-proj-abcdefghijkl-wXyZ', baseURL: `${vendor.url}/v1`, maxRetries: 1, logLevel: 'off' });

/** What a use of the client tracks; the caller gets the same with and without the tracker. */
const tracked = (answers: VendorAnswer[], use: Use, options?: WrapOptions) => {
  const wrap = ({ wrapOpenAI }: Tracker, client: OpenAI) => wrapOpenAI(client, options);
  return trackedUse({ server: vendor, plain: plainClient, wrap }, answers, use);
};

const given = { idempotencyKey: expect.any(String), occurredAt: expect.any(String) };

/** As the vendor does: usage only for those who ask. */
const chatStream: VendorAnswer = (response, request) =>
  stream([...chatChunks({ withUsage: asksForUsage(request) }), '[DONE]'], headers)(response, request);
const asksForUsage = ({ body }: VendorRequest) => JSON.parse(body).stream_options?.include_usage === true;

test.each<[string, VendorAnswer, Use]>([
  ['a chat completion', json(CHAT, headers), (client) => client.chat.completions.create(CHAT_PARAMS)],
  [
    'withResponse',
    json(CHAT, headers),
    async (client) => {
      const { data, response, request_id } = await client.chat.completions.create(CHAT_PARAMS).withResponse();
      return { data, request_id, url: response.url, type: response.type };
    },
  ],
  [
    'asResponse',
    json(CHAT, headers),
    async (client) => (await client.chat.completions.create(CHAT_PARAMS).asResponse()).text(),
  ],
  [
    'a stream that asks for its usage',
    chatStream,
    async (client) =>
      collect(
        await client.chat.completions.create({ ...CHAT_PARAMS, stream: true, stream_options: { include_usage: true } }),
      ),
  ],
  [
    'a stream',
    chatStream,
    async (client) => collect(await client.chat.completions.create({ ...CHAT_PARAMS, stream: true })),
  ],
  [
    'a stream with other options',
    chatStream,
    async (client) =>
      collect(
        await client.chat.completions.create({
          ...CHAT_PARAMS,
          stream: true,
          stream_options: { include_obfuscation: false },
        }),
      ),
  ],
  ['a stream helper', chatStream, (client) => client.chat.completions.stream(CHAT_PARAMS).finalChatCompletion()],
  [
    'a stream as lines',
    chatStream,
    async (client) => {
      const chunks = await client.chat.completions.create({ ...CHAT_PARAMS, stream: true });
      return new Response(chunks.toReadableStream()).text();
    },
  ],
])('%s is tracked once, exactly, and arrives as it was', async (_name, answer, use) => {
  const { events, outcome } = await tracked([answer], use, { streamUsage: 'request' });
  expect(outcome).toHaveProperty('value');
  expect(events).toEqual([{ ...TRACKED_CHAT, ...given }]);
  expect(JSON.stringify(events)).not.toMatch(/Hello|世界/);
});

test('a server that is not OpenAI is not asked for usage: it is estimated', async () => {
  const use: Use = async (client) => collect(await client.chat.completions.create({ ...CHAT_PARAMS, stream: true }));
  const { events } = await tracked([chatStream], use);
  expect(vendor.requests.map(asksForUsage)).toEqual([false]);
  expect(events).toEqual([
    {
      ...given,
      vendor: 'openai',
      model: TRACKED_CHAT.model,
      requestId: CHAT.id,
      isEstimated: true,
      toolCalls: '1',
      serviceTier: 'standard',
      apiKeyHint: 'wXyZ',
      inputTokens: expect.any(String),
      outputTokens: expect.any(String),
    },
  ]);
  expect(Number(events[0]?.inputTokens)).toBeGreaterThan(4);
  expect(Number(events[0]?.inputTokens)).toBeLessThan(15);
  expect(Number(events[0]?.outputTokens)).toBeGreaterThan(10);
  expect(Number(events[0]?.outputTokens)).toBeLessThan(40);
});

test('at api.openai.com usage is asked for unless told otherwise; other vendors are named by their host', async () => {
  const kit = trackerKit();
  const bodies: unknown[] = [];
  const answers: typeof fetch = async (_input, init) => {
    bodies.push(JSON.parse(String(init?.body)).stream_options);
    return new Response('data: [DONE]\n\n', { headers: { 'content-type': 'text/event-stream' } });
  };
  const client = (baseURL: string) => new OpenAI({ apiKey: 'sk-1234567890123456', baseURL, fetch: answers });
  const say = async (asked: OpenAI) => collect(await asked.chat.completions.create({ ...CHAT_PARAMS, stream: true }));
  await say(kit.tracker.wrapOpenAI(client('https://api.openai.com/v1')));
  await say(kit.tracker.wrapOpenAI(client('https://api.openai.com/v1'), { streamUsage: 'estimate' }));
  await say(kit.tracker.wrapOpenAI(client('https://api.groq.com/openai/v1')));
  expect(bodies).toEqual([{ include_usage: true }, undefined, undefined]);
  const groq = client('https://api.groq.com/openai/v1').withOptions({ fetch: async () => Response.json(CHAT) });
  await kit.tracker.wrapOpenAI(groq).chat.completions.create(CHAT_PARAMS);
  expect(await kit.recorded()).toMatchObject([{ vendor: 'groq', model: CHAT.model }]);
});

test('names and ids of a stream’s events stay, however its lines end', async () => {
  const events = chatChunks({ withUsage: true }).map(
    (chunk, id) => `event: chunk\r\nid: ${id}\r\ndata: ${JSON.stringify(chunk)}\r\n\r\n`,
  );
  const body = `: hello\r\n\r\n${events.join('')}data: [DONE]\r\n\r\n`;
  const answer = async () => new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  const kit = trackerKit();
  const client = kit.tracker.wrapOpenAI(new OpenAI({ apiKey: 'sk-1234567890123456', fetch: answer }));
  const response = await client.chat.completions.create({ ...CHAT_PARAMS, stream: true }).asResponse();
  const unasked = events.slice(0, -1).map((event) => event.replace(',"usage":null', ''));
  expect(await response.text()).toBe(`: hello\r\n\r\n${unasked.join('')}data: [DONE]\r\n\r\n`);
  expect(await kit.recorded()).toMatchObject([{ outputTokens: TRACKED_CHAT.outputTokens }]);
});

test.each<[string, VendorAnswer, Use]>([
  ['a response', json(RESPONSE, headers), (client) => client.responses.create(RESPONSE_PARAMS)],
  [
    'a stream',
    stream(RESPONSE_EVENTS, headers),
    async (client) => collect(await client.responses.create({ ...RESPONSE_PARAMS, stream: true })),
  ],
  [
    'a stream helper',
    stream(RESPONSE_EVENTS, headers),
    (client) => client.responses.stream(RESPONSE_PARAMS).finalResponse(),
  ],
])('Responses: %s is tracked once, exactly, and arrives as it was', async (_name, answer, use) => {
  const { events, outcome } = await tracked([answer], use);
  expect(outcome).toHaveProperty('value');
  expect(events).toEqual([{ ...TRACKED_RESPONSE, occurredAt: expect.any(String) }]);
});

test('Responses: in the background it counts when it is done, and once however often it is read', async () => {
  const running = json(RUNNING_RESPONSE, headers);
  const { events } = await tracked([running, running, json(RESPONSE, headers)], async (client) => {
    await client.responses.create({ ...RESPONSE_PARAMS, background: true });
    for (let read = 0; read < 3; read += 1) await client.responses.retrieve(RESPONSE.id);
  });
  expect(events).toEqual([{ ...TRACKED_RESPONSE, occurredAt: expect.any(String) }]);
});

const openStream = (events: Record<string, unknown>[]) => stream(events, headers, 'open');
const cutStream = (events: Record<string, unknown>[]) => stream(events, headers, 'cut');
const leaveAfter = async (events: AsyncIterable<unknown>, count: number) => {
  let seen = 0;
  for await (const _ of events) {
    seen += 1;
    if (seen === count) break;
  }
  return seen;
};
const begunChat = chatChunks({ withUsage: false }).slice(0, 30);
const chat = (client: OpenAI) => client.chat.completions.create({ ...CHAT_PARAMS, stream: true });
const respond = (client: OpenAI) => client.responses.create({ ...RESPONSE_PARAMS, stream: true });

test.each<[string, VendorAnswer, Use]>([
  ['chat, left by the caller', openStream(begunChat), async (client) => leaveAfter(await chat(client), 30)],
  ['chat, cut off', cutStream(begunChat), async (client) => collect(await chat(client))],
  [
    'chat, aborted',
    openStream(begunChat),
    async (client) => {
      const stop = new AbortController();
      const chunks = await client.chat.completions.create({ ...CHAT_PARAMS, stream: true }, { signal: stop.signal });
      let seen = 0;
      for await (const _ of chunks) {
        seen += 1;
        if (seen === 30) stop.abort();
      }
      return seen;
    },
  ],
  [
    'a response, left by the caller',
    openStream(RESPONSE_BEGIN),
    async (client) => leaveAfter(await respond(client), RESPONSE_BEGIN.length),
  ],
  ['a response, cut off', cutStream(RESPONSE_BEGIN), async (client) => collect(await respond(client))],
])('%s: what passed is estimated', async (_name, answer, use) => {
  const { events } = await tracked([answer], use, { streamUsage: 'request' });
  expect(events).toMatchObject([{ isEstimated: true, model: CHAT.model }]);
  expect(Number(events[0]?.inputTokens)).toBeGreaterThan(4);
  expect(Number(events[0]?.outputTokens)).toBeGreaterThan(5);
});

test('what costs nothing is not tracked', async () => {
  const list = json({ object: 'list', data: [] });
  expect((await tracked([list], (client) => client.models.list().then(({ data }) => data))).events).toEqual([]);
  const limited = json({ error: { message: 'Slow down', type: 'rate_limit' } }, { 'retry-after-ms': '1' }, 429);
  expect((await tracked([limited], (client) => client.chat.completions.create(CHAT_PARAMS))).events).toEqual([]);
});

test('an answer that cannot be understood reaches the caller untouched', async () => {
  const odd = json(['not', 'an', 'object']);
  const { events, outcome } = await tracked([odd], (client) => client.post('/chat/completions', { body: CHAT_PARAMS }));
  expect(outcome).toEqual({ value: ['not', 'an', 'object'] });
  expect(events).toEqual([]);
});

test('a client that cannot be copied is handed back and works', async () => {
  const kit = trackerKit();
  const client = { withOptions: () => expect.fail('cannot be copied') };
  expect(kit.tracker.wrapOpenAI(client)).toBe(client);
  expect(kit.errors).toMatchObject([{ message: expect.stringContaining('not tracked') }]);
});
