import { describe, expect, test } from 'vitest';
import { db } from '../../db.ts';
import { createAgent, createProject } from '../../test/factories.ts';
import { useAcme } from '../../test/use-acme.ts';
import { PIVOT, type PivotData } from '../explore/acme-fixture.ts';
import { createIdentity, insertUsage } from '../explore/usage-fixture.ts';
import { mutate } from '../ledger/ledger-kit.ts';
import { addBudget, change } from './budget-kit.ts';

const given = useAcme();

interface Window {
  from: string;
  until: string;
  startsAt: string;
  endsAt: string;
  limit: string;
  carriedOver: string;
  spent: string;
  left: string;
  percent: string;
  state: string;
  daysLeft: number;
}
const WINDOWS = `query ($id: ID!, $last: Int!) {
  budget(id: $id) {
    currentWindow { from until startsAt endsAt limit carriedOver spent left percent state daysLeft }
    windows(last: $last) { from until limit carriedOver spent left percent state daysLeft isCurrent }
  }
}`;
async function windows(id: number, last = 3) {
  const variables = { id: `Budget:${id}`, last };
  const data = await given.api
    .as(given.acme.admin)
    .query<{ budget: { currentWindow: Window | null; windows: Window[] } }>(WINDOWS, variables);
  return data.budget;
}

const enter = (amount: string, date: string, line: object = {}) =>
  mutate(
    given.api.as(given.acme.admin),
    'createCostEntry',
    { date, description: 'Licence', currency: 'USD', amount, kind: 'FIXED', lines: [{ percent: '100', ...line }] },
    '... on CostEntry { id }',
  );

describe('what a window came to', () => {
  /** One fact and one cost entry for every scope there is. */
  async function spendEverywhere() {
    const agent = await createAgent();
    const project = await createProject();
    const customer = await db.customer.create({ data: { externalId: 'tenant-1' } });
    const account = await db.glAccount.create({ data: { code: '6999', name: 'Machines' } });
    await db.glRule.create({ data: { position: 1, toolId: given.acme.tool.id, glAccountId: account.id } });
    const bot = await createIdentity(given.acme.connection.id, 'API_KEY', 'bot', {
      agentId: agent.id,
      projectId: project.id,
    });
    await insertUsage(
      ['2026-11-20T23:00:00Z', '2026-11-22T03:00:00Z', '2026-11-22T11:00:00Z'].map((hour, index) => ({
        ...{
          connectionId: given.acme.connection.id,
          vendorId: given.acme.vendor.id,
          toolId: given.acme.tool.id,
          modelId: given.acme.opus.id,
        },
        ...{
          hour,
          customerId: customer.id,
          apiKeyIdentityId: bot.id,
          requests: 2n,
          inputTokens: 1000n,
          outputTokens: 7n,
        },
        spendNano: 123_456_789n * BigInt(index + 1),
      })),
    );
    await enter('12.3400', '2026-11-22', {
      memberId: `Member:${given.acme.ana.id}`,
      glAccountId: `GlAccount:${account.id}`,
    });
    await enter('7.0000', '2026-11-02', { teamId: `Team:${given.acme.team.id}`, projectId: `Project:${project.id}` });
    return {
      ...{ MEMBER: `Member:${given.acme.ana.id}`, TEAM: `Team:${given.acme.team.id}`, AGENT: `Agent:${agent.id}` },
      ...{
        PROJECT: `Project:${project.id}`,
        CUSTOMER: `Customer:${customer.id}`,
        VENDOR: `Vendor:${given.acme.vendor.id}`,
      },
      ...{
        TOOL: `Tool:${given.acme.tool.id}`,
        MODEL: `Model:${given.acme.opus.id}`,
        GL_ACCOUNT: `GlAccount:${account.id}`,
      },
    };
  }

  test.each(['COST', 'TOKENS', 'REQUESTS'] as const)(
    'in %s is what the pivot shows, for every scope and period',
    { timeout: 120_000 },
    async (metric) => {
      const ids = await spendEverywhere();
      const measure = { COST: 'SPEND', TOKENS: 'TOTAL_TOKENS', REQUESTS: 'REQUESTS' }[metric];
      const subjects = [{ scope: 'ORGANIZATION' }, ...Object.entries(ids).map(([scope, id]) => ({ scope, id }))];
      let seen = 0;
      for (const subject of subjects) {
        for (const period of ['DAILY', 'WEEKLY', 'MONTHLY', 'QUARTERLY', 'YEARLY']) {
          const budget = await addBudget(given.api.as(given.acme.admin), { subject, period, metric, limit: '1000000' });
          const { currentWindow } = await windows(budget, 1);
          const filters = 'id' in subject ? [{ dimension: subject.scope, in: [subject.id] }] : [];
          const { pivot } = await given.api.as(given.acme.admin).query<PivotData>(PIVOT, {
            input: { from: currentWindow?.from, until: currentWindow?.until, rows: [], measures: [measure], filters },
          });
          expect([subject.scope, period, currentWindow?.spent]).toEqual([
            subject.scope,
            period,
            pivot.totals.values[0],
          ]);
          if (currentWindow?.spent !== '0') seen += 1;
        }
      }
      expect(seen).toBeGreaterThan(metric === 'COST' ? 45 : 40);
    },
  );

  test('of an hour is what the pivot shows for that hour', async () => {
    await spendEverywhere();
    given.api.clock.set('2026-11-22T11:20:00Z');
    const budget = await addBudget(given.api.as(given.acme.admin), { period: 'HOURLY', limit: '1' });
    const { currentWindow, windows: hours } = await windows(budget, 24);
    expect(currentWindow).toMatchObject({
      ...{ startsAt: '2026-11-22T11:00:00.000Z', endsAt: '2026-11-22T12:00:00.000Z', spent: '0.370370367' },
      ...{ left: '0.629629633', percent: '37', state: 'WITHIN' },
    });
    // Made in this hour: none before it.
    expect(hours).toHaveLength(1);
  });

  test.each(['COST', 'TOKENS', 'REQUESTS'] as const)(
    'of an hour in %s leaves out what is known only by the day, which a day has',
    async (metric) => {
      const { connection, vendor } = given.acme;
      const midnight = { connectionId: connection.id, vendorId: vendor.id, hour: '2026-11-22T00:00:00Z' };
      const use = { spendNano: 2_000_000_000n, inputTokens: 2n, requests: 2n };
      await insertUsage([
        { ...midnight, ...use },
        { ...midnight, isDayGrain: true, spendNano: 40_000_000_000n, inputTokens: 40n, requests: 40n },
      ]);
      await enter('100.0000', '2026-11-22');
      given.api.clock.set('2026-11-22T00:20:00Z');
      const admin = given.api.as(given.acme.admin);
      const hour = await addBudget(admin, { period: 'HOURLY', metric, limit: '1000', isHard: true });
      const day = await addBudget(admin, { period: 'DAILY', metric, limit: '1000' });
      expect((await windows(hour, 1)).currentWindow?.spent).toBe('2');
      expect((await windows(day, 1)).currentWindow?.spent).toBe(metric === 'COST' ? '142' : '42');
    },
  );

  test('counts days of the reporting zone', async () => {
    await db.organization.update({ where: { id: 1 }, data: { reportingZone: 'America/New_York' } });
    given.api.clock.set('2026-11-22T02:00:00Z');
    const at = { connectionId: given.acme.connection.id, vendorId: given.acme.vendor.id };
    const facts = ['2026-11-21T04:00:00Z', '2026-11-21T05:00:00Z', '2026-11-22T01:00:00Z'].map((hour) => ({
      ...{ ...at, hour, spendNano: 1_000_000_000n },
    }));
    await insertUsage(facts, 'America/New_York');
    const { currentWindow } = await windows(await addBudget(given.api.as(given.acme.admin)));
    expect(currentWindow).toMatchObject({
      ...{ from: '2026-11-21', until: '2026-11-22', spent: '2', daysLeft: 1 },
      ...{ startsAt: '2026-11-21T05:00:00.000Z', endsAt: '2026-11-22T05:00:00.000Z' },
    });
  });
});

describe('a window', () => {
  test('says what is left, how far it is and how many days remain', async () => {
    const budget = await addBudget(given.api.as(given.acme.admin), {
      period: 'MONTHLY',
      limit: '20',
      thresholds: [80],
    });
    expect((await windows(budget)).currentWindow).toMatchObject({
      ...{ from: '2026-11-01', until: '2026-12-01', spent: '16.000000001', limit: '20', left: '3.999999999' },
      ...{ percent: '80', state: 'WARNING', daysLeft: 9, carriedOver: '0' },
    });
    await change(given.api.as(given.acme.admin), budget, { limit: '16' });
    expect((await windows(budget)).currentWindow).toMatchObject({
      left: '-0.000000001',
      state: 'EXCEEDED',
      percent: '100',
    });
  });

  test('is cut to the valid days, and none outside them', async () => {
    const monthly = { period: 'MONTHLY', limit: '20' };
    const later = await addBudget(given.api.as(given.acme.admin), { ...monthly, validFrom: '2026-11-04' });
    expect((await windows(later)).currentWindow).toMatchObject({
      from: '2026-11-04',
      until: '2026-12-01',
      spent: '11',
    });
    const over = await addBudget(given.api.as(given.acme.admin), { ...monthly, validUntil: '2026-11-22' });
    expect((await windows(over)).currentWindow).toBeNull();
    const future = await addBudget(given.api.as(given.acme.admin), { ...monthly, validFrom: '2026-11-23' });
    expect(await windows(future)).toEqual({ currentWindow: null, windows: [] });
  });

  test('keeps the limit it ended with', async () => {
    const budget = await addBudget(given.api.as(given.acme.admin), { period: 'MONTHLY', limit: '20' });
    given.api.clock.set('2026-12-10T12:00:00Z');
    await change(given.api.as(given.acme.admin), budget, { limit: '30', limitNote: 'More seats' });
    const { windows: months } = await windows(budget);
    expect(months.map(({ from, limit, spent }) => [from, limit, spent])).toEqual([
      ['2026-12-01', '30', '0'],
      ['2026-11-01', '20', '16.000000001'],
    ]);
  });

  test('carries over what earlier ones left, never what they lacked, to the nano-unit', async () => {
    const terms = { period: 'DAILY', limit: '6', carriesOver: true, validFrom: '2026-11-01' };
    const budget = await addBudget(given.api.as(given.acme.admin), terms);
    given.api.clock.set('2026-11-06T12:00:00Z');
    const { windows: days } = await windows(budget, 6);
    // 3rd: 5.000000001, 4th: 4, 5th: 7 spent.
    expect(days.map(({ from, carriedOver, limit, left }) => [from, carriedOver, limit, left])).toEqual([
      ['2026-11-06', '13.999999999', '19.999999999', '19.999999999'],
      ['2026-11-05', '14.999999999', '20.999999999', '13.999999999'],
      ['2026-11-04', '12.999999999', '18.999999999', '14.999999999'],
      ['2026-11-03', '12', '18', '12.999999999'],
      ['2026-11-02', '6', '12', '12'],
      ['2026-11-01', '0', '6', '6'],
    ]);
    await change(given.api.as(given.acme.admin), budget, { limit: '1' });
    const { windows: after } = await windows(budget, 2);
    expect(after.map(({ from, carriedOver, limit }) => [from, carriedOver, limit])).toEqual([
      ['2026-11-06', '13.999999999', '14.999999999'],
      ['2026-11-05', '14.999999999', '20.999999999'],
    ]);
  });
});

test('any number of budgets are read by a bounded number of statements', async () => {
  const LIST = '{ budgets { totalCount edges { node { name subject { name } currency currentWindow { spent } } } } }';
  const count = async () => (await given.api.statements(() => given.api.as(given.acme.admin).query(LIST))).length;
  const subjects = [{ scope: 'ORGANIZATION' }, { scope: 'MEMBER', id: `Member:${given.acme.ana.id}` }];
  const add = async (period: string) => {
    for (const subject of subjects) await addBudget(given.api.as(given.acme.admin), { subject, period });
  };
  await add('DAILY');
  const few = await count();
  for (let round = 0; round < 5; round++) await add('DAILY');
  expect(await count()).toBe(few);
});
