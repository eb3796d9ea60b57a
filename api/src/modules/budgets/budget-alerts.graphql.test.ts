import { describe, expect, test } from 'vitest';
import { db } from '../../db.ts';
import { openEventStream, type StreamEvent } from '../../test/event-stream.ts';
import { createAgent, createSession, createToken } from '../../test/factories.ts';
import type { TestClient } from '../../test/graphql-client.ts';
import { useAcme } from '../../test/use-acme.ts';
import { NOW } from '../explore/acme-fixture.ts';
import { type Answer, mutate, refusal } from '../ledger/ledger-kit.ts';
import { addBudget, historyOf, member, readUsage } from './budget-kit.ts';
import { evaluateBudgets } from './evaluate-budgets.ts';

const given = useAcme();
const { admin } = given;

const monthly = { period: 'MONTHLY', limit: '1', thresholds: [100] };

/** One alert each: of the organization, Ana, Ben, Ana's team. Ids by name. */
async function raiseAlerts(): Promise<Record<string, string>> {
  await addBudget(admin(), { ...monthly, name: 'Organization' });
  await addBudget(admin(), { ...monthly, name: 'Ana', subject: member(given.acme.ana.id) });
  await addBudget(admin(), { ...monthly, name: 'Ben', subject: member(given.acme.ben.id) });
  await addBudget(admin(), {
    ...monthly,
    name: 'Research',
    subject: { scope: 'TEAM', id: `Team:${given.acme.team.id}` },
  });
  await evaluateBudgets({ now: given.api.clock.now() });
  const alerts = await db.budgetAlert.findMany({ include: { budget: true } });
  return Object.fromEntries(alerts.map(({ id, budget }) => [budget?.name ?? '', `BudgetAlert:${id}`]));
}

const LIST = `query ($filter: BudgetAlertsFilter! = {}, $orderBy: BudgetAlertOrder! = { field: RAISED_AT }) {
  budgetAlerts(filter: $filter, orderBy: $orderBy) {
    totalCount
    edges { node { id title state severity link budget { name } subject { name } history { kind note member { name } } } }
  }
}`;
const list = async (client: TestClient, variables: object = {}) => {
  const { budgetAlerts } = await client.query<{
    budgetAlerts: { totalCount: number; edges: { node: { budget: { name: string } } }[] };
  }>(LIST, { ...variables });
  expect(budgetAlerts.totalCount).toBe(budgetAlerts.edges.length);
  return budgetAlerts.edges.map(({ node }) => node.budget.name).toSorted();
};
const ALERT = '... on BudgetAlert { id state snoozedUntil acknowledgedBy { name } resolvedBy { name } resolution }';
const acknowledge = (client: TestClient, alertId: string | undefined): Promise<Answer> =>
  mutate(client, 'acknowledgeBudgetAlert', { alertId, note: 'Looking' }, ALERT);
const snooze = (client: TestClient, alertId: string | undefined, until: string | null) =>
  mutate(client, 'snoozeBudgetAlert', { alertId, until }, ALERT);
const resolve = (client: TestClient, alertId: string | undefined) =>
  mutate(client, 'resolveBudgetAlert', { alertId, note: 'Paid by the project' }, ALERT);

describe('alerts', () => {
  test('are acknowledged, snoozed and resolved, with their whole history', async () => {
    const { Organization: id } = await raiseAlerts();
    const { name } = given.acme.admin;
    expect(await acknowledge(admin(), id)).toMatchObject({ state: 'ACKNOWLEDGED', acknowledgedBy: { name } });
    expect(await acknowledge(admin(), id)).toMatchObject({ state: 'ACKNOWLEDGED' });
    const until = '2026-11-23T08:00:00.000Z';
    expect(await snooze(admin(), id, until)).toMatchObject({ snoozedUntil: until });
    expect(await resolve(admin(), id)).toMatchObject({
      ...{ state: 'RESOLVED', resolution: 'BY_HAND', resolvedBy: { name }, snoozedUntil: null },
    });
    expect(await acknowledge(admin(), id)).toMatchObject({ __typename: 'ConflictError', field: 'alertId' });
    expect(await snooze(admin(), id, until)).toMatchObject({ __typename: 'ConflictError' });
    expect(await historyOf('2026-11-01/100/1')).toEqual(
      expect.arrayContaining(['ACKNOWLEDGED Looking', `SNOOZED Until ${until}.`, 'RESOLVED Paid by the project']),
    );
    const audited = await db.auditEvent.findMany({ where: { subjectType: 'BudgetAlert' }, orderBy: { id: 'asc' } });
    expect(audited.map(({ action }) => action)).toEqual([
      'acknowledgeBudgetAlert',
      'snoozeBudgetAlert',
      'resolveBudgetAlert',
    ]);
  });

  test('are snoozed until an instant to come, at most a quarter ahead, or woken', async () => {
    const { Ana: id } = await raiseAlerts();
    for (const until of ['2026-11-22T12:00:00Z', '2027-03-01T00:00:00Z'])
      expect(await snooze(admin(), id, until)).toMatchObject({ __typename: 'InvalidInputError', field: 'until' });
    await snooze(admin(), id, '2026-11-22T13:00:00Z');
    expect(await list(admin(), { filter: { isSnoozed: true } })).toEqual(['Ana']);
    expect(await list(admin(), { filter: { isSnoozed: false } })).toEqual(['Ben', 'Organization', 'Research']);
    given.api.clock.advance({ hours: 1 });
    expect(await list(admin(), { filter: { isSnoozed: true } })).toEqual([]);
    await snooze(admin(), id, '2026-11-22T15:00:00Z');
    expect(await snooze(admin(), id, null)).toMatchObject({ snoozedUntil: null });
  });

  test('are filtered and ordered', async () => {
    const ids = await raiseAlerts();
    await resolve(admin(), ids.Ben);
    await acknowledge(admin(), ids.Ana);
    expect(await list(admin(), { filter: { states: ['OPEN'] } })).toEqual(['Organization', 'Research']);
    expect(await list(admin(), { filter: { states: ['ACKNOWLEDGED', 'RESOLVED'] } })).toEqual(['Ana', 'Ben']);
    expect(await list(admin(), { filter: { severities: ['INFO'] } })).toEqual([]);
    const budget = await db.budget.findFirstOrThrow({ where: { name: 'Ana' } });
    expect(await list(admin(), { filter: { budgetId: `Budget:${budget.id}` } })).toEqual(['Ana']);
    expect(await list(admin(), { filter: { from: NOW } })).toHaveLength(4);
    expect(await list(admin(), { filter: { until: NOW } })).toEqual([]);
    expect(await list(admin(), { orderBy: { field: 'SEVERITY', direction: 'ASC' } })).toHaveLength(4);
  });
});

describe('a member', () => {
  test('reads the alerts of budgets that bind, and no others by any path', async () => {
    const ids = await raiseAlerts();
    expect(await list(given.api.as(given.acme.ana))).toEqual(['Ana', 'Organization', 'Research']);
    expect(await list(given.api.as(given.acme.ben))).toEqual(['Ben', 'Organization']);
    const { budgetAlert } = await given.api
      .as(given.acme.ben)
      .query<{ budgetAlert: unknown }>(`{ budgetAlert(id: "${ids.Ana}") { title } }`);
    expect(budgetAlert).toBeNull();
    const { budget } = await given.api
      .as(given.acme.ana)
      .query<{ budget: { alerts: { totalCount: number } } }>(
        `{ budget(id: "Budget:2") { alerts { totalCount edges { node { title } } } } }`,
      );
    expect(budget.alerts.totalCount).toBe(1);
  });

  test('handles the own ones and those of own agents; the others are for administrators', async () => {
    const bot = await createAgent({ ownerMemberId: given.acme.ben.id });
    await addBudget(admin(), { ...monthly, name: 'Bot', subject: { scope: 'AGENT', id: `Agent:${bot.id}` } });
    const { id: identityId } = await db.identity.create({
      data: { scope: 'c1', connectionId: given.acme.connection.id, kind: 'API_KEY', externalId: 'bot', name: 'bot' },
    });
    await db.identityMapping.create({ data: { identityId, agentId: bot.id, source: 'MANUAL' } });
    const at = { connectionId: given.acme.connection.id, vendorId: given.acme.vendor.id, hour: '2026-11-21T09:00:00Z' };
    await readUsage([{ ...at, apiKeyIdentityId: identityId, spendNano: 2_000_000_000n }]);
    const ids = await raiseAlerts();
    expect(await acknowledge(given.api.as(given.acme.ben), ids.Ben)).toMatchObject({ state: 'ACKNOWLEDGED' });
    expect(await resolve(given.api.as(given.acme.ben), ids.Bot)).toMatchObject({ state: 'RESOLVED' });
    expect(await refusal(given.api.as(given.acme.ben), 'acknowledgeBudgetAlert', { alertId: ids.Organization })).toBe(
      'FORBIDDEN',
    );
    expect(await refusal(given.api.as(given.acme.ana), 'resolveBudgetAlert', { alertId: ids.Research })).toBe(
      'FORBIDDEN',
    );
    expect(await acknowledge(given.api.as(given.acme.ana), ids.Ben)).toMatchObject({ __typename: 'NotFoundError' });
    expect(await snooze(given.api.as(given.acme.ana), ids.Bot, '2026-11-23T00:00:00Z')).toMatchObject({
      __typename: 'NotFoundError',
    });
    const reader = given.api.withToken(await createToken({ member: given.acme.ben, scopes: ['READ'] }));
    expect(await refusal(reader, 'resolveBudgetAlert', { alertId: ids.Ben })).toBe('FORBIDDEN');
    expect(await refusal(given.api.anonymous, 'resolveBudgetAlert', { alertId: ids.Ben })).toBe('UNAUTHENTICATED');
  });
});

describe('budgetAlertRaised', () => {
  const SUBSCRIBE = 'subscription { budgetAlertRaised { title severity budget { name } history { kind } } }';
  const open = (headers: Record<string, string>) => openEventStream(given.api, SUBSCRIBE, headers);
  const nameOf = ({ data }: StreamEvent) =>
    (data as { budgetAlertRaised: { budget: { name: string } } } | null)?.budgetAlertRaised.budget.name;

  test('tells each alert once, from now on, to those whom it concerns', async () => {
    await addBudget(admin(), { ...monthly, name: 'Before' });
    await evaluateBudgets({ now: given.api.clock.now() });
    const streams = await Promise.all(
      [given.acme.admin, given.acme.ana, given.acme.ben].map(async (who) =>
        open({ cookie: await createSession(who, given.api.clock.now()) }),
      ),
    );
    const heard = Promise.all(streams.map(({ events }, index) => events([4, 3, 2][index] ?? 0)));
    await raiseAlerts();
    await evaluateBudgets({ now: given.api.clock.now() });
    const [all, anas, bens] = (await heard).map((events) => events.map(nameOf).toSorted());
    expect(all).toEqual(['Ana', 'Ben', 'Organization', 'Research']);
    expect(anas).toEqual(['Ana', 'Organization', 'Research']);
    expect(bens).toEqual(['Ben', 'Organization']);
    await Promise.all(streams.map(({ close }) => close()));
  });

  test('is for those who may read', async () => {
    const code = async (headers: Record<string, string>) =>
      (await (await open(headers)).events(1))[0]?.errors?.[0]?.extensions.code;
    const writer = await createToken({ member: given.acme.ana, scopes: ['USAGE_WRITE'] });
    expect(await code({ authorization: `Bearer ${writer}` })).toBe('FORBIDDEN');
    expect(await code({})).toBe('UNAUTHENTICATED');
  });
});
