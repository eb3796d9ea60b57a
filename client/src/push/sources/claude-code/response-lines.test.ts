import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Batch } from '../../batch.ts';
import type { Line } from '../../scan-lines.ts';
import { ResponseLines } from './response-lines.ts';
import { type ClaudeUsage, toUsage } from './to-usage.ts';

const context = { sessionId: 's1', projectOf: (folder: string) => folder, fallbackInstant: '2026-11-01T00:00:00.000Z' };

/** Names that the quick reading looks for, where it does not expect them too. */
const name = fc.constantFrom(
  'usage',
  'content',
  'stop_reason',
  'message',
  'output_tokens',
  'uuid',
  'timestamp',
  'type',
  'x',
);
const trap = fc.constantFrom(
  '"usage":{',
  '"content":[',
  '"stop_reason":null',
  '}]}',
  '\\"',
  '"output_tokens":5,',
  'é',
  'text',
);
const anything = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.nat(99),
    trap,
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 3 }),
  ),
})).value;

const usage = fc.record(
  {
    input_tokens: fc.nat(3),
    output_tokens: fc.nat(9),
    cache_read_input_tokens: fc.nat(3),
    cache_creation: fc.constantFrom(null, { ephemeral_5m_input_tokens: 1, ephemeral_1h_input_tokens: 2 }),
    iterations: fc.constantFrom(
      null,
      [],
      [{ type: 'advisor_message', model: 'm2', input_tokens: 7, output_tokens: 1 }],
    ),
    service_tier: fc.constantFrom('standard', null),
  },
  { requiredKeys: ['input_tokens', 'output_tokens'] },
);

const shuffled = (fields: Record<string, unknown>, order: readonly number[]) =>
  Object.fromEntries(
    Object.entries(fields)
      .map(([key, value], index) => ({ key, value, at: order[index] ?? index }))
      .sort((a, b) => a.at - b.at)
      .map(({ key, value }) => [key, value]),
  );

const line = fc
  .record({
    usage: fc.oneof({ weight: 6, arbitrary: usage }, { weight: 1, arbitrary: fc.constant(undefined) }),
    content: fc.array(anything, { maxLength: 3 }),
    extra: anything,
    cwd: fc.constantFrom('/w', '/w', '/v'),
    id: fc.constantFrom('msg_1', 'msg_2', undefined),
    requestId: fc.constantFrom('req_1', 'req_2', undefined),
    model: fc.constantFrom('claude-a', 'claude-b'),
    isSidechain: fc.boolean(),
    type: fc.constantFrom('assistant', 'assistant', 'assistant', 'user'),
    second: fc.nat(9),
    result: fc.constantFrom(
      undefined,
      undefined,
      { usage: { input_tokens: 1, output_tokens: 1 } },
      { stop_reason: null, usage: { output_tokens: 2 } },
    ),
    hasStop: fc.boolean(),
    orders: fc.constantFrom<readonly number[][]>(
      [],
      [],
      [],
      [[3, 1, 2, 0, 5, 4]],
      [[], [5, 2, 1, 4, 3, 0, 6]],
      [[], [1, 2, 3, 0, 4, 5, 6]],
    ),
    space: fc.constantFrom(0, 0, 0, 1),
  })
  .map(
    ({
      usage: counts,
      content,
      extra,
      cwd,
      id,
      requestId,
      model,
      isSidechain,
      type,
      second,
      result,
      hasStop,
      orders,
      space,
    }) => {
      const stop = hasStop ? { stop_reason: null, stop_sequence: null } : {};
      const message = shuffled({ model, id, role: 'assistant', content, ...stop, usage: counts }, orders[1] ?? []);
      const head = { parentUuid: `p${second}`, isSidechain, cwd, extra };
      const tail = {
        message,
        toolUseResult: result,
        requestId,
        type,
        uuid: `u-${second}`,
        timestamp: `2026-11-20T10:00:0${second}.000Z`,
      };
      const text = JSON.stringify(shuffled({ ...head, ...tail }, orders[0] ?? []));
      return space === 0 ? text : text.replaceAll('":', '": ');
    },
  );

const asLine = (text: string): Line => {
  const bytes = Buffer.from(`before\n${text}\nafter`);
  const hit = bytes.indexOf('_tokens"');
  return { bytes, start: 7, end: bytes.length - 6, hit };
};

/** What counts of responses that come in this order. */
function counted(responses: readonly ClaudeUsage[]) {
  const batch = new Batch();
  for (const response of responses) batch.add(response.usage);
  return batch.take();
}

it('reads every line as if all of it were parsed', () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), fc.nat(3), (lines, repeats) => {
      const texts = lines.flatMap((text) =>
        Array.from({ length: 1 + repeats }, (_, index) =>
          text.replace(/"output_tokens":(\d)/, `"output_tokens":${index + 1}$1`),
        ),
      );
      const marked = texts.filter((text) => text.includes('_tokens"'));
      const reader = new ResponseLines(context);
      const quick = [...marked.flatMap((text) => reader.read(asLine(text)) ?? []), ...reader.end()];
      const plain = marked.flatMap((text) => toUsage(JSON.parse(Buffer.from(text).toString('latin1')), context));
      expect(counted(quick)).toEqual(counted(plain));
    }),
    { numRuns: 3_000 },
  );
});
