import { expect, test } from 'vitest';
import { trackerKit } from './testing/tracker-kit.ts';
import { settled } from './testing/virtual-runtime.ts';
import type { TrackerOptions } from './tracker-options.ts';

const call = { vendor: 'openai', model: 'gpt-5.2', inputTokens: 1 };

/** A server that gives these answers first and then records. */
function kitWith(answers: (() => Response | Promise<Response>)[], options: Partial<TrackerOptions> = {}) {
  const kit = trackerKit({
    ...options,
    runtime: {
      fetch: async (_input, init) => {
        const answer = answers.shift();
        return answer ? answer() : kit.receiver.answer(init?.body);
      },
    },
  });
  const track = (count: number, more: object = {}) => {
    for (let index = 0; index < count; index += 1) kit.tracker.trackLLMCall({ ...call, ...more });
  };
  return { ...kit, track };
}

const broken =
  (code: string, status = 200) =>
  () =>
    Response.json({ errors: [{ message: 'Something went wrong', extensions: { code } }] }, { status });
const http =
  (status: number, headers: Record<string, string> = {}) =>
  () =>
    new Response('<html>', { status, headers });
const noAnswer = () => Promise.reject(new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') }));

test('ten are sent at once, fewer after five seconds', async () => {
  const { track, receiver, time, requests, flushes } = kitWith([]);
  track(10);
  await settled();
  expect(receiver.batches).toEqual([10]);
  track(3);
  await time.advance(4999);
  expect(receiver.batches).toEqual([10]);
  await time.advance(1);
  expect(receiver.batches).toEqual([10, 3]);
  expect(flushes.at(-1)).toEqual({ sent: 3, accepted: 3, duplicates: 0, rejected: 0, milliseconds: 0, waiting: 0 });
  expect(time.waitingTimers()).toBe(0);
  expect(requests).toEqual([]);
});

test('asks the server as the token, at its own path', async () => {
  const { tracker, requests } = trackerKit({ url: 'https://outlay.test/sub/', batchSize: 1 });
  tracker.trackLLMCall(call);
  await settled();
  expect(requests[0]?.url).toBe('https://outlay.test/sub/graphql');
  expect(requests[0]?.init).toMatchObject({
    method: 'POST',
    redirect: 'manual',
    headers: { authorization: 'Bearer secret-token' },
  });
});

test.each([
  ['no connection', noAnswer, 'ECONNREFUSED'],
  ['a failing server', http(502), 'HTTP 502'],
  ['an address that is no Outlay server', http(200), 'HTTP 200'],
  ['a redirect', http(302, { location: 'https://elsewhere.test' }), 'HTTP 302'],
  ['a masked error', broken('INTERNAL_SERVER_ERROR'), 'Something went wrong'],
  ['a token that is not known', broken('UNAUTHENTICATED', 401), 'Something went wrong'],
])('%s: waits and sends the same again', async (_name, answer, message) => {
  const { track, receiver, time, errors, drops } = kitWith([answer, answer]);
  track(10);
  await settled();
  expect(errors).toEqual([{ message: expect.stringContaining(message), retryInMs: 375 }]);
  await time.advance(375);
  expect(errors.at(1)?.retryInMs).toBe(750);
  track(2);
  await time.advance(749);
  expect(receiver.batches).toEqual([]);
  await time.advance(1);
  expect(receiver.batches).toEqual([12]);
  expect(drops).toEqual([]);
});

test('does what Retry-After says, in seconds or as a date', async () => {
  const date = new Date(Date.UTC(2026, 10, 22, 0, 2)).toUTCString();
  const { track, receiver, time } = kitWith([http(429, { 'retry-after': '30' }), http(503, { 'retry-after': date })]);
  track(10);
  await time.advance(119_999);
  expect(receiver.batches).toEqual([]);
  await time.advance(1);
  expect(receiver.batches).toEqual([10]);
});

test('a server that hangs is left after ten seconds', async () => {
  const { tracker, time, errors } = trackerKit({
    batchSize: 1,
    runtime: {
      fetch: (_input, init) =>
        new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))),
    },
  });
  tracker.trackLLMCall(call);
  await time.advance(10_000);
  expect(errors).toMatchObject([{ message: 'no answer within 10000 ms' }]);
});

test('a server too slow for many events at once is sent fewer', async () => {
  const kit = trackerKit({
    runtime: {
      fetch: async (_input, init) => {
        if (String(init?.body).split('idempotencyKey').length - 1 <= 100) return kit.receiver.answer(init?.body);
        return new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)));
      },
    },
  });
  for (let index = 0; index < 400; index += 1) kit.tracker.trackLLMCall(call);
  await kit.time.advance(90_000);
  expect(kit.receiver.events()).toHaveLength(400);
  expect(kit.receiver.batches.slice(0, 2)).toEqual([10, 98]);
});

test('an answer that was lost counts once', async () => {
  const { tracker, receiver, time, flushes } = trackerKit({
    batchSize: 2,
    runtime: {
      fetch: async (_input, init) => {
        const answer = receiver.answer(init?.body);
        if (receiver.batches.length === 1) throw new TypeError('the connection broke');
        return answer;
      },
    },
  });
  tracker.trackLLMCall(call);
  tracker.trackLLMCall(call);
  await time.advance(1000);
  expect(receiver.batches).toEqual([2, 2]);
  expect(receiver.events()).toHaveLength(2);
  expect(flushes).toMatchObject([{ accepted: 0, duplicates: 2 }]);
});

test('what the server rejects is told and the rest goes on', async () => {
  const { track, receiver, drops, flushes } = kitWith([]);
  track(4);
  track(1, { model: 'refused', idempotencyKey: 'bad' });
  track(5);
  await settled();
  expect(receiver.events()).toHaveLength(9);
  expect(drops).toEqual([
    { reason: 'rejected', count: 1, idempotencyKey: 'bad', field: 'model', message: 'is refused' },
  ]);
  expect(flushes).toMatchObject([{ sent: 10, accepted: 9, rejected: 1, waiting: 0 }]);
});

test.each([
  [
    'an input the server cannot read',
    () => Response.json({ errors: [{ message: 'Variable "$input" got invalid value' }] }),
  ],
  ['an input that is refused', broken('INVALID_INPUT')],
  ['a request that is too large', http(413)],
  [
    'a refusal in the union',
    () => Response.json({ data: { recordUsage: { __typename: 'InvalidInputError', message: 'no' } } }),
  ],
])('%s costs only the event it is about', async (_name, answer) => {
  const kit = trackerKit({
    runtime: {
      fetch: async (_input, init) =>
        String(init?.body).includes('"spoiled"') ? answer() : kit.receiver.answer(init?.body),
    },
  });
  for (let index = 0; index < 23; index += 1)
    kit.tracker.trackLLMCall({ ...call, agent: index === 7 ? 'spoiled' : 'fine' });
  await kit.tracker.flush();
  expect(kit.receiver.events()).toHaveLength(22);
  expect(kit.drops).toMatchObject([{ reason: 'rejected', count: 1, idempotencyKey: 'key-9' }]);
});

test('memory is bounded: what has no room is counted and told', async () => {
  const { track, tracker, drops, receiver } = kitWith([noAnswer], { maxWaitingEvents: 50 });
  track(80);
  expect(drops.reduce((sum, { count }) => sum + count, 0)).toBe(30);
  expect(drops[0]).toMatchObject({ reason: 'full' });
  await settled();
  await tracker.flush();
  expect(receiver.events()).toHaveLength(50);
  const small = kitWith([noAnswer], { maxWaitingCharacters: 1000 });
  small.track(80);
  expect(small.drops.length).toBeGreaterThan(70);
  small.track(1, { agent: 'x'.repeat(400), project: 'x'.repeat(400), customer: 'x'.repeat(400) });
  expect(small.drops.at(-1)).toMatchObject({ reason: 'full' });
});

test('after an outage more is sent at once, and no request is endless', async () => {
  const { track, receiver, time } = kitWith([noAnswer, noAnswer, noAnswer]);
  track(1200);
  await time.advance(60_000);
  expect(receiver.batches).toEqual([500, 500, 200]);
});

test('flush sends at once, also while waiting to retry, and says what is left', async () => {
  const { track, tracker, receiver } = kitWith([noAnswer, noAnswer]);
  track(3);
  expect(await tracker.flush()).toBe(3);
  expect(await tracker.flush()).toBe(3);
  expect(await tracker.flush()).toBe(0);
  expect(receiver.batches).toEqual([3]);
  expect(await tracker.flush()).toBe(0);
});

test('a closed tracker tells what it could not send and takes no more', async () => {
  const { track, tracker, drops, time } = kitWith([noAnswer]);
  track(3);
  expect(await tracker.close()).toBe(3);
  track(1);
  expect(drops.map(({ reason, count }) => [reason, count])).toEqual([
    ['closed', 3],
    ['closed', 1],
  ]);
  expect(time.waitingTimers()).toBe(1);
});

test('a hook that throws costs nothing', async () => {
  const fail = () => {
    throw new Error('hook');
  };
  const { track, receiver, tracker } = kitWith([noAnswer], { hooks: { onDrop: fail, onError: fail, onFlush: fail } });
  track(1, { vendor: '' });
  track(5);
  await tracker.flush();
  await tracker.flush();
  expect(receiver.events()).toHaveLength(5);
});

test('an unencrypted address is taken when it is this machine, or when told', () => {
  for (const url of ['http://localhost:4000', 'http://127.0.0.1', 'http://[::1]:4000']) trackerKit({ url });
  trackerKit({ url: 'http://outlay.internal', allowHttp: true });
});

test.each([
  [{ url: 'outlay' }, /url "outlay"/],
  [{ url: 'file:///etc' }, /url/],
  [{ url: 'http://outlay.test' }, /Use https.*allowHttp/],
  [{ token: '' }, /token is missing/],
  [{ token: 'two\nlines' }, /token is missing or malformed/],
  [{ batchSize: 0 }, /batchSize 0: Give a whole number from 1/],
  [{ flushIntervalMs: Number.NaN }, /flushIntervalMs/],
])('%o is refused at start-up', (options, message) => {
  expect(() => trackerKit(options)).toThrow(message);
  expect(() => trackerKit(options)).not.toThrow('two\nlines');
});
