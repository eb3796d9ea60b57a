import { describe, expect, test } from 'vitest';
import { db } from '../../../db.ts';
import { createToken } from '../../../test/factories.ts';
import type { TestClient } from '../../../test/graphql-client.ts';
import { useTestApi } from '../../../test/use-test-api.ts';
import { type Answer, mutate } from '../../ledger/ledger-kit.ts';
import { askProjection, createScene, projectionOf, type Scene } from './projection-kit.ts';

let scene: Scene;
let admin: TestClient;
const api = useTestApi(async () => {
  scene = await createScene(api);
  admin = api.as(scene.admin);
});

const dayOf = async (variables: object, date: string) =>
  (await projectionOf(admin, variables)).days.find((day) => day.date === date);
const succeeded = ({ code, ...answer }: Answer) => expect(code, JSON.stringify(answer)).toBeUndefined();
const pivotSpend = async (from: string, until: string) => {
  const { pivot } = await admin.query<{ pivot: { totals: { values: string[] } } }>(
    'query ($input: PivotInput!) { pivot(input: $input) { totals { values } } }',
    { input: { from, until, rows: ['MEMBER'], measures: ['SPEND'] } },
  );
  return pivot.totals.values[0];
};

describe('the month of the organization', () => {
  test('is what was spent and what the weekdays left come to', async () => {
    expect(await projectionOf(admin)).toMatchObject({
      ...{ month: '2026-11-01', until: '2026-12-01', today: '2026-11-18', knownUntil: '2026-11-18' },
      ...{ subject: { scope: 'ORGANIZATION', id: null, name: 'Acme' }, metric: 'COST', currency: 'USD' },
      ...{
        actual: '1504',
        scheduled: '0',
        forecast: '1076',
        expected: '2580',
        confidence: 'MEASURED',
        historyDays: 84,
      },
      // Every past week came to exactly what its weekdays said.
      ...{ low: '2580', high: '2580', expectedWithoutScenario: '2580' },
      // 1470 in 17 whole days.
      runRate: '2594.117647059',
      ...{ budget: null, planned: null, plannedLeft: null, previousMonth: '2690' },
    });
    expect(await pivotSpend('2026-11-01', '2026-12-01')).toBe('1504');
  });

  test('day by day, with running totals', async () => {
    const { days } = await projectionOf(admin);
    expect(days).toHaveLength(30);
    expect(days[16]).toMatchObject({
      date: '2026-11-17',
      isComplete: true,
      actual: '110',
      expected: '110',
      low: '110',
    });
    expect(days[17]).toMatchObject({
      date: '2026-11-18',
      isComplete: false,
      actual: '34',
      expected: '110',
      low: '110',
    });
    expect(days[20]).toMatchObject({ date: '2026-11-21', actual: null, expected: '30', previousMonth: '110' });
    expect(days[20]?.total).toEqual({ actual: null, expected: '1830', low: '1830', high: '1830', planned: null });
    expect(days.at(-1)?.total.expected).toBe('2580');
  });

  test('ends in the past with what it came to', async () => {
    const { days, ...october } = await projectionOf(admin, { month: '2026-10-31' });
    expect(october).toMatchObject({ actual: '2690', forecast: '0', expected: '2690', low: '2690', high: '2690' });
    expect(days.every(({ isComplete, actual, expected }) => isComplete && actual === expected)).toBe(true);
  });

  test('can be asked of the months ahead', async () => {
    // 23 weekdays, 8 days off.
    expect(await projectionOf(admin, { month: '2026-12-01' })).toMatchObject({
      actual: '0',
      expected: '2770',
      runRate: null,
    });
    const { errors } = await askProjection(admin, { month: '2027-12-01' });
    expect(errors[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', field: 'month', value: '2027-12-01' });
  });

  test('by the calendar of the reporting zone', async () => {
    await db.organization.updateMany({ data: { reportingZone: 'Pacific/Kiritimati' } });
    api.clock.set('2026-11-30T10:00:00Z');
    const november = await projectionOf(api.as(scene.admin));
    expect(november).toMatchObject({ today: '2026-12-01', knownUntil: '2026-12-01', forecast: '0', expected: '1504' });
    expect(await projectionOf(api.as(scene.admin), { month: '2026-12-01' })).toMatchObject({
      today: '2026-12-01',
      actual: '0',
    });
  });

  test('in tokens and requests', async () => {
    expect(await projectionOf(admin, { metric: 'TOKENS' })).toMatchObject({
      currency: null,
      actual: '1504000',
      expected: '2580000',
    });
    expect(await projectionOf(admin, { metric: 'REQUESTS' })).toMatchObject({ actual: '1504', expected: '2580' });
  });

  test('counts a day that outgrew its forecast as it is', async () => {
    await db.$executeRaw`UPDATE usage_day SET reporting_spend_nano = 500000000000 WHERE day = '2026-11-18' AND member_id = ${scene.ana.id}`;
    expect(await dayOf({}, '2026-11-18')).toMatchObject({ actual: '504', expected: '504', low: '504', high: '504' });
  });
});

describe('by scope', () => {
  test('of a member, a team, a vendor and a tool', async () => {
    const of = async (scope: string, id: string) => (await projectionOf(admin, { scope: { scope, id } })).expected;
    expect(await of('MEMBER', `Member:${scene.ana.id}`)).toBe('2280');
    expect(await of('TEAM', `Team:${scene.team.id}`)).toBe('2280');
    expect(await of('VENDOR', `Vendor:${scene.vendor.id}`)).toBe('2580');
    expect(await of('TOOL', `Tool:${scene.tools[1].id}`)).toBe('300');
  });

  test('names what it does not know', async () => {
    const { errors } = await askProjection(admin, { scope: { scope: 'PROJECT', id: 'Project:99' } });
    expect(errors[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', field: 'scope.id', value: 'Project:99' });
  });

  test('says nothing it cannot know of who has just begun', async () => {
    await db.$executeRaw`DELETE FROM usage_day WHERE member_id = ${scene.ben.id} AND day < '2026-11-14'`;
    const young = await projectionOf(admin, { scope: { scope: 'MEMBER', id: `Member:${scene.ben.id}` } });
    expect(young).toMatchObject({ confidence: 'NONE', historyDays: 4, low: null, high: null, expected: '170' });
    expect(young.days.at(-1)).toMatchObject({ low: null, high: null, total: { low: null, high: null } });
  });
});

describe('who sees it', () => {
  test('a member sees oneself and nobody else', async () => {
    const own = await projectionOf(api.as(scene.ana));
    expect(own).toMatchObject({ subject: { scope: 'MEMBER', name: 'Ana' }, expected: '2280' });
    const others = [
      { scope: 'ORGANIZATION' },
      { scope: 'MEMBER', id: `Member:${scene.ben.id}` },
      { scope: 'TEAM', id: `Team:${scene.team.id}` },
      { scope: 'VENDOR', id: `Vendor:${scene.vendor.id}` },
    ];
    for (const scope of others) {
      const { errors } = await askProjection(api.as(scene.ana), { scope });
      expect(errors[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });

  test('nobody without signing in, and no token that may not read', async () => {
    expect((await askProjection(api.anonymous)).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
    const token = await createToken({ member: scene.admin, scopes: ['USAGE_WRITE'] });
    expect((await askProjection(api.withToken(token))).errors[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

describe('scheduled fixed cost', () => {
  const recurring = async (input: object) =>
    succeeded(
      await mutate(
        admin,
        'createRecurringCost',
        {
          interval: 'MONTHLY',
          currency: 'USD',
          amount: '50',
          startsOn: '2026-10-20',
          description: 'Support',
          ...input,
        },
        '... on RecurringCost { id }',
      ),
    );
  const subscribe = async (input: object) =>
    succeeded(
      await mutate(
        admin,
        'createSubscription',
        { vendor: 'Acme AI', name: 'Seat', amount: '20', startedOn: '2026-10-25', ...input },
        '... on SubscriptionChange { subscription { id } }',
      ),
    );

  test('is added on the dates its own calendar says, until the end of the month', async () => {
    await recurring({});
    await subscribe({ memberId: `Member:${scene.ana.id}` });
    expect(await projectionOf(admin)).toMatchObject({
      ...{ actual: '1504', scheduled: '70', forecast: '1076', expected: '2650', low: '2650' },
      scheduledCosts: [
        { date: '2026-11-20', source: 'RECURRING_COST', name: 'Support', amount: '50', isEstimated: false },
        { date: '2026-11-25', source: 'SUBSCRIPTION', name: 'Seat', amount: '20', isEstimated: false },
      ],
    });
    expect(await dayOf({}, '2026-11-20')).toMatchObject({ scheduled: '50', expected: '160' });
    const ofAna = await projectionOf(admin, { scope: { scope: 'TEAM', id: `Team:${scene.team.id}` } });
    expect(ofAna).toMatchObject({ scheduled: '20', expected: '2300' });
    expect(await projectionOf(admin, { metric: 'TOKENS' })).toMatchObject({ scheduled: '0', scheduledCosts: [] });
  });

  test('counts once: what is posted already is in the books', async () => {
    await recurring({ startsOn: '2026-11-05' });
    expect(await projectionOf(admin)).toMatchObject({ actual: '1554', scheduled: '0', expected: '2630' });
    expect(await projectionOf(admin, { month: '2026-12-01' })).toMatchObject({ scheduled: '50', expected: '2820' });
  });

  test('counts once also when somebody moved the entry to another month', async () => {
    await recurring({ startsOn: '2026-11-05' });
    const moved = { date: new Date('2026-10-31'), createdAt: new Date('2026-11-05T00:10:00Z') };
    await db.costEntry.updateMany({ data: moved });
    expect(await projectionOf(admin)).toMatchObject({ actual: '1504', scheduled: '0', previousMonth: '2740' });
  });

  test('leaves out what a connection bills, and what was skipped or ends', async () => {
    await recurring({ connectionId: `Connection:${scene.connection.id}` });
    await recurring({ endsOn: '2026-11-20' });
    await recurring({ startsOn: '2026-11-30' });
    succeeded(
      await mutate(
        admin,
        'skipRecurringCost',
        { recurringCostId: 'RecurringCost:3', date: '2026-11-30' },
        '... on RecurringCost { id }',
      ),
    );
    expect(await projectionOf(admin)).toMatchObject({ scheduled: '0', scheduledCosts: [] });
  });

  test('in another currency at the latest rate, and named without one', async () => {
    await db.exchangeRate.create({ data: { base: 'EUR', quote: 'USD', day: new Date('2026-11-02'), rate: '1.1' } });
    await recurring({ currency: 'EUR', startsOn: '2026-11-30', amount: '33.33' });
    expect(await projectionOf(admin)).toMatchObject({ scheduled: '36.663', scheduledCosts: [{ amount: '36.663' }] });
    await db.exchangeRate.deleteMany();
    expect(await projectionOf(admin)).toMatchObject({ scheduled: '0', scheduledCosts: [{ amount: null }] });
  });

  test('of varying amounts is estimated by the last one', async () => {
    await subscribe({ isVariable: true, amount: null, memberId: `Member:${scene.ben.id}` });
    expect(await projectionOf(admin)).toMatchObject({
      scheduled: '0',
      scheduledCosts: [{ amount: null, isEstimated: true }],
    });
    const charge = { subscriptionId: 'PaidSubscription:1', billingDate: '2026-10-25', amount: '12.5' };
    await mutate(admin, 'setSubscriptionCharge', charge, '... on SubscriptionChange { subscription { id } }');
    expect(await projectionOf(admin)).toMatchObject({
      scheduled: '12.5',
      scheduledCosts: [{ amount: '12.5', isEstimated: true }],
    });
  });
});

describe('what was planned', () => {
  test('is the monthly budget of the very scope, spread over the days', async () => {
    const subject = { scope: 'MEMBER', id: `Member:${scene.ana.id}` };
    const monthly = { subject, period: 'MONTHLY', limit: '1000', thresholds: [] };
    await mutate(admin, 'createBudget', { ...monthly, name: 'Ana' }, '... on Budget { id }');
    await mutate(admin, 'createBudget', { ...monthly, name: 'Larger', limit: '3000' }, '... on Budget { id }');
    const own = await projectionOf(api.as(scene.ana));
    expect(own).toMatchObject({ budget: { name: 'Ana' }, planned: '1000', plannedLeft: '-1280' });
    expect(own.days[0]).toMatchObject({ planned: '33.333333333', total: { planned: '33.333333333' } });
    expect(own.days.at(-1)?.total.planned).toBe('1000');
    expect(await projectionOf(admin)).toMatchObject({ budget: null, planned: null });
  });
});
