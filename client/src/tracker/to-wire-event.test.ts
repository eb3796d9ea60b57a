import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, coerceInputValue, GraphQLInputObjectType, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { CAN_SPEND } from './can-spend.ts';
import { RECORD_USAGE } from './send-batch.ts';
import { trackerKit } from './testing/tracker-kit.ts';
import { toWireEvent } from './to-wire-event.ts';
import type { UsageEvent } from './usage-event.ts';

const schema = buildSchema(readFileSync(join(import.meta.dirname, '../../../api/schema.graphql'), 'utf8'));
const filled = { idempotencyKey: 'k1', now: Date.UTC(2026, 10, 22) };

/** Every field of an event, each with another value. */
const WHOLE: Required<UsageEvent> = {
  ...{ idempotencyKey: 'k', occurredAt: '2026-11-22T12:00:00+01:00', vendor: 'anthropic', model: 'claude-opus-4-5' },
  ...{ tool: 'api', requestId: 'req_1', sessionId: 's', parentSessionId: 'p', agent: 'triage', project: 'search' },
  ...{
    customer: 'c',
    purpose: 'chat',
    branch: 'main',
    member: 'ada@acme.test',
    apiKeyHint: 'wXyZ',
    billingKind: 'METERED',
  },
  ...{ serviceTier: 'standard', speed: 'fast', contextTokens: 1, inputTokens: 2n ** 62n, cacheReadTokens: 3 },
  ...{ cacheWrite5mTokens: 4, cacheWrite1hTokens: 5, outputTokens: 6, reasoningTokens: 7, requests: 8, images: 9 },
  ...{ seconds: 10, characters: 11, webSearches: 12, toolCalls: 13, cost: '0.000000001', currency: 'USD' },
  ...{ isEstimated: true, tags: { team: 'a' } },
};

test('an event is a UsageEventInput of the server, field by field, and nothing else', () => {
  const type = schema.getType('UsageEventInput');
  if (!(type instanceof GraphQLInputObjectType)) throw new Error('UsageEventInput is missing');
  const wire = toWireEvent(WHOLE, filled);
  expect(Object.keys(wire).toSorted()).toEqual(Object.keys(type.getFields()).toSorted());
  expect(coerceInputValue(wire, type)).toMatchObject({
    inputTokens: '4611686018427387904',
    occurredAt: '2026-11-22T11:00:00.000Z',
  });
});

test.each([RECORD_USAGE, CAN_SPEND])('the server understands what it is asked', (document) => {
  expect(validate(schema, parse(document))).toEqual([]);
});

test('text of a prompt or an answer never leaves, wherever a caller puts it', async () => {
  const kit = trackerKit();
  const secret = 'The launch code is 0000';
  const call = {
    vendor: 'openai',
    model: 'gpt-5.2',
    messages: [{ content: secret }],
    prompt: secret,
    metadata: secret,
  };
  kit.tracker.trackLLMCall({ ...call, inputText: secret, outputText: `${secret}!` });
  kit.tracker.trackEmbedding({ ...call, inputText: secret });
  kit.tracker.trackImageGeneration(call);
  kit.tracker.trackAudio({ ...call, seconds: 3 });
  kit.tracker.trackUsage(call);
  expect(await kit.recorded()).toHaveLength(5);
  expect(kit.requests.map(({ init }) => init?.body).join()).not.toContain('launch');
  expect(kit.receiver.events()[0]).toMatchObject({ isEstimated: true, inputTokens: '6', outputTokens: '7' });
});

const base = { vendor: 'openai', model: 'gpt-5.2' };

test('a text that was cut within a character, or holds what no database takes, does not cost the event', () => {
  const wire = toWireEvent(
    { ...base, purpose: 'sum 🧮'.slice(0, -1), project: 'a\0b', tags: { '\ud83d': '\0' } },
    filled,
  );
  expect(wire).toMatchObject({ purpose: 'sum \ufffd', project: 'ab', tags: [{ key: '\ufffd', value: '' }] });
});

test.each<[Record<string, unknown>, string]>([
  [{ vendor: '' }, 'vendor'],
  [{ model: undefined }, 'model'],
  [{ inputTokens: -1 }, 'inputTokens'],
  [{ inputTokens: 1.5 }, 'inputTokens'],
  [{ outputTokens: Number.NaN }, 'outputTokens'],
  [{ outputTokens: '5' }, 'outputTokens'],
  [{ toolCalls: -1n }, 'toolCalls'],
  [{ cost: 0.1, currency: 'USD' }, 'cost'],
  [{ cost: '1e3', currency: 'USD' }, 'cost'],
  [{ cost: '1' }, 'currency'],
  [{ occurredAt: 'yesterday' }, 'occurredAt'],
  [{ occurredAt: new Date(Number.NaN) }, 'occurredAt'],
  [{ agent: 7 }, 'agent'],
  [{ agent: 'x'.repeat(501) }, 'agent'],
  [{ idempotencyKey: 'x'.repeat(201) }, 'idempotencyKey'],
  [{ idempotencyKey: '' }, 'idempotencyKey'],
  [{ billingKind: 'FREE' }, 'billingKind'],
  [{ tags: 'a' }, 'tags'],
  [{ tags: { a: 1 } }, 'tags.a'],
  [{ tags: Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`t${index}`, 'x'])) }, 'tags'],
])('%o is dropped, told by name, and does not throw', async (change, field) => {
  const kit = trackerKit();
  kit.tracker.trackUsage({ ...base, ...change } as UsageEvent);
  kit.tracker.trackUsage(base);
  expect(await kit.recorded()).toHaveLength(1);
  expect(kit.drops).toEqual([{ reason: 'invalid', count: 1, field, message: expect.stringContaining(field) }]);
});

test.each([undefined, null, 5, 'text', []])('%o instead of a call is dropped', (call) => {
  const kit = trackerKit();
  for (const track of [
    'trackUsage',
    'trackLLMCall',
    'trackEmbedding',
    'trackImageGeneration',
    'trackAudio',
    'trackPaymentFee',
  ] as const) {
    Reflect.apply(kit.tracker[track], undefined, [call]);
  }
  expect(kit.drops.map(({ reason, count }) => [reason, count])).toEqual(
    Array.from({ length: 6 }, () => ['invalid', 1]),
  );
});
