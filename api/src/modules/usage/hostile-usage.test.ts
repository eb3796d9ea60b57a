import { describe, expect, test } from 'vitest';
import { db } from '../../db.ts';
import { createMember, createToken } from '../../test/factories.ts';
import type { TestClient } from '../../test/graphql-client.ts';
import { useTestApi } from '../../test/use-test-api.ts';
import { countedTotals, record, startTracking, storedEvents, trackedEvent } from './tracked-kit.ts';

let ada: { id: number; email: string };
let mallory: { id: number; email: string };
let push: TestClient;
let hers: TestClient;
const api = useTestApi(async () => {
  ada = await createMember();
  mallory = await createMember();
  push = await startTracking(ada, api);
  hers = api.withToken(await createToken({ member: mallory, scopes: ['USAGE_WRITE'] }));
});

const emails = async () => (await storedEvents(api)).map(({ email }) => email);

describe('what somebody else’s token may do to usage', () => {
  test('a key that was seen elsewhere names another event, not theirs', async () => {
    await record(push, 'SDK', [trackedEvent('k', { sessionId: 's' })]);
    expect(await record(hers, 'SDK', [trackedEvent('k', { sessionId: 's', inputTokens: '9000' })])).toMatchObject({
      accepted: 1,
    });
    expect((await emails()).sort()).toEqual([ada.email, mallory.email].sort());
    expect(await countedTotals(api)).toMatchObject({ requests: '2', tokens: '10200' });
  });

  test('a request told by both counts once, and as its most telling source tells it', async () => {
    const named = (inputTokens: string) => [trackedEvent('k', { requestId: 'req_1', inputTokens })];
    await record(push, 'SESSION_FILE', named('1000'));
    expect(await record(hers, 'OTEL_EVENT', named('90000'))).toMatchObject({ duplicates: 1 });
    expect(await emails()).toEqual([ada.email]);
    expect(await countedTotals(api)).toMatchObject({ requests: '1', tokens: '1100' });
  });

  test('it cannot speak for another, whatever way the address is written', async () => {
    const forged = [ada.email, ada.email.toUpperCase(), ` ${ada.email} `].map((member, index) =>
      trackedEvent(`f${index}`, { member }),
    );
    expect(await record(hers, 'SDK', forged)).toMatchObject({ accepted: 0, rejected: 3 });
    expect(await db.usageBucket.count()).toBe(0);
  });
});

describe('a token that only records', () => {
  test.each([
    '{ members { totalCount } }',
    '{ usageBuckets(filter: { from: "2026-11-01", until: "2026-12-01" }) { totalCount } }',
    '{ apiTokens { totalCount } }',
    '{ pivot(input: { from: "2026-11-01", until: "2026-12-01", rows: [MEMBER], measures: [SPEND] }) { rowCount } }',
  ])('reads nothing: %s', async (document) => {
    const { data, errors } = await hers.execute(document);
    expect(errors[0]?.extensions.code).toBe('FORBIDDEN');
    expect(Object.values(data ?? {}).filter((value) => value !== null)).toEqual([]);
  });

  test('opens nothing once it has expired, was revoked, or its member left', async () => {
    const past = new Date('2026-11-15T11:59:59Z');
    const leaver = await createMember();
    const tokens = [
      await createToken({ member: ada, scopes: ['USAGE_WRITE'], expiresAt: past }),
      await createToken({ member: ada, scopes: ['USAGE_WRITE'], revokedAt: past }),
      await createToken({ member: leaver, scopes: ['USAGE_WRITE'] }),
    ];
    await db.member.update({ where: { id: leaver.id }, data: { status: 'DEACTIVATED' } });
    const document = 'mutation ($input: RecordUsageInput!) { recordUsage(input: $input) { __typename } }';
    const input = { source: 'SDK', events: [trackedEvent('a')] };
    for (const token of tokens) {
      const { status, errors } = await api.withToken(token).execute(document, { input });
      expect([status, errors[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
    }
    expect(await db.usageBucket.count()).toBe(0);
  });
});
