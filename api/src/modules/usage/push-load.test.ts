import { expect, test } from 'vitest';
import { db } from '../../db.ts';
import { createMember, createToken } from '../../test/factories.ts';
import type { TestClient, TestResult } from '../../test/graphql-client.ts';
import { useTestApi } from '../../test/use-test-api.ts';
import { countedTotals, startTracking, trackedEvent } from './tracked-kit.ts';

let member: { id: number };
let push: TestClient;
const api = useTestApi(async () => {
  member = await createMember();
  push = await startTracking(member, api);
});

const RECORD = `mutation Record($input: RecordUsageInput!) { recordUsage(input: $input) {
  __typename ... on RecordUsagePayload { accepted duplicates } } }`;
const send = (client: TestClient, keys: readonly string[]) =>
  client.execute(RECORD, {
    input: {
      source: 'SDK',
      events: keys.map((key) => trackedEvent(key, { sessionId: `s${key}`, agent: `a${key.length}` })),
    },
  });
const isRefused = ({ status }: TestResult) => status === 429;

test('more pushes at once than can be stored are told to come later, lose nothing, and leave others their turn', async () => {
  const keys = Array.from({ length: 45 }, (_unused, index) => `e${index}`);
  const crowd = Promise.all(keys.map((key) => send(push, [key])));
  const other = api.withToken(await createToken({ member: await createMember(), scopes: ['USAGE_WRITE'] }));
  const [answers, calm] = await Promise.all([crowd, send(other, ['calm'])]);
  expect(calm).toMatchObject({ status: 200, data: { recordUsage: { accepted: 1 } } });
  const refused = answers.filter(isRefused);
  expect(refused.length).toBeGreaterThan(0);
  for (const { headers, errors } of refused) {
    expect(headers.get('retry-after')).toBe('2');
    expect(errors[0]?.extensions.code).toBe('RATE_LIMITED');
  }
  for (const [index, key] of keys.entries()) {
    const answer = answers[index];
    if (answer && isRefused(answer)) expect((await send(push, [key])).status).toBe(200);
  }
  expect(await countedTotals(api)).toMatchObject({ requests: '46' });
});

test('two machines that push the same at once store it once', async () => {
  const second = api.withToken(await createToken({ member, scopes: ['USAGE_WRITE'] }));
  const keys = Array.from({ length: 200 }, (_unused, index) => `k${index}`);
  const shuffled = [...keys].reverse();
  const answers = await Promise.all([
    send(push, keys),
    send(second, shuffled),
    send(push, shuffled),
    send(second, keys),
  ]);
  for (const { status, errors } of answers) expect({ status, errors }).toEqual({ status: 200, errors: [] });
  expect(await db.usageBucket.count()).toBe(200);
  expect(await countedTotals(api)).toMatchObject({ requests: '200' });
});
