import { describe, expect, test } from 'vitest';
import { createAgent, createToken } from '../../test/factories.ts';
import type { TestClient } from '../../test/graphql-client.ts';
import { useAcme } from '../../test/use-acme.ts';
import { addBudget, change, member } from './budget-kit.ts';

const given = useAcme();
const { admin } = given;

const hard = { period: 'MONTHLY', isHard: true };
const CAN_SPEND = `query ($scope: BudgetSubjectInput, $amount: Decimal!, $metric: BudgetMetric! = COST) {
  canSpend(scope: $scope, amount: $amount, metric: $metric) { isAllowed reason budgetName left windowEndsAt budget { name } }
}`;
interface Answer {
  isAllowed: boolean;
  reason: string;
  budgetName: string | null;
  left: string | null;
  windowEndsAt: string | null;
  budget: { name: string } | null;
}
const ask = async (client: TestClient, amount: string, scope?: object, metric = 'COST') =>
  (await client.query<{ canSpend: Answer }>(CAN_SPEND, { scope, amount, metric })).canSpend;
const refused = async (client: TestClient, variables: object) =>
  (await client.execute(CAN_SPEND, { amount: '1', ...variables })).errors[0]?.extensions;

test('without a hard budget everything is allowed', async () => {
  await addBudget(admin(), { period: 'MONTHLY', limit: '1' });
  expect(await ask(admin(), '1000000')).toEqual({
    ...{ isAllowed: true, reason: '', budgetName: null, left: null, windowEndsAt: null, budget: null },
  });
});

test('up to what is left, to the nano-unit; the answer says which budget, what is left and until when', async () => {
  await addBudget(admin(), { ...hard, name: 'November', limit: '20' });
  expect(await ask(admin(), '3.999999999')).toMatchObject({ isAllowed: true, reason: '', left: '3.999999999' });
  expect(await ask(admin(), '4')).toEqual({
    isAllowed: false,
    reason: 'The hard budget "November" has 3.999999999 left until 2026-12-01T00:00:00.000Z; 4 would pass it.',
    ...{ budgetName: 'November', left: '3.999999999', windowEndsAt: '2026-12-01T00:00:00.000Z' },
    budget: { name: 'November' },
  });
  given.api.clock.set('2026-12-01T00:00:00Z');
  expect(await ask(admin(), '20')).toMatchObject({ isAllowed: true, left: '20' });
});

test('a budget that is passed is said to be used up, not to have less than nothing left', async () => {
  await addBudget(admin(), { ...hard, name: 'November', limit: '10' });
  expect(await ask(admin(), '1')).toMatchObject({
    ...{ isAllowed: false, left: '-6.000000001' },
    reason: 'The hard budget "November" is used up until 2026-12-01T00:00:00.000Z.',
  });
});

test('the tightest of all budgets that bind decides: own, of the team, of the organization, of any period', async () => {
  const organization = await addBudget(admin(), { ...hard, name: 'Organization', limit: '116' });
  await addBudget(admin(), { ...hard, name: 'Ana', subject: member(given.acme.ana.id), limit: '56' });
  const research = { scope: 'TEAM', id: `Team:${given.acme.team.id}` };
  await addBudget(admin(), { ...hard, name: 'Research', subject: research, limit: '36' });
  await addBudget(admin(), { ...hard, name: 'Ben', subject: member(given.acme.ben.id), limit: '3' });
  const name = async (client: TestClient, scope?: object) => (await ask(client, '25', scope)).budgetName;
  expect(await name(given.api.as(given.acme.ana))).toBe('Research');
  expect(await name(admin(), member(given.acme.ana.id))).toBe('Research');
  expect(await name(admin(), research)).toBe('Research');
  expect(await name(given.api.as(given.acme.ben))).toBe('Ben');
  await addBudget(admin(), { name: 'Today', isHard: true, subject: member(given.acme.ana.id), limit: '20' });
  expect(await ask(given.api.as(given.acme.ana), '25')).toMatchObject({
    isAllowed: false,
    budgetName: 'Today',
    left: '20',
  });
  await change(admin(), organization, { limit: '17' });
  expect(await ask(given.api.as(given.acme.ana), '1')).toMatchObject({ isAllowed: false, budgetName: 'Organization' });
});

test('parents in the hierarchy bind as well', async () => {
  const parent = await addBudget(admin(), {
    ...{ ...hard, name: 'Acme AI', limit: '17', subject: { scope: 'VENDOR', id: `Vendor:${given.acme.vendor.id}` } },
  });
  const below = { period: 'MONTHLY', subject: member(given.acme.ana.id), limit: '100', parentId: `Budget:${parent}` };
  await addBudget(admin(), { ...below, name: 'Ana' });
  expect(await ask(admin(), '1.5', member(given.acme.ana.id))).toMatchObject({
    isAllowed: false,
    budgetName: 'Acme AI',
  });
});

test('a model is bound by its own budget, that of its vendor and those of the caller', async () => {
  const opus = { scope: 'MODEL', id: `Model:${given.acme.opus.id}` };
  await addBudget(admin(), { ...hard, name: 'Opus', subject: opus, limit: '1000' });
  expect((await ask(admin(), '1', opus)).budgetName).toBe('Opus');
  await addBudget(admin(), {
    ...hard,
    name: 'Vendor',
    subject: { scope: 'VENDOR', id: `Vendor:${given.acme.vendor.id}` },
    limit: '500',
  });
  expect((await ask(admin(), '1', opus)).budgetName).toBe('Vendor');
  await addBudget(admin(), { ...hard, name: 'Ana', subject: member(given.acme.ana.id), limit: '7' });
  expect((await ask(given.api.as(given.acme.ana), '1', opus)).budgetName).toBe('Ana');
});

test('tokens and requests have budgets of their own', async () => {
  await addBudget(admin(), { ...hard, name: 'Requests', metric: 'REQUESTS', limit: '10' });
  expect(await ask(admin(), '1000')).toMatchObject({ isAllowed: true, budgetName: null });
  expect(await ask(admin(), '4', undefined, 'REQUESTS')).toMatchObject({ isAllowed: true, left: '4' });
  expect(await ask(admin(), '5', undefined, 'REQUESTS')).toMatchObject({ isAllowed: false, left: '4' });
});

describe('who may ask', () => {
  test('a token that pushes usage asks for itself: its agent and those above it', async () => {
    const agent = await createAgent({ ownerMemberId: given.acme.ana.id });
    await addBudget(admin(), { ...hard, name: 'Ana', subject: member(given.acme.ana.id), limit: '8' });
    const token = await createToken({ member: given.acme.ana, scopes: ['USAGE_WRITE'], agentId: agent.id });
    const client = given.api.withToken(token);
    expect(await ask(client, '3')).toMatchObject({
      isAllowed: false,
      budgetName: 'Ana',
      left: '1.999999999',
      budget: null,
    });
    await addBudget(admin(), {
      ...hard,
      name: 'Bot',
      subject: { scope: 'AGENT', id: `Agent:${agent.id}` },
      limit: '1',
    });
    expect(await ask(client, '1.5')).toMatchObject({ isAllowed: false, budgetName: 'Bot', left: '1' });
    expect(await refused(client, { scope: member(given.acme.ana.id) })).toMatchObject({ code: 'FORBIDDEN' });
    const own = given.api.withToken(await createToken({ member: given.acme.ben, scopes: ['USAGE_WRITE'] }));
    expect(await ask(own, '3')).toMatchObject({ isAllowed: true });
    expect(await ask(own, '3', member(given.acme.ben.id))).toMatchObject({ isAllowed: true });
    expect(await refused(own, { scope: { scope: 'ORGANIZATION' } })).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('members ask for themselves, their team and agents; of budgets they do not see they learn only the answer', async () => {
    await addBudget(admin(), {
      ...hard,
      name: 'Secret',
      subject: { scope: 'VENDOR', id: `Vendor:${given.acme.vendor.id}` },
      limit: '16.5',
    });
    const vendor = { scope: 'VENDOR', id: `Vendor:${given.acme.vendor.id}` };
    expect(await ask(given.api.as(given.acme.ana), '1', vendor)).toEqual({
      ...{ isAllowed: false, reason: 'A hard budget would be passed; ask an administrator.' },
      ...{ budgetName: null, left: null, windowEndsAt: null, budget: null },
    });
    expect(await ask(given.api.as(given.acme.ana), '0.4', vendor)).toMatchObject({ isAllowed: true, left: null });
    expect(await refused(given.api.as(given.acme.ana), { scope: member(given.acme.ben.id) })).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(
      await refused(given.api.as(given.acme.ben), { scope: { scope: 'TEAM', id: `Team:${given.acme.team.id}` } }),
    ).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await refused(given.api.anonymous, {})).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('an amount below 0 or with too many digits is refused by name', async () => {
    expect(await refused(admin(), { amount: '-1' })).toMatchObject({ code: 'INVALID_INPUT', field: 'amount' });
    expect(await refused(admin(), { amount: '0.0000000001' })).toMatchObject({ field: 'amount' });
    expect(await refused(admin(), { scope: { scope: 'TEAM' } })).toMatchObject({ field: 'scope.id' });
  });
});
