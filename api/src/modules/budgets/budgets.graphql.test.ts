import { describe, expect, test } from 'vitest';
import { db } from '../../db.ts';
import { createAdmin, createAgent, createMember, createTeam, createToken } from '../../test/factories.ts';
import type { TestClient } from '../../test/graphql-client.ts';
import { useAcme } from '../../test/use-acme.ts';
import { NOW } from '../explore/acme-fixture.ts';
import { mutate, refusal } from '../ledger/ledger-kit.ts';
import { addBudget, BUDGET, change, DAILY_50, listBudgets, member, team } from './budget-kit.ts';

const given = useAcme();
const { admin } = given;

const names = async (client: TestClient, variables: object = {}) =>
  (await listBudgets(client, variables)).edges.map(({ node }) => node.name);
const create = (input: object) => mutate(admin(), 'createBudget', { ...DAILY_50, ...input }, BUDGET);

describe('creating a budget', () => {
  test.each([
    ['limit', { limit: '0' }],
    ['limit', { limit: '-5' }],
    ['limit', { limit: '1.0000000001' }],
    ['limit', { limit: '1000000000000000' }],
    ['limit', { limit: '10.5', metric: 'TOKENS' }],
    ['limit', { limit: '0.1', metric: 'REQUESTS' }],
    ['thresholds.0', { thresholds: [0] }],
    ['thresholds.1', { thresholds: [80, 1001] }],
    ['thresholds', { thresholds: [80, 100, 80] }],
    ['thresholds', { thresholds: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] }],
    ['name', { name: '  ' }],
    ['subject.id', { subject: { scope: 'MEMBER' } }],
    ['subject.id', { subject: { scope: 'MEMBER', id: 'Team:1' } }],
    ['subject.id', { subject: { scope: 'MODEL', id: 'Model:999' } }],
    ['subject.id', { subject: { scope: 'ORGANIZATION', id: 'Organization:1' } }],
    ['alertsOnProjection', { alertsOnProjection: true }],
    ['alertsOnProjection', { alertsOnProjection: true, period: 'HOURLY' }],
    ['carriesOver', { carriesOver: true, period: 'HOURLY' }],
    ['validUntil', { validFrom: '2026-11-10', validUntil: '2026-11-10' }],
    ['validFrom', { validFrom: '1999-12-31' }],
    ['parentId', { parentId: 'Budget:77' }],
  ])('refuses a wrong %s (%j), naming it', async (field, input) => {
    expect(await create(input)).toMatchObject({
      __typename: 'InvalidInputError',
      field,
      remedy: expect.stringMatching(/^(?!.*regex)./),
    });
    expect(await db.budget.count()).toBe(0);
  });

  test('refuses a period that does not exist', async () => {
    const { errors } = await admin().execute(
      'mutation { createBudget(input: { name: "x", subject: { scope: ORGANIZATION }, period: FORTNIGHTLY, limit: "5" }) { __typename } }',
    );
    expect(errors[0]?.message).toMatch(/FORTNIGHTLY.*BudgetPeriod/);
  });

  test('keeps thresholds in order, the limit with its date, and who made it', async () => {
    const id = await addBudget(admin(), { thresholds: [100, 50], limit: '12.000000001', notes: 'Pilot' });
    expect(await db.budget.findUniqueOrThrow({ where: { id }, include: { limits: true } })).toMatchObject({
      ...{ thresholds: [50, 100], createdById: given.acme.admin.id, metric: 'COST', isHard: false, notes: 'Pilot' },
      limits: [{ revision: 1, from: new Date(NOW), changedById: given.acme.admin.id }],
    });
    const [event] = await db.auditEvent.findMany({ where: { action: 'createBudget' } });
    expect(event).toMatchObject({ subjectType: 'Budget', after: { limit: '12.000000001', period: 'DAILY' } });
  });

  test('is for administrators, and with a token for ones that may manage', async () => {
    const input = { ...DAILY_50 };
    expect(await refusal(given.api.as(given.acme.ana), 'createBudget', input)).toBe('FORBIDDEN');
    expect(await refusal(given.api.anonymous, 'createBudget', input)).toBe('UNAUTHENTICATED');
    const reader = await createToken({ member: given.acme.admin, scopes: ['READ'] });
    expect(await refusal(given.api.withToken(reader), 'createBudget', input)).toBe('FORBIDDEN');
    const manager = await createToken({ member: given.acme.admin, scopes: ['READ', 'MANAGE'] });
    expect(await mutate(given.api.withToken(manager), 'createBudget', input, BUDGET)).toMatchObject({
      __typename: 'Budget',
    });
  });
});

describe('changing a budget', () => {
  test('keeps every limit with its date, author and reason', async () => {
    const id = await addBudget(admin());
    given.api.clock.set('2026-11-23T12:00:00Z');
    await change(admin(), id, { limit: '75', limitNote: 'Launch week' });
    await change(admin(), id, { name: 'Daily, launch' });
    const { budget } = await admin().query<{ budget: object }>(
      `{ budget(id: "Budget:${id}") { name version limit limits { from amount note changedBy { name } } } }`,
    );
    expect(budget).toEqual({
      ...{ name: 'Daily, launch', version: 3, limit: '75' },
      limits: [
        { from: '2026-11-22T12:00:00.000Z', amount: '50', note: '', changedBy: { name: given.acme.admin.name } },
        {
          from: '2026-11-23T12:00:00.000Z',
          amount: '75',
          note: 'Launch week',
          changedBy: { name: given.acme.admin.name },
        },
      ],
    });
    const audited = await db.auditEvent.findFirst({ where: { action: 'changeBudget' }, orderBy: { id: 'asc' } });
    expect(audited).toMatchObject({ before: { limit: '50' }, after: { limit: '75' } });
  });

  test('is refused when somebody else changed it meanwhile, and when there is none', async () => {
    const id = await addBudget(admin());
    await change(admin(), id, { version: 1, limit: '60' });
    expect(await change(admin(), id, { version: 1, limit: '70' })).toMatchObject({
      __typename: 'ConflictError',
      field: 'version',
    });
    expect(await change(admin(), 99, { limit: '70' })).toMatchObject({ __typename: 'NotFoundError' });
    expect(await change(admin(), id, { limit: '0' })).toMatchObject({ field: 'limit' });
    expect(await change(admin(), id, { validFrom: '2026-12-01', validUntil: '2026-11-01' })).toMatchObject({
      field: 'validUntil',
    });
    expect(await refusal(given.api.as(given.acme.ana), 'changeBudget', { budgetId: `Budget:${id}` })).toBe('FORBIDDEN');
    expect(await refusal(given.api.as(given.acme.ana), 'archiveBudget', { budgetId: `Budget:${id}` })).toBe(
      'FORBIDDEN',
    );
  });
});

describe('the list', () => {
  test('is filtered, ordered by stored and by current figures, and paged', async () => {
    const monthly = { period: 'MONTHLY', thresholds: [50] };
    await addBudget(admin(), { ...monthly, name: 'Anas', subject: member(given.acme.ana.id), limit: '100' });
    await addBudget(admin(), {
      ...monthly,
      name: 'Bens',
      subject: member(given.acme.ben.id),
      limit: '4',
      isHard: true,
    });
    await addBudget(admin(), { ...monthly, name: 'All', limit: '16' });
    await addBudget(admin(), { ...monthly, name: 'Later', limit: '500', validFrom: '2026-12-01' });
    const by = (field: string, direction = 'ASC') => names(admin(), { orderBy: { field, direction } });
    expect(await by('NAME')).toEqual(['All', 'Anas', 'Bens', 'Later']);
    expect(await by('LIMIT', 'DESC')).toEqual(['Later', 'Anas', 'All', 'Bens']);
    expect(await by('PERCENT')).toEqual(['Anas', 'Bens', 'All', 'Later']);
    expect(await by('SPENT', 'DESC')).toEqual(['All', 'Anas', 'Bens', 'Later']);
    expect(await by('LEFT')).toEqual(['All', 'Bens', 'Anas', 'Later']);
    expect(await names(admin(), { filter: { states: ['EXCEEDED'] } })).toEqual(['All']);
    expect(await names(admin(), { filter: { states: ['WARNING', 'EXCEEDED'] } })).toEqual(['All', 'Bens']);
    expect(await names(admin(), { filter: { scopes: ['MEMBER'], isHard: false } })).toEqual(['Anas']);
    expect(await names(admin(), { filter: { subject: member(given.acme.ben.id) } })).toEqual(['Bens']);
    expect(await names(admin(), { filter: { search: 'a' } })).toEqual(['All', 'Anas', 'Later']);
    expect(await names(admin(), { filter: { periods: ['DAILY'] } })).toEqual([]);
    const first = await listBudgets(admin(), { first: 3 });
    expect([first.totalCount, first.pageInfo.hasNextPage]).toEqual([4, true]);
    expect(await names(admin(), { first: 3, after: first.pageInfo.endCursor })).toEqual(['Later']);
  });

  test('leaves out archived ones unless asked for', async () => {
    const id = await addBudget(admin(), { name: 'Old' });
    await addBudget(admin(), { name: 'New' });
    await mutate(admin(), 'archiveBudget', { budgetId: `Budget:${id}` }, BUDGET);
    expect(await names(admin())).toEqual(['New']);
    expect(await names(admin(), { filter: { isArchived: true } })).toEqual(['Old']);
    expect(await names(admin(), { filter: { isArchived: null } })).toEqual(['New', 'Old']);
  });
});

describe('a member', () => {
  async function budgetsOfAll() {
    const other = await createTeam();
    const bot = await createAgent({ ownerMemberId: given.acme.ana.id });
    const project = { scope: 'VENDOR', id: `Vendor:${given.acme.vendor.id}` };
    for (const [name, subject] of Object.entries({
      ...{
        Organization: { scope: 'ORGANIZATION' },
        Ana: member(given.acme.ana.id),
        Ben: member(given.acme.ben.id),
        Vendor: project,
      },
      ...{ Research: team(given.acme.team.id), Sales: team(other.id), Bot: { scope: 'AGENT', id: `Agent:${bot.id}` } },
    })) {
      await addBudget(admin(), { name, subject });
    }
    const found = await db.budget.findMany();
    return (name: string) => found.find((budget) => budget.name === name)?.id ?? 0;
  }

  test('sees the budgets that bind: own, of the team, of own agents, of the organization', async () => {
    await budgetsOfAll();
    expect(await names(given.api.as(given.acme.ana))).toEqual(['Ana', 'Bot', 'Organization', 'Research']);
    expect(await names(given.api.as(given.acme.ben))).toEqual(['Ben', 'Organization']);
    expect((await listBudgets(given.api.as(given.acme.ben))).totalCount).toBe(2);
    const stranger = await createMember();
    expect(await names(given.api.as(stranger))).toEqual(['Organization']);
    expect(await names(given.api.as(await createAdmin()))).toHaveLength(7);
  });

  test('reads no other budget by any path', async () => {
    const idOf = await budgetsOfAll();
    await change(admin(), idOf('Ana'), { parentId: `Budget:${idOf('Sales')}` });
    const { own, other } = await given.api.as(given.acme.ana).query<{ own: object; other: object | null }>(
      `{ own: budget(id: "Budget:${idOf('Ana')}") { name parent { name } children { name } allocation { allocated } }
         other: budget(id: "Budget:${idOf('Ben')}") { name } }`,
    );
    expect([own, other]).toEqual([{ name: 'Ana', parent: null, children: [], allocation: null }, null]);
    await db.budgetRequest.create({
      data: {
        ...{ budgetId: idOf('Sales'), memberId: given.acme.ana.id, requestedLimit: '60', reason: 'Before I moved' },
        createdAt: new Date(NOW),
      },
    });
    const { budgetRequests } = await given.api
      .as(given.acme.ana)
      .query<{ budgetRequests: object }>('{ budgetRequests { edges { node { reason budget { name limit } } } } }');
    expect(budgetRequests).toEqual({ edges: [{ node: { reason: 'Before I moved', budget: null } }] });
    const writer = given.api.withToken(await createToken({ member: given.acme.ana, scopes: ['USAGE_WRITE'] }));
    expect((await writer.execute('{ budgets { totalCount } }')).errors).toMatchObject([
      { extensions: { code: 'FORBIDDEN' } },
    ]);
    expect((await given.api.anonymous.execute('{ budgets { totalCount } }')).errors).toMatchObject([
      { extensions: { code: 'UNAUTHENTICATED' } },
    ]);
  });
});

test('a window tells its days and what it is expected to come to', async () => {
  await addBudget(admin(), { period: 'MONTHLY', limit: '100' });
  const { budgets } = await admin().query<{
    budgets: {
      edges: {
        node: {
          currentWindow: {
            days: { day: string; spent: string; total: string }[];
            projected: { expected: string; days: object[] } | null;
          };
        };
      }[];
    };
  }>(
    '{ budgets { edges { node { currentWindow { days { day spent total } projected { expected low high days { day expected } } } } } } }',
  );
  const window = budgets.edges[0]?.node.currentWindow;
  expect(window?.days).toHaveLength(22);
  expect(window?.days.slice(2, 5)).toEqual([
    { day: '2026-11-03', spent: '5.000000001', total: '5.000000001' },
    { day: '2026-11-04', spent: '4', total: '9.000000001' },
    { day: '2026-11-05', spent: '7', total: '16.000000001' },
  ]);
  expect(window?.days.at(-1)).toEqual({ day: '2026-11-22', spent: '0', total: '16.000000001' });
  expect(Number(window?.projected?.expected)).toBeGreaterThan(16);
  expect(window?.projected?.days.at(-1)).toEqual({ day: '2026-11-30', expected: window?.projected?.expected });
});
