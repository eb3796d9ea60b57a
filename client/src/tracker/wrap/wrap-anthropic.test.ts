import Anthropic from '@anthropic-ai/sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  ANTHROPIC_HEADERS,
  ANTHROPIC_TEXT,
  MESSAGE,
  MESSAGE_EVENTS,
  MESSAGE_START,
  TEXT_EVENTS,
  TRACKED_MESSAGE,
  USAGE,
} from '../testing/anthropic-answers.ts';
import { collect, trackedUse } from '../testing/tracked-use.ts';
import { trackerKit } from '../testing/tracker-kit.ts';
import { json, startVendor, stream, type VendorAnswer } from '../testing/vendor-server.ts';
import type { Tracker } from '../tracker.ts';

let vendor: Awaited<ReturnType<typeof startVendor>>;
beforeAll(async () => {
  vendor = await startVendor();
});
afterAll(() => vendor.close());

const PARAMS = { model: 'claude-opus-4-5', max_tokens: 100, messages: [{ role: 'user' as const, content: 'Hello' }] };
const headers = ANTHROPIC_HEADERS;

const plainClient = () =>
  new Anthropic({ apiKey: 'sk-ant-api03-abcdefgh-wXyZ', baseURL: vendor.url, maxRetries: 1, logLevel: 'off' });

/** What a use of the client tracks; the caller gets the same with and without the tracker. */
const tracked = (answers: VendorAnswer[], use: (client: Anthropic) => Promise<unknown>) => {
  const wrap = ({ wrapAnthropic }: Tracker, client: Anthropic) => wrapAnthropic(client);
  return trackedUse({ server: vendor, plain: plainClient, wrap }, answers, use);
};

const whole = [json(MESSAGE, headers)];
const streamed = [stream(MESSAGE_EVENTS, headers)];

test.each<[string, VendorAnswer[], (client: Anthropic) => Promise<unknown>]>([
  ['a message', whole, (client) => client.messages.create(PARAMS)],
  ['a beta message', whole, (client) => client.beta.messages.create(PARAMS)],
  [
    'withResponse',
    whole,
    async (client) => {
      const { data, response, request_id } = await client.messages.create(PARAMS).withResponse();
      return {
        data,
        request_id,
        url: response.url,
        headers: [...response.headers].filter(([name]) => name !== 'date'),
      };
    },
  ],
  ['asResponse', whole, async (client) => (await client.messages.create(PARAMS).asResponse()).text()],
  ['the raw post', whole, (client) => client.post('/v1/messages', { body: PARAMS })],
  [
    'a stream, event by event',
    streamed,
    async (client) => collect(await client.messages.create({ ...PARAMS, stream: true })),
  ],
  ['a stream helper', streamed, (client) => client.messages.stream(PARAMS).finalMessage()],
  [
    'a stream helper, with its events',
    streamed,
    async (client) => {
      const texts: string[] = [];
      const helper = client.messages.stream(PARAMS).on('text', (text) => texts.push(text));
      return { texts, events: await collect(helper), text: await helper.finalText().catch(String) };
    },
  ],
  [
    'a stream, withResponse, split in two',
    streamed,
    async (client) => {
      const { data, request_id } = await client.messages.create({ ...PARAMS, stream: true }).withResponse();
      const [left, right] = data.tee();
      return { request_id, left: await collect(left), right: await collect(right) };
    },
  ],
  [
    'the bytes of a stream',
    streamed,
    async (client) => (await client.messages.create({ ...PARAMS, stream: true }).asResponse()).text(),
  ],
  ['a beta stream helper', streamed, (client) => client.beta.messages.stream(PARAMS).finalMessage()],
])('%s is tracked once, and arrives as it was', async (_name, answers, use) => {
  const { events, outcome } = await tracked(answers, use);
  expect(outcome).toHaveProperty('value');
  expect(events).toEqual([{ ...TRACKED_MESSAGE, idempotencyKey: expect.any(String), occurredAt: expect.any(String) }]);
  expect(JSON.stringify(events)).not.toContain('Hello');
  expect(JSON.stringify(events)).not.toContain('世界');
});

const begun = [MESSAGE_START, ...TEXT_EVENTS];

test.each<[string, VendorAnswer[], (client: Anthropic) => Promise<unknown>]>([
  [
    'the caller leaves the loop',
    [stream(begun, headers, 'open')],
    async (client) => {
      let seen = 0;
      for await (const _ of await client.messages.create({ ...PARAMS, stream: true })) {
        seen += 1;
        if (seen === begun.length - 1) break;
      }
      return seen;
    },
  ],
  [
    'the caller aborts the helper',
    [stream(begun, headers, 'open')],
    async (client) => {
      const helper = client.messages.stream(PARAMS);
      let length = 0;
      helper.on('text', (text) => {
        length += text.length;
        if (length === ANTHROPIC_TEXT.length) helper.abort();
      });
      return helper.done();
    },
  ],
  [
    'the caller aborts by a signal',
    [stream(begun, headers, 'open')],
    async (client) => {
      const stop = new AbortController();
      const events = await client.messages.create({ ...PARAMS, stream: true }, { signal: stop.signal });
      let seen = 0;
      for await (const _ of events) {
        seen += 1;
        if (seen === begun.length - 1) stop.abort();
      }
      return seen;
    },
  ],
  [
    'the connection breaks',
    [stream(begun, headers, 'cut')],
    async (client) => collect(await client.messages.create({ ...PARAMS, stream: true })),
  ],
  [
    'the vendor fails half way',
    [stream([...begun, { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }], headers)],
    async (client) => collect(await client.messages.create({ ...PARAMS, stream: true })),
  ],
])('%s: exact input, estimated output', async (_name, answers, use) => {
  const { events } = await tracked(answers, use);
  expect(events).toHaveLength(1);
  expect(events[0]).toMatchObject({
    requestId: TRACKED_MESSAGE.requestId,
    inputTokens: '12',
    cacheReadTokens: '4000',
    isEstimated: true,
  });
  expect(Number(events[0]?.outputTokens)).toBeGreaterThan(5);
  expect(Number(events[0]?.outputTokens)).toBeLessThan(40);
});

test('what is refused or fails before an answer consumed nothing; a retry counts once', async () => {
  const overloaded = json(
    { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
    { 'retry-after-ms': '1' },
    529,
  );
  expect((await tracked([overloaded], (client) => client.messages.create(PARAMS))).events).toEqual([]);
  expect((await tracked([overloaded, ...whole], (client) => client.messages.create(PARAMS))).events).toHaveLength(1);
  expect(
    (
      await tracked([json({ input_tokens: 5 })], (client) =>
        client.messages.countTokens({ model: PARAMS.model, messages: PARAMS.messages }),
      )
    ).events,
  ).toEqual([]);
});

test('Priority Tier is included, fast mode has its own price, and other models of a call are rows of their own', async () => {
  const advisor = { ...USAGE, type: 'advisor_message', model: 'claude-opus-5', input_tokens: 900, output_tokens: 80 };
  const turns = [
    { ...USAGE, type: 'message', model: null },
    { ...advisor, type: 'compaction', model: undefined },
    advisor,
  ];
  const usage = { ...USAGE, service_tier: 'priority', speed: 'fast', iterations: turns };
  const { events } = await tracked([json({ ...MESSAGE, usage }, headers)], (client) =>
    client.beta.messages.create(PARAMS),
  );
  expect(events).toHaveLength(3);
  expect(events[0]).toMatchObject({
    serviceTier: 'priority',
    speed: 'fast',
    billingKind: 'INCLUDED',
    contextTokens: '4312',
  });
  expect(events[1]).toMatchObject({
    model: MESSAGE.model,
    inputTokens: '900',
    requestId: `${MESSAGE.id}:compaction:0`,
  });
  expect(events[2]).toMatchObject({ model: 'claude-opus-5', inputTokens: '900', outputTokens: '80' });
});

test('the context of the caller, that of the wrapping, and wrapping again', async () => {
  vendor.willAnswer(...whole);
  const kit = trackerKit({ context: { project: 'search', tags: { zone: 'eu' } } });
  const once = kit.tracker.wrapAnthropic(plainClient(), { vendor: 'gateway', context: { tags: { tier: 'gold' } } });
  await kit.tracker.withContext({ agent: 'triage', sessionId: 's1' }, async () => {
    await Promise.resolve();
    await once.messages.create(PARAMS);
  });
  await kit.tracker.wrapAnthropic(once, { context: { agent: 'direct' } }).messages.create(PARAMS);
  const [first, second, ...more] = await kit.recorded();
  expect(more).toEqual([]);
  const tags = [
    { key: 'zone', value: 'eu' },
    { key: 'tier', value: 'gold' },
  ];
  expect(first).toMatchObject({ vendor: 'gateway', agent: 'triage', sessionId: 's1', project: 'search', tags });
  expect(second).toMatchObject({ vendor: 'anthropic', agent: 'direct', project: 'search' });
  expect(second).not.toHaveProperty('sessionId');
});
