import { afterEach, describe, expect, test } from 'vitest';
import { type ScriptedAnswer, type ScriptedServer, startScriptedServer } from '../test/scripted-server.ts';
import {
  ForeignAnswerFailure,
  RateLimitedFailure,
  RefusedFailure,
  UnauthenticatedFailure,
  UnavailableFailure,
} from './failures.ts';
import { type Operation, request, requireDone } from './request.ts';
import type { SendOptions } from './send.ts';

const QUERY = new String('query Name { name }') as Operation<{ name: string }, { of: string }>;
const MUTATION = new String('mutation Name { name }') as Operation<{ name: string }, { of: string }>;
const json = (body: unknown, status = 200, headers = {}): ScriptedAnswer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});
const good = json({ data: { name: 'Ada' } });

let server: ScriptedServer | undefined;
afterEach(() => server?.close());

/** Asks a server that answers so; waits are counted, not waited. */
async function ask(answers: ScriptedAnswer[], operation = QUERY, options: SendOptions = {}) {
  server = await startScriptedServer(answers);
  const waits: number[] = [];
  const outcome = await request(
    { url: server.url, token: 'outlay_t' },
    operation,
    { of: 'x' },
    {
      random: () => 1,
      wait: async (ms) => void waits.push(ms),
      ...options,
    },
  ).catch((error: unknown) => error);
  return { outcome, waits, received: server.received };
}

test('sends the operation with its variables and the token', async () => {
  const { outcome, received } = await ask([good]);
  expect(outcome).toEqual({ name: 'Ada' });
  expect(received).toHaveLength(1);
  expect(received[0]).toMatchObject({
    method: 'POST',
    path: '/graphql',
    headers: { authorization: 'Bearer outlay_t' },
  });
  expect(JSON.parse(received[0]?.body ?? '')).toEqual({ query: 'query Name { name }', variables: { of: 'x' } });
});

describe('what passes is tried again', () => {
  test('with longer and longer waits', async () => {
    const { outcome, waits } = await ask([{ status: 503 }, { status: 502 }, { status: 504 }, good]);
    expect(outcome).toEqual({ name: 'Ada' });
    expect(waits).toEqual([500, 1000, 2000]);
  });

  test('after as long as the server asks for', async () => {
    const { outcome, waits } = await ask([{ status: 429, headers: { 'retry-after': '7' } }, good]);
    expect(outcome).toEqual({ name: 'Ada' });
    expect(waits).toEqual([7000]);
  });

  test('or until a date the server names', async () => {
    const headers = { 'retry-after': 'Sun, 22 Nov 2026 12:00:30 GMT' };
    const { waits } = await ask([{ status: 503, headers }, good], QUERY, {
      now: () => new Date('2026-11-22T12:00:00Z'),
    });
    expect(waits).toEqual([30_000]);
  });

  test('four times at most', async () => {
    const { outcome, received } = await ask([{ status: 503 }]);
    expect(outcome).toBeInstanceOf(UnavailableFailure);
    expect(received).toHaveLength(4);
  });

  test('but not when the server asks for more than a minute', async () => {
    const { outcome, waits } = await ask([{ status: 429, headers: { 'retry-after': '3600' } }]);
    expect(outcome).toBeInstanceOf(RateLimitedFailure);
    expect(outcome).toMatchObject({
      retryAfterMs: 3_600_000,
      message: expect.stringContaining('Try again in 3600 s.'),
    });
    expect(waits).toEqual([]);
  });

  test('when no answer comes in time', async () => {
    const { outcome, waits } = await ask([{ isSilent: true }, good], QUERY, { timeoutMs: 100 });
    expect(outcome).toEqual({ name: 'Ada' });
    expect(waits).toEqual([500]);
  });
});

test('an answer that breaks off is asked for again', async () => {
  const cut = { ...good, isCut: true };
  expect(await ask([cut, good])).toMatchObject({ outcome: { name: 'Ada' }, waits: [500] });
  await server?.close();
  const { outcome, received } = await ask([cut, good], MUTATION);
  expect(outcome).toBeInstanceOf(UnavailableFailure);
  expect(received).toHaveLength(1);
});

describe('a mutation is sent again only', () => {
  test('not after a fault in which it may have been done', async () => {
    const { outcome, received } = await ask([{ status: 503 }, good], MUTATION);
    expect(outcome).toBeInstanceOf(UnavailableFailure);
    expect(received).toHaveLength(1);
  });

  test('after 429, which did nothing', async () => {
    expect(await ask([{ status: 429 }, good], MUTATION)).toMatchObject({ outcome: { name: 'Ada' } });
  });

  test('when it is safe to repeat', async () => {
    const { outcome } = await ask([{ status: 503 }, good], MUTATION, { isRepeatable: true });
    expect(outcome).toEqual({ name: 'Ada' });
  });

  test('when there was no connection', async () => {
    const waits: number[] = [];
    const outcome = request(
      { url: 'http://127.0.0.1:2', token: 't' },
      MUTATION,
      { of: 'x' },
      {
        attempts: 2,
        wait: async (ms) => void waits.push(ms),
      },
    );
    await expect(outcome).rejects.toThrow('http://127.0.0.1:2 cannot be reached');
    expect(waits).toHaveLength(1);
  });
});

test.each<[string, ScriptedAnswer, new (...args: never[]) => Error, string]>([
  [
    'a token that opens nothing',
    json({ errors: [{ message: 'No.', extensions: { code: 'UNAUTHENTICATED' } }] }, 401),
    UnauthenticatedFailure,
    'No.',
  ],
  [
    'a refusal',
    json({ data: null, errors: [{ message: 'Bad.', extensions: { code: 'INVALID_INPUT', field: 'a', remedy: 'b' } }] }),
    RefusedFailure,
    'Bad.',
  ],
  [
    'a page of something else',
    { body: '<html></html>' },
    ForeignAnswerFailure,
    'does not answer like an Outlay server',
  ],
  ['JSON of something else', json({ hello: 1 }), ForeignAnswerFailure, 'does not answer like an Outlay server'],
  [
    'a redirect',
    { status: 302, headers: { location: 'https://elsewhere.test/' } },
    ForeignAnswerFailure,
    'sends on to https://elsewhere.test/',
  ],
])('%s', async (_what, answer, type, message) => {
  const { outcome, received } = await ask([answer]);
  expect(outcome).toBeInstanceOf(type);
  expect(outcome).toHaveProperty('message', expect.stringContaining(message));
  expect(received).toHaveLength(1);
});

test('stops at once when aborted', async () => {
  const controller = new AbortController();
  const { outcome } = await ask([{ status: 503 }], QUERY, {
    signal: controller.signal,
    wait: async () => controller.abort(new Error('enough')),
  });
  expect(outcome).toEqual(new Error('enough'));
});

test('an error in a result union is thrown with its details', () => {
  const refused = {
    __typename: 'InvalidInputError',
    code: 'INVALID_INPUT',
    message: 'm',
    field: 'f',
    value: 'v',
    remedy: 'r',
  };
  expect(() => requireDone(refused)).toThrow(RefusedFailure);
  expect(requireDone({ __typename: 'SyncRun', id: 'SyncRun:1' })).toEqual({ __typename: 'SyncRun', id: 'SyncRun:1' });
});
