import { expect, test } from 'vitest';
import { ask, outlay, server } from '../../test/sample-server.ts';

interface Entry {
  id: string;
  date: string;
  description: string;
  amount: string;
  currency: string;
  kind: string;
  serviceUntil: string;
  vendor: { name: string } | null;
  lines: { team: { name: string } | null; category: string | null; member: { name: string } | null }[];
}

test('a cost is booked as it was typed', async () => {
  const args = ['record', 'cost', '--amount', '49.00', '--description', 'Image credits', '--vendor', 'Midjourney'];
  const more = ['--team', 'platform', '--category', 'Images', '--member', 'MILO@example.com'];
  const service = ['--date', '2024-04-01', '--service-from', '2024-04-01', '--service-until', '2024-05-01'];
  const { code, output } = await outlay([...args, ...more, ...service]);
  expect(code).toBe(0);
  const [, id = ''] = /\((CostEntry:\d+)\)/.exec(output) ?? [];
  const { costEntry } = await ask<{ costEntry: Entry }>(
    `query ($id: ID!) { costEntry(id: $id) { id date description amount currency kind serviceUntil vendor { name }
      lines { team { name } category member { name } } } }`,
    { id },
  );
  expect(costEntry).toEqual({
    id,
    date: '2024-04-01',
    description: 'Image credits',
    amount: '49',
    currency: 'USD',
    kind: 'FIXED',
    serviceUntil: '2024-05-01',
    vendor: { name: 'Midjourney' },
    lines: [{ team: { name: 'Platform' }, category: 'Images', member: { name: 'Milo Member' } }],
  });
  expect(output).toBe(`Recorded Image credits: 49 USD on 2024-04-01 (${id})\n`);
});

test('without a day it is booked today in the reporting zone', async () => {
  const now = () => new Date('2024-05-02T02:00:00Z');
  const { output } = await outlay(['record', 'cost', '--amount', '1', '--description', 'Late'], { now });
  expect(output).toContain('on 2024-05-01');
});

const usage = ['record', 'usage', '--vendor', 'anthropic', '--model', 'claude-sonnet-5'];

test('usage counts once, whoever sends it again', async () => {
  const key = `record-${performance.now()}`;
  const quantities = ['--input', '1200', '--cache-read', '5000', '--output', '300', '--tag', 'feature=search'];
  const more = ['--agent', 'Hand recorder', '--project', 'By hand', '--session', key, '--key', key];
  const at = ['--at', new Date(Date.now() - 3_600_000).toISOString()];
  const first = await outlay([...usage, ...quantities, ...more, ...at]);
  expect(first).toMatchObject({ code: 0, output: `Recorded as ${key}\n` });
  const second = await outlay([...usage, ...quantities, ...more, ...at]);
  expect(second).toMatchObject({ code: 0, output: 'Known already; nothing was added.\n' });
  await expect
    .poll(async () => (await outlay(['agents', '--agent', 'Hand recorder', '--json'])).output, { timeout: 20_000 })
    .toContain('"totalTokens": "6500"');
});

test('a token that only pushes may record usage and nothing else', async () => {
  const environment = { OUTLAY_TOKEN: server.tokens.usageOnly };
  expect(await outlay([...usage, '--output', '1'], { environment })).toMatchObject({ code: 0 });
  const cost = await outlay(['record', 'cost', '--amount', '1', '--description', 'x'], { environment });
  expect(cost.code).toBe(5);
});

test('5: the server says which field it rejects', async () => {
  const { code, errors } = await outlay([
    ...usage,
    '--output',
    '1',
    '--at',
    new Date(Date.now() + 3 * 86_400_000).toISOString(),
  ]);
  expect({ code, errors }).toMatchObject({
    code: 5,
    errors: expect.stringMatching(/^The server refused: occurredAt: /),
  });
});

test.each([
  [['record', 'usage', '--model', 'm'], '--vendor: is missing. Write --vendor anthropic'],
  [[...usage, '--at', 'yesterday'], '--at: "yesterday" is no instant.'],
  [[...usage, '--tag', 'search'], '--tag: "search" is no tag. Write key=value'],
  [[...usage, '--input', '-5'], '--input: '],
  [[...usage, '--input', '1.5'], '--input: "1.5" is no whole number'],
  [[...usage, '--date', '2026-01-01'], '--date: is no flag of outlay record usage.'],
  [['record', 'cost', '--amount', '1,50', '--description', 'x'], '--amount: "1,50" is no amount.'],
  [['record', 'cost', '--description', 'x'], '--amount: is missing.'],
  [
    ['record', 'cost', '--amount', '1', '--description', 'x', '--output', '3'],
    '--output: is no flag of outlay record cost.',
  ],
  [
    ['record', 'cost', '--amount', '1', '--description', 'x', '--team', 'Plat'],
    '--team: "Plat" is unknown. Did you mean: Platform?',
  ],
])('2: %s', async (args, message) => {
  const { code, errors } = await outlay(args);
  expect(errors).toContain(message);
  expect(code).toBe(2);
});
