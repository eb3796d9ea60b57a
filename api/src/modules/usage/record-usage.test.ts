import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { db } from '../../db.ts';
import { usageEvents } from '../../sync/usage-events.ts';
import { createAdmin, createAgent, createMember, createOrganization, createToken } from '../../test/factories.ts';
import type { TestClient } from '../../test/graphql-client.ts';
import { useTestApi } from '../../test/use-test-api.ts';
import { create } from '../subscriptions/subscription-kit.ts';
import { countedTotals, record, startTracking, storedEvents, trackedEvent, vendorId } from './tracked-kit.ts';

let ada: { id: number; email: string };
let push: TestClient;
const api = useTestApi(async () => {
  ada = await createMember();
  push = await startTracking(ada, api);
});

/** 1,000 input and 100 output tokens of claude-opus-4-5 at $5 and $25 per million. */
const ONE_EVENT = 7_500_000n;

describe('what a push stores', () => {
  test('every name it tells, priced, with the caller as the member', async () => {
    const event = trackedEvent('a', {
      tool: 'claude_code',
      requestId: 'req_1',
      sessionId: 's1',
      parentSessionId: 's0',
      branch: 'main',
      agent: 'reviewer',
      project: 'Atlas',
      customer: 'cust-9',
      purpose: 'review',
      tags: [{ key: 'env', value: 'ci' }],
    });
    expect(await record(push, 'SDK', [event])).toEqual({
      __typename: 'RecordUsagePayload',
      accepted: 1,
      duplicates: 0,
      rejected: 0,
      results: [{ index: 0, status: 'ACCEPTED', field: null, message: null }],
    });
    expect(await countedTotals(api)).toEqual({
      tokens: '1100',
      spend: String(ONE_EVENT),
      list: String(ONE_EVENT),
      requests: '1',
    });
    expect(await storedEvents(api)).toMatchObject([
      {
        stream: 'sdk',
        connection_id: 0,
        billing_kind: 'METERED',
        email: ada.email,
        agent: 'reviewer',
        project: 'Atlas',
        purpose: 'review',
        customer: 'cust-9',
        session: 's1',
        parent: 's0',
        branch: 'main',
        tool: 'claude_code',
        tags: { env: 'ci' },
      },
    ]);
    expect(await db.agent.findFirst({ where: { name: 'reviewer' } })).toMatchObject({ ownerMemberId: ada.id });
    expect(await db.auditEvent.findFirst({ where: { action: 'recordUsage' } })).toMatchObject({
      after: { agents: ['reviewer'], projects: ['Atlas'] },
    });
  });

  test('the agent of the token, unless the event names one', async () => {
    const agent = await createAgent({ name: 'nightly' });
    const client = api.withToken(await createToken({ member: ada, scopes: ['USAGE_WRITE'], agentId: agent.id }));
    await record(client, 'SDK', [trackedEvent('a'), trackedEvent('b', { agent: 'other', inputTokens: '2000' })]);
    expect((await storedEvents(api)).map((row) => row.agent)).toEqual(['nightly', 'other']);
  });

  test('a stated cost in place of the price, and as list value where usage is included', async () => {
    await record(push, 'SDK', [
      trackedEvent('a', { cost: '0.5' }),
      trackedEvent('b', { cost: '0.25', billingKind: 'INCLUDED' }),
    ]);
    expect(await countedTotals(api)).toMatchObject({ spend: '500000000', list: '257500000' });
  });

  test('the context tier of a single request, from its own input or as told', async () => {
    const model = { model: 'claude-sonnet-4-5', outputTokens: '0' };
    const rows = [
      trackedEvent('a', { ...model, inputTokens: '1000' }),
      trackedEvent('b', { ...model, inputTokens: '1001', contextTokens: '250000' }),
    ];
    await record(push, 'SDK', rows);
    const lists = (await storedEvents(api)).map((row) => BigInt(row.list_value_nano));
    expect(lists).toEqual([3_000_000n, 6_006_000n]);
  });

  test('a model without a price as unpriced, never as free', async () => {
    await record(push, 'SDK', [trackedEvent('a', { model: 'unheard-of' })]);
    await countedTotals(api);
    expect(await db.usageDay.findMany()).toMatchObject([{ unpricedCount: 1n, spendNano: 0n, inputTokens: 1000n }]);
  });
});

describe('the same event again', () => {
  test('is a duplicate, in the same push or a later one', async () => {
    const events = [trackedEvent('a'), trackedEvent('a'), trackedEvent('b')];
    expect(await record(push, 'SDK', events)).toMatchObject({ accepted: 2, duplicates: 1 });
    expect(await record(push, 'SDK', events)).toMatchObject({ accepted: 0, duplicates: 3 });
    expect(await countedTotals(api)).toMatchObject({ spend: String(2n * ONE_EVENT), requests: '2' });
  });

  test('replaces itself when it has grown, with the price it had, and leaves the day it was on', async () => {
    await record(push, 'SESSION_FILE', [trackedEvent('a', { requestId: 'r', occurredAt: '2026-11-13T23:59:59Z' })]);
    await countedTotals(api);
    const grown = trackedEvent('a', { requestId: 'r', outputTokens: '300' });
    expect(await record(push, 'SESSION_FILE', [grown])).toMatchObject({ accepted: 1 });
    expect(await record(push, 'SESSION_FILE', [trackedEvent('a', { requestId: 'r' })])).toMatchObject({
      duplicates: 1,
    });
    expect(await countedTotals(api)).toMatchObject({ tokens: '1300', requests: '1' });
    expect(await db.usageDay.count()).toBe(1);
  });

  test('seen by several sources counts once, as the most telling of them tells it', async () => {
    const seen = (inputTokens: string) => [trackedEvent(`k${inputTokens}`, { requestId: 'r', inputTokens })];
    await record(push, 'OTEL_EVENT', seen('5000'));
    expect(await record(push, 'SDK', seen('1000'))).toMatchObject({ accepted: 1 });
    expect(await record(push, 'SESSION_FILE', seen('9000'))).toMatchObject({ duplicates: 1 });
    expect(await countedTotals(api)).toMatchObject({ tokens: '1100', requests: '1' });
  });

  test('without a request id counts from the best source of its session and day', async () => {
    const inSession = (key: string, inputTokens: string, day = '14') =>
      trackedEvent(key, { sessionId: 's', inputTokens, outputTokens: '0', occurredAt: `2026-11-${day}T08:00:00Z` });
    await record(push, 'OTEL_METRIC', [inSession('m1', '70'), inSession('m2', '7', '13')]);
    await record(push, 'OTEL_EVENT', [inSession('e1', '100')]);
    expect(await countedTotals(api)).toMatchObject({ tokens: '107' });
    await record(push, 'SESSION_FILE', [inSession('f1', '90')]);
    expect(await countedTotals(api)).toMatchObject({ tokens: '97' });
  });

  test('of Claude Code on Vertex AI counts once, whose events name Anthropic', async () => {
    const request = { sessionId: 's', tool: 'claude_code', requestId: 'req_vrtx_1' };
    await record(push, 'OTEL_EVENT', [trackedEvent('e', request)]);
    await record(push, 'SESSION_FILE', [trackedEvent('f', { ...request, vendor: 'vertex_ai' })]);
    expect(await countedTotals(api)).toMatchObject({ tokens: '1100', requests: '1' });
    expect(await storedEvents(api)).toMatchObject([{ stream: 'session_file', is_counted: true }]);
  });

  test('of one session of a coding tool counts once, though its sources name different vendors', async () => {
    const request = { sessionId: 's', tool: 'claude_code', inputTokens: '500', outputTokens: '0' };
    await record(push, 'OTEL_EVENT', [trackedEvent('e', request)]);
    await record(push, 'SESSION_FILE', [trackedEvent('f', { ...request, vendor: 'vertex_ai' })]);
    expect(await countedTotals(api)).toMatchObject({ tokens: '500', requests: '1' });
    const rows = await storedEvents(api);
    expect(rows.map(({ stream, is_counted }) => [stream, is_counted])).toEqual([
      ['otel_event', false],
      ['session_file', true],
    ]);
  });
});

describe('who may push what', () => {
  test('a token without the scope, and nobody, are refused', async () => {
    const input = { source: 'SDK', events: [trackedEvent('a')] };
    const document = 'mutation ($input: RecordUsageInput!) { recordUsage(input: $input) { __typename } }';
    const reader = api.withToken(await createToken({ member: ada, scopes: ['READ', 'MANAGE'] }));
    expect((await reader.execute(document, { input })).errors[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await api.anonymous.execute(document, { input })).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect(await db.usageBucket.count()).toBe(0);
  });

  test("only an administrator's token names somebody else; an unknown address waits in the inbox", async () => {
    const bob = await createMember();
    const named = [trackedEvent('a', { member: bob.email }), trackedEvent('b', { member: ada.email.toUpperCase() })];
    const answer = await record(push, 'SDK', named);
    expect(answer).toMatchObject({ accepted: 1, rejected: 1 });
    expect(answer.results[0]).toMatchObject({ status: 'REJECTED', field: 'member' });
    const admin = await createAdmin();
    const client = api.withToken(await createToken({ member: admin, scopes: ['USAGE_WRITE'] }));
    const others = ['new@acme.test', 'guest@elsewhere.test', bob.email];
    await record(
      client,
      'SDK',
      others.map((member, index) => trackedEvent(`x${index}`, { member })),
    );
    await countedTotals(api);
    const { rows } = await api.database.pool.query(
      'SELECT coalesce(m.email, $1) AS email, sum(requests)::int AS n FROM usage_day d LEFT JOIN member m ON m.id = d.member_id GROUP BY 1 ORDER BY 1',
      ['nobody'],
    );
    expect(rows).toEqual(
      [
        { email: ada.email, n: 1 },
        { email: bob.email, n: 1 },
        { email: 'new@acme.test', n: 1 },
        { email: 'nobody', n: 1 },
      ].sort((a, b) => (a.email < b.email ? -1 : 1)),
    );
    const inbox = await api
      .as(admin)
      .query<{ identityInbox: { edges: { node: { identity: { email: string } } }[] } }>(
        '{ identityInbox { edges { node { identity { email } } } } }',
      );
    expect(inbox.identityInbox.edges.map(({ node }) => node.identity.email)).toEqual(['guest@elsewhere.test']);
  });
});

describe('bad events', () => {
  test('are rejected one by one, with field, value and remedy', async () => {
    const bad = [
      trackedEvent('', {}),
      trackedEvent('b', { vendor: 'not a code' }),
      trackedEvent('c', { inputTokens: '-1' }),
      trackedEvent('d', { outputTokens: '5', reasoningTokens: '6' }),
      trackedEvent('e', { cost: '-1' }),
      trackedEvent('f', { currency: 'XXQ' }),
      trackedEvent('g', { apiKeyHint: 'ab' }),
      trackedEvent('h', { occurredAt: '2026-11-17T12:00:00Z' }),
      trackedEvent('i', { occurredAt: '2012-01-01T00:00:00Z' }),
      trackedEvent('j', { model: 'x'.repeat(201) }),
      trackedEvent('k', { member: 'nobody' }),
      trackedEvent('l', { tags: [{ key: '', value: '' }] }),
      trackedEvent('m', { cost: '1', currency: 'JPY' }),
    ];
    const answer = await record(push, 'SDK', [...bad, trackedEvent('good')]);
    expect(answer).toMatchObject({ accepted: 1, duplicates: 0, rejected: bad.length });
    expect(answer.results.slice(0, bad.length).map(({ field }) => field)).toEqual([
      ...['idempotencyKey', 'vendor', 'inputTokens', 'reasoningTokens', 'cost', 'currency', 'apiKeyHint', 'occurredAt'],
      ...['occurredAt', 'model', 'member', 'tags', 'currency'],
    ]);
    for (const { message } of answer.results.slice(0, bad.length)) expect(message).toMatch(/\w+: .+\. .+\.$/);
  });

  test('a clock that is ahead by hours is taken as now, and told so', async () => {
    const [result] = (await record(push, 'SDK', [trackedEvent('a', { occurredAt: '2026-11-15T20:00:00Z' })])).results;
    expect(result).toMatchObject({ status: 'ACCEPTED', field: 'occurredAt' });
    expect(result?.message).toContain('taken as 2026-11-15T12:00:00.000Z');
    expect(await storedEvents(api)).toMatchObject([{ hour: new Date('2026-11-15T12:00:00Z') }]);
  });

  test('an empty push and one of more than 5,000 are refused as a whole', async () => {
    for (const events of [[], Array.from({ length: 5_001 }, (_, index) => trackedEvent(String(index)))])
      expect(await record(push, 'SDK', events)).toMatchObject({ __typename: 'InvalidInputError' });
  });

  test('names that never stay the same are stopped', async () => {
    const events = Array.from({ length: 150 }, (_, index) => trackedEvent(`e${index}`, { agent: `run ${index}` }));
    const answer = await record(push, 'SDK', events);
    expect(answer).toMatchObject({ accepted: 100, rejected: 50 });
    expect(answer.results.find(({ status }) => status === 'REJECTED')).toMatchObject({ field: 'agent' });
  });
});

describe('plans and connections', () => {
  const registerPlan = async () => {
    const tool = await db.tool.upsert({
      where: { code: 'claude_code' },
      create: { code: 'claude_code', name: 'Claude Code' },
      update: {},
    });
    return db.subscription.create({
      data: {
        vendorId: await vendorId('anthropic'),
        toolId: tool.id,
        name: 'Max',
        interval: 'MONTHLY',
        currency: 'USD',
        startedOn: new Date('2026-11-10'),
        owners: { create: { from: new Date('2026-11-10'), memberId: ada.id } },
      },
    });
  };

  test('usage is included where a plan registered for the member covers the tool that day', async () => {
    await registerPlan();
    await record(push, 'SESSION_FILE', [
      trackedEvent('in', { tool: 'claude_code', inputTokens: '1' }),
      trackedEvent('before', { tool: 'claude_code', inputTokens: '2', occurredAt: '2026-11-09T10:00:00Z' }),
      trackedEvent('other', { tool: 'api', inputTokens: '3' }),
      trackedEvent('told', { tool: 'claude_code', inputTokens: '4', billingKind: 'METERED' }),
    ]);
    const kinds = (await storedEvents(api)).map((row) => [row.input_tokens, row.billing_kind]);
    expect(kinds).toEqual([
      ['2', 'METERED'],
      ['1', 'INCLUDED'],
      ['3', 'METERED'],
      ['4', 'METERED'],
    ]);
  });

  const paid = async () =>
    (await storedEvents(api)).map((row) => [row.input_tokens, row.billing_kind, row.spend_nano, row.list_value_nano]);
  const claudeCode = { tool: 'claude_code', outputTokens: '0' };

  test('usage pushed before its plan was registered is included once it is, and metered again when it is not', async () => {
    await record(push, 'SESSION_FILE', [
      trackedEvent('in', { ...claudeCode, inputTokens: '1' }),
      trackedEvent('charged', { ...claudeCode, inputTokens: '2', cost: '0.25' }),
      trackedEvent('before', { ...claudeCode, inputTokens: '3', occurredAt: '2026-11-09T10:00:00Z' }),
      trackedEvent('told', { ...claudeCode, inputTokens: '4', billingKind: 'METERED' }),
      trackedEvent('other', { tool: 'api', inputTokens: '5', outputTokens: '0' }),
    ]);
    const metered = await countedTotals(api);
    const before = await paid();
    expect(before.map(([, kind]) => kind)).toEqual(Array(5).fill('METERED'));

    const { id } = await registerPlan();
    const { list, spend } = await countedTotals(api);
    expect(await paid()).toEqual([
      ['3', 'METERED', '15000', '15000'],
      ['1', 'INCLUDED', '0', '5000'],
      ['2', 'INCLUDED', '0', '250000000'],
      ['4', 'METERED', '20000', '20000'],
      ['5', 'METERED', '25000', '25000'],
    ]);
    expect({ list, spend }).toEqual({ list: '250065000', spend: '60000' });

    await db.subscription.update({ where: { id }, data: { approval: 'DECLINED' } });
    expect((await countedTotals(api)).spend).toBe(metered.spend);
    expect((await paid()).map(([tokens, kind, spent]) => [tokens, kind, spent])).toEqual(
      before.map(([tokens, kind, spent]) => [tokens, kind, spent]),
    );
  });

  test('usage that did not count because a connection read the day counts once a plan covers it', async () => {
    await readDay((await connect()).id);
    await record(push, 'SESSION_FILE', [trackedEvent('a', claudeCode)]);
    expect(await countedTotals(api)).toMatchObject({ requests: '0' });
    await registerPlan();
    expect(await countedTotals(api)).toMatchObject({ requests: '1', spend: '0' });
  });

  test('a member who registers a plan has its usage looked at again', async () => {
    await record(push, 'SESSION_FILE', [trackedEvent('a', claudeCode)]);
    expect(await countedTotals(api)).toMatchObject({ spend: '5000000' });
    const asked = once(usageEvents, 'plansChanged');
    const plan = { planCode: 'claude_max_5x', startedOn: '2026-11-10', memberId: `Member:${ada.id}` };
    expect(await create(api.as(ada), plan)).not.toMatchObject({ message: expect.anything() });
    await asked;
    expect(await countedTotals(api)).toMatchObject({ requests: '1', spend: '0', list: '5000000' });
  });

  test('pushed again with another billing kind, usage is paid as told last', async () => {
    const event = trackedEvent('a', claudeCode);
    await record(push, 'SESSION_FILE', [event]);
    expect(await record(push, 'SESSION_FILE', [{ ...event, billingKind: 'INCLUDED' }])).toMatchObject({ accepted: 1 });
    expect(await paid()).toMatchObject([['1000', 'INCLUDED', '0', '5000000']]);
    expect(await record(push, 'SESSION_FILE', [event])).toMatchObject({ duplicates: 1 });
    expect(await record(push, 'SESSION_FILE', [{ ...event, billingKind: 'METERED' }])).toMatchObject({ accepted: 1 });
    expect(await countedTotals(api)).toMatchObject({ requests: '1', spend: '5000000' });
  });

  const connect = async () => db.connection.create({ data: { vendorId: await vendorId('anthropic'), name: 'Acme' } });
  const key = async (connectionId: number, externalId: string, hint: string) =>
    db.identity.create({ data: { scope: `c${connectionId}`, connectionId, kind: 'API_KEY', externalId, hint } });
  const readDay = async (connectionId: number, day = '2026-11-14') =>
    db.syncWindow.create({
      data: {
        connectionId,
        stream: 'messages_usage',
        day: new Date(day),
        readAt: new Date(),
        rowCount: 0,
        digest: '',
        isSettled: true,
      },
    });

  test('what cannot be linked is detail only on days a connection of its vendor has read, and is in the inbox', async () => {
    const connection = await connect();
    await readDay(connection.id);
    await record(push, 'SDK', [
      trackedEvent('a'),
      trackedEvent('b', { occurredAt: '2026-11-13T10:00:00Z' }),
      trackedEvent('c', { vendor: 'openai', model: 'gpt-5' }),
      trackedEvent('d', { apiKeyHint: 'zzzz' }),
    ]);
    expect(await countedTotals(api)).toMatchObject({ requests: '2' });
    const admin = await createAdmin();
    const { identityInbox } = await api.as(admin).query<{
      identityInbox: {
        edges: { node: { tokens: string; isUnlinked: boolean; identity: { name: string; kind: string } } }[];
      };
    }>('{ identityInbox { edges { node { tokens isUnlinked identity { name kind } } } } }');
    const nodes = identityInbox.edges.map(({ node }) => node);
    expect(nodes.sort((a, b) => (a.identity.kind < b.identity.kind ? -1 : 1))).toMatchObject([
      { tokens: '1100', isUnlinked: true, identity: { kind: 'API_KEY', name: '…zzzz' } },
      { tokens: '1100', isUnlinked: true, identity: { kind: 'TOKEN' } },
    ]);
  });

  test("the end of the vendor's key links it, also when the key becomes known later", async () => {
    const connection = await connect();
    await readDay(connection.id);
    const known = await key(connection.id, 'k1', 'sk-ant-api03-R2D...igAA');
    await record(push, 'SDK', [
      trackedEvent('a', { apiKeyHint: 'igAA' }),
      trackedEvent('b', { apiKeyHint: 'late', inputTokens: '2000' }),
    ]);
    expect(await countedTotals(api)).toMatchObject({ requests: '1' });
    await key(connection.id, 'k2', 'sk-ant-late');
    expect(await countedTotals(api)).toMatchObject({ requests: '2' });
    expect(await storedEvents(api)).toMatchObject([
      { connection_id: connection.id, key: known.externalId },
      { connection_id: connection.id, key: 'k2' },
    ]);
    expect(await db.unlinkedDay.count()).toBe(0);
  });

  test('linked late it costs what is agreed for its connection, the list value stays', async () => {
    const connection = await connect();
    const agreed = { connectionId: connection.id, from: new Date('2026-11-01') };
    await db.negotiatedDiscount.createMany({
      data: [
        { ...agreed, rate: '0.1' },
        { ...agreed, rate: '0.2', from: new Date('2026-11-14') },
      ],
    });
    await record(push, 'SDK', [
      trackedEvent('a', { apiKeyHint: 'late', outputTokens: '0' }),
      trackedEvent('b', { apiKeyHint: 'late', outputTokens: '0', occurredAt: '2026-11-13T10:00:00Z' }),
      trackedEvent('c', { apiKeyHint: 'late', outputTokens: '0', cost: '0.5' }),
    ]);
    expect(await countedTotals(api)).toMatchObject({ spend: '510000000' });
    await key(connection.id, 'k2', 'sk-ant-late');
    expect(await countedTotals(api)).toMatchObject({ spend: '508500000', list: '15000000' });
  });

  test('a token bound to a connection and key links what it pushes', async () => {
    const connection = await connect();
    const { id: apiKeyIdentityId } = await key(connection.id, 'k1', 'abcd');
    const token = await createToken({
      member: ada,
      scopes: ['USAGE_WRITE'],
      connectionId: connection.id,
      apiKeyIdentityId,
    });
    await record(api.withToken(token), 'SDK', [
      trackedEvent('a'),
      trackedEvent('b', { vendor: 'openai', model: 'gpt-5' }),
    ]);
    const places = (await storedEvents(api)).map((row) => [row.connection_id, row.key]).sort();
    expect(places[1]).toEqual([connection.id, 'k1']);
    expect(places[0]?.[0]).toBe(0);
  });
});

test('before the organization is set up nothing is stored', async () => {
  await api.reset();
  const member = await createMember();
  const client = api.withToken(await createToken({ member, scopes: ['USAGE_WRITE'] }));
  expect(await record(client, 'SDK', [trackedEvent('a')])).toMatchObject({ __typename: 'ConflictError' });
  await createOrganization();
});
