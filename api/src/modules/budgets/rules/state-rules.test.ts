import { describe, expect, test } from 'vitest';
import { connectorFor } from '../../../connectors/registry.ts';
import { db } from '../../../db.ts';
import { daysOf } from '../../../lib/calendar.ts';
import { createAdmin, createMember } from '../../../test/factories.ts';
import { useTestApi } from '../../../test/use-test-api.ts';
import { createIdentity, insertUsage } from '../../explore/usage-fixture.ts';
import { mutate } from '../../ledger/ledger-kit.ts';
import { amend, create } from '../../subscriptions/subscription-kit.ts';
import { addRule, alerts, arrangeSpenders, evaluateAt, lastAlert, usd } from './rules-kit.ts';

const api = useTestApi(async () => {
  api.clock.set('2026-11-18T12:00:00Z');
});

const admin = async () => api.as(await createAdmin());

describe('projected month', () => {
  test('is told once the month is expected to cost more, and again only for the next month', async () => {
    const { fact, spend } = await arrangeSpenders();
    await addRule('PROJECTED_MONTH', { amount: '900' });
    const days = daysOf({ from: '2026-09-01', until: '2026-11-18' });
    await spend(...days.map((day) => fact('ada', `${day}T08`, '20')));
    await evaluateAt('2026-11-18T10:00:00Z');
    expect(await alerts()).toEqual([]);
    await spend(...daysOf({ from: '2026-11-04', until: '2026-11-18' }).map((day) => fact('bea', `${day}T09`, '30')));
    await evaluateAt('2026-11-18T10:01:00Z');
    await evaluateAt('2026-11-19T10:01:00Z');
    expect(await alerts()).toEqual(['|2026-11 > 900 USD|OPEN']);
    const { evidence } = await lastAlert();
    expect(evidence).toMatchObject({ month: '2026-11', spentSoFar: '760', limit: '900', currency: 'USD' });
    expect(Number(Reflect.get(Object(evidence), 'expected'))).toBeGreaterThan(900);
    await spend(...daysOf({ from: '2026-11-18', until: '2026-12-01' }).map((day) => fact('bea', `${day}T09`, '50')));
    await evaluateAt('2026-12-01T00:00:00Z');
    expect(await alerts()).toEqual(['|2026-11 > 900 USD|RESOLVED', '|2026-12 > 900 USD|OPEN']);
  });
});

describe('runaway', () => {
  test('a session above the amount is told once; one that is included or small is none', async () => {
    const { ada, connection, fact, spend } = await arrangeSpenders();
    await addRule('RUNAWAY');
    const session = (externalId: string) =>
      db.agentSession.create({ data: { scope: `c${connection.id}`, externalId } });
    const [big, small, included] = [await session('big'), await session('small'), await session('included')];
    await spend(
      ...['2026-11-16T20', '2026-11-17T20', '2026-11-18T08'].map((hour) =>
        fact('ada', hour, '8.5', { sessionId: big.id }),
      ),
      fact('ada', '2026-11-18T08', '25', { sessionId: small.id }),
      fact('ada', '2026-11-18T08', '0', { sessionId: included.id, billingKind: 'INCLUDED', listValueNano: usd('400') }),
    );
    await evaluateAt('2026-11-18T10:00:00Z');
    await evaluateAt('2026-11-18T11:00:00Z');
    expect(await alerts()).toEqual([`AgentSession:${big.id}|total > 25 USD|OPEN`]);
    expect(await lastAlert()).toMatchObject({
      ...{ severity: 'CRITICAL', concernedMemberId: ada.id },
      title: 'Session big has cost 25.50 USD, more than 25 USD',
      evidence: { session: 'big', member: 'Ada', spend: '25.5', limit: '25', currency: 'USD' },
    });
    await evaluateAt('2026-11-19T10:00:00Z');
    expect(await alerts()).toEqual([`AgentSession:${big.id}|total > 25 USD|RESOLVED`]);
  });

  test('an agent above the amount in a day is told once a day', async () => {
    const { bot, fact, spend } = await arrangeSpenders();
    await addRule('RUNAWAY');
    await spend(
      fact('bot', '2026-11-17T02', '25'),
      fact('bot', '2026-11-18T02', '20'),
      fact('bot', '2026-11-18T03', '5.01'),
    );
    await evaluateAt('2026-11-18T10:00:00Z');
    await evaluateAt('2026-11-18T11:00:00Z');
    expect(await alerts()).toEqual([`Agent:${bot.id}|2026-11-18 > 25 USD|OPEN`]);
    expect((await lastAlert()).title).toBe('nightly-bot has cost 25.01 USD on 2026-11-18, more than 25 USD');
  });

  test('an agent that spends many times its usual hourly rate is told, one that is merely large is not', async () => {
    const { ada, bot, fact, spend } = await arrangeSpenders();
    await addRule('RUNAWAY', { amount: '100' });
    const nights = daysOf({ from: '2026-11-06', until: '2026-11-18' });
    await spend(...nights.map((day) => fact('bot', `${day}T02`, '3')), fact('bot', '2026-11-18T08', '14'));
    await evaluateAt('2026-11-18T10:00:00Z');
    expect(await alerts()).toEqual([]);
    await spend(fact('bot', '2026-11-18T10', '15.01'));
    await evaluateAt('2026-11-18T10:30:00Z');
    await evaluateAt('2026-11-18T10:31:00Z');
    expect(await alerts()).toEqual([`Agent:${bot.id}|rate 2026-11-18|OPEN`]);
    expect(await lastAlert()).toMatchObject({
      concernedMemberId: ada.id,
      evidence: { agent: 'nightly-bot', spend: '15.01', usualHour: '3', hoursCompared: 13 },
    });
  });
});

test('a model without a price is told until it has one', async () => {
  const { model, fact, spend } = await arrangeSpenders();
  await addRule('UNPRICED_MODEL');
  const unpriced = { spendNano: 0n, costNano: null, listValueNano: null };
  await spend(fact('ada', '2026-11-17T08', '0', unpriced));
  await evaluateAt('2026-11-18T10:00:00Z');
  await evaluateAt('2026-11-19T10:00:00Z');
  expect(await alerts()).toEqual([`Model:${model.id}|since 2026-11-18|OPEN`]);
  expect(await lastAlert()).toMatchObject({
    title: 'opus-4 has no price: what it costs is unknown',
    evidence: { vendor: 'Acme AI', model: 'opus-4', tokens: '1000', rows: '1', firstDay: '2026-11-17' },
  });
  await db.usageDay.updateMany({ data: { unpricedCount: 0n } });
  await evaluateAt('2026-11-19T10:01:00Z');
  expect(await alerts()).toEqual([`Model:${model.id}|since 2026-11-18|RESOLVED`]);
});

test('what somebody closed by hand is not told again the next day while it lasts', async () => {
  const { fact, spend } = await arrangeSpenders();
  await addRule('UNPRICED_MODEL');
  await spend(fact('ada', '2026-11-17T08', '0', { spendNano: 0n, costNano: null, listValueNano: null }));
  await evaluateAt('2026-11-18T10:00:00Z');
  await db.budgetAlert.updateMany({
    data: { state: 'RESOLVED', resolution: 'BY_HAND', resolvedAt: new Date('2026-11-18T11:00:00Z') },
  });
  await evaluateAt('2026-11-19T10:00:00Z');
  expect(await alerts()).toHaveLength(1);
  await evaluateAt('2026-11-25T12:00:00Z');
  expect(await alerts()).toHaveLength(2);
});

test('a sync that fails or is late is told until it is well again', async () => {
  const vendor = await db.vendor.findFirst({ where: { code: 'anthropic' } });
  await arrangeSpenders();
  const vendorId = vendor?.id ?? (await db.vendor.create({ data: { code: 'anthropic', name: 'Anthropic' } })).id;
  const connection = await db.connection.create({
    data: { vendorId, name: 'Claude', schedule: '0 6 * * *', createdAt: new Date('2026-11-17T06:00:00Z') },
  });
  await addRule('SYNC_PROBLEM');
  const run = (status: 'FAILED' | 'SUCCEEDED', at: string, errorMessage: string | null = null) =>
    db.syncRun.create({
      data: {
        connectionId: connection.id,
        kind: 'SYNC',
        trigger: 'schedule',
        status,
        errorMessage,
        finishedAt: new Date(at),
      },
    });
  await evaluateAt('2026-11-17T12:00:00Z');
  expect(await alerts()).toEqual([]);
  await run('FAILED', '2026-11-18T06:00:00Z', 'Anthropic refuses the key.');
  await evaluateAt('2026-11-18T06:01:00Z');
  expect(await alerts()).toEqual([`Connection:${connection.id}|since 2026-11-18|OPEN`]);
  expect(await lastAlert()).toMatchObject({
    title: 'Claude: the last sync failed',
    evidence: { health: 'FAILING', error: 'Anthropic refuses the key.' },
    link: `/integrations/connections/Connection:${connection.id}`,
  });
  await run('SUCCEEDED', '2026-11-18T07:00:00Z');
  await db.streamState.createMany({
    data: (connectorFor('anthropic')?.streams ?? []).map(({ name }) => ({
      ...{ connectionId: connection.id, stream: name, lastSucceededAt: new Date('2026-11-18T07:00:00Z') },
    })),
  });
  await evaluateAt('2026-11-18T07:01:00Z');
  expect(await alerts()).toEqual([`Connection:${connection.id}|since 2026-11-18|RESOLVED`]);
  await evaluateAt('2026-11-21T12:00:00Z');
  expect((await alerts())[1]).toBe(`Connection:${connection.id}|since 2026-11-21|OPEN`);
  expect((await lastAlert()).title).toBe('Claude: no sync came when one was due');
});

test('a renewal is told once, days ahead, to whom it belongs, and is over on its day or when it is cancelled', async () => {
  const { ada } = await arrangeSpenders();
  await addRule('RENEWAL_DUE');
  const client = await admin();
  const plan = { planCode: 'claude_max_5x', memberId: `Member:${ada.id}` };
  await create(client, { ...plan, startedOn: '2026-09-27' });
  const { id } = await db.subscription.findFirstOrThrow();
  await evaluateAt('2026-11-19T10:00:00Z');
  expect(await alerts()).toEqual([]);
  await evaluateAt('2026-11-20T10:00:00Z');
  await evaluateAt('2026-11-27T10:00:00Z');
  expect(await alerts()).toEqual([`PaidSubscription:${id}|RENEWAL 2026-11-27|OPEN`]);
  expect(await lastAlert()).toMatchObject({
    ...{ severity: 'INFO', concernedMemberId: ada.id, link: `/subscriptions/PaidSubscription:${id}` },
    evidence: { event: 'RENEWAL', date: '2026-11-27', amount: '100', currency: 'USD' },
  });
  await evaluateAt('2026-11-28T00:00:00Z');
  expect(await alerts()).toEqual([`PaidSubscription:${id}|RENEWAL 2026-11-27|RESOLVED`]);
  await evaluateAt('2026-12-20T10:00:00Z');
  await amend(client, 'cancelSubscription', { id });
  await evaluateAt('2026-12-20T10:01:00Z');
  expect((await alerts())[1]).toBe(`PaidSubscription:${id}|RENEWAL 2026-12-27|RESOLVED`);
});

test('a seat that nobody used in the last whole month and since is told until it is used', async () => {
  const { ada, bea } = await arrangeSpenders();
  await addRule('UNUSED_SEAT');
  await create(await admin(), { planCode: 'claude_max_5x', startedOn: '2026-08-16', memberId: `Member:${ada.id}` });
  const { id, vendorId } = await db.subscription.findFirstOrThrow();
  const connection = await db.connection.create({ data: { vendorId, name: 'Anthropic', status: 'PAUSED' } });
  const tool = await db.tool.findUniqueOrThrow({ where: { code: 'claude_code' } });
  const use = async (member: { id: number; name: string }, day: string) => {
    const identity = await createIdentity(connection.id, 'USER', `${member.name} ${day}`, { memberId: member.id });
    const usage = { connectionId: connection.id, vendorId, toolId: tool.id, userIdentityId: identity.id, requests: 3n };
    await insertUsage([{ ...usage, hour: `${day}T10:00:00Z`, billingKind: 'INCLUDED', listValueNano: usd('5') }]);
  };
  for (const day of ['2026-09-10', '2026-10-10', '2026-11-10']) await use(bea, day);
  await use(ada, '2026-09-12');
  await evaluateAt('2026-11-18T10:00:00Z');
  await evaluateAt('2026-11-19T10:00:00Z');
  expect(await alerts()).toEqual([`PaidSubscription:${id}|since 2026-11-18|OPEN`]);
  expect(await lastAlert()).toMatchObject({ concernedMemberId: ada.id, evidence: { idleSeats: 1, currency: 'USD' } });
  await use(ada, '2026-11-19');
  await evaluateAt('2026-11-19T11:00:00Z');
  expect(await alerts()).toEqual([`PaidSubscription:${id}|since 2026-11-18|RESOLVED`]);
});

test('an alert about a member is seen by them alone besides administrators, whatever its subject', async () => {
  const { ada, fact, spend, connection } = await arrangeSpenders();
  await addRule('RUNAWAY');
  const { id } = await db.agentSession.create({ data: { scope: `c${connection.id}`, externalId: 'run' } });
  await spend(fact('ada', '2026-11-18T08', '30', { sessionId: id }));
  await evaluateAt('2026-11-18T10:00:00Z');
  const seen = '{ budgetAlerts { edges { node { subjectKey history { kind } } } } }';
  const node = { subjectKey: `AgentSession:${id}`, history: [{ kind: 'RAISED' }] };
  expect(await api.as(ada).query(seen)).toEqual({ budgetAlerts: { edges: [{ node }] } });
  expect(await api.as(await createMember()).query(seen)).toEqual({ budgetAlerts: { edges: [] } });
  expect(await (await admin()).query(seen)).toEqual({ budgetAlerts: { edges: [{ node }] } });
});

test('the rules of an organization can be read, changed, added to and removed; alerts stay in the history', async () => {
  const { fact, spend } = await arrangeSpenders();
  const client = await admin();
  const fields =
    '... on AlertRule { id kind name isEnabled severity amount currency percent days factor includesFixed }';
  const created = await mutate(
    client,
    'createAlertRule',
    { kind: 'DAILY_COST', amount: '12.5', name: 'Tight' },
    fields,
  );
  expect(created).toMatchObject({
    ...{ kind: 'DAILY_COST', name: 'Tight', isEnabled: true, severity: 'WARNING', amount: '12.5', currency: 'USD' },
    ...{ percent: null, days: null, factor: null, includesFixed: true },
  });
  api.clock.set('2026-11-18T12:00:00Z');
  await spend(fact('ada', '2026-11-18T08', '13'));
  await evaluateAt('2026-11-18T12:01:00Z');
  expect(await alerts()).toEqual(['|2026-11-18 > 12.5 USD|OPEN']);
  const off = { ruleId: created.id, isEnabled: false };
  expect(await mutate(client, 'changeAlertRule', off, fields)).toMatchObject({ isEnabled: false });
  expect(await alerts()).toEqual(['|2026-11-18 > 12.5 USD|RESOLVED']);
  await evaluateAt('2026-11-18T12:02:00Z');
  const removed = '... on RemovedAlertRule { ruleId }';
  expect(await mutate(client, 'removeAlertRule', { ruleId: created.id }, removed)).toMatchObject({
    ruleId: created.id,
  });
  expect(await client.query('{ alertRules { totalCount } budgetAlerts { totalCount } }')).toEqual({
    alertRules: { totalCount: 0 },
    budgetAlerts: { totalCount: 1 },
  });
  const actions = (await db.auditEvent.findMany({ orderBy: { id: 'asc' } })).map(({ action }) => action);
  expect(actions).toEqual(['createAlertRule', 'changeAlertRule', 'removeAlertRule']);
});

test.each([
  [{ kind: 'DAILY_COST', amount: '0' }, 'amount'],
  [{ kind: 'DAILY_COST', amount: '1.00001' }, 'amount'],
  [{ kind: 'DAILY_COST', currency: 'EUR' }, 'currency'],
  [{ kind: 'DAILY_COST', currency: 'XYZZY' }, 'currency'],
  [{ kind: 'DAILY_COST', percent: 5 }, 'percent'],
  [{ kind: 'TREND', percent: 0 }, 'percent'],
  [{ kind: 'TREND', days: 93 }, 'days'],
  [{ kind: 'SPIKE', factor: '0.5' }, 'factor'],
  [{ kind: 'UNPRICED_MODEL', amount: '5' }, 'amount'],
  [{ kind: 'SYNC_PROBLEM', name: '' }, 'name'],
])('a rule that cannot be is refused with the field named: %o', async (input, field) => {
  await arrangeSpenders();
  expect(await mutate(await admin(), 'createAlertRule', input, '')).toMatchObject({
    __typename: 'InvalidInputError',
    field,
  });
});
