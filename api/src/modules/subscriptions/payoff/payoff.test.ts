import { describe, expect, test } from 'vitest';
import { db } from '../../../db.ts';
import {
  createAdmin,
  createMember,
  createMembership,
  createOrganization,
  createTeam,
} from '../../../test/factories.ts';
import type { TestClient } from '../../../test/graphql-client.ts';
import { useTestApi } from '../../../test/use-test-api.ts';
import { createIdentity, insertUsage, type UsageFact } from '../../explore/usage-fixture.ts';
import { amend, create } from '../subscription-kit.ts';

let admin: TestClient;
let ada: { id: number };
let ben: { id: number };
let connectionId: number;
const api = useTestApi(async () => {
  api.clock.set('2026-11-10T12:00:00Z');
  await createOrganization();
  admin = api.as(await createAdmin());
  ada = await createMember({ name: 'Ada' });
  ben = await createMember({ name: 'Ben' });
});

/** Claude for Ada (or whatever is said), whose vendor and tool the usage below is of. */
async function subscribe(changes: object = {}): Promise<number> {
  await create(admin, { planCode: 'claude_max_5x', startedOn: '2026-09-16', memberId: `Member:${ada.id}`, ...changes });
  const { id, vendorId } = await db.subscription.findFirstOrThrow({ orderBy: { id: 'desc' } });
  const data = { vendorId, name: 'Anthropic', currency: 'USD', schedule: '0 6 * * *' };
  connectionId =
    (await db.connection.findFirst({ where: { vendorId } }))?.id ?? (await db.connection.create({ data })).id;
  return id;
}

const NANO = 1_000_000_000n;

/** Included usage of one member on a day, worth so many USD. */
async function use(member: { id: number }, day: string, dollars: bigint, changes: Partial<UsageFact> = {}) {
  const tool = await db.tool.findUniqueOrThrow({ where: { code: 'claude_code' } });
  const { vendorId } = await db.connection.findUniqueOrThrow({ where: { id: connectionId } });
  const key = `${connectionId} ${member.id}`;
  const known = await db.identity.findFirst({ where: { connectionId, name: key } });
  const { id } = known ?? (await createIdentity(connectionId, 'USER', key, { memberId: member.id }));
  const usage = { connectionId, vendorId, toolId: tool.id, userIdentityId: id, hour: `${day}T10:00:00Z`, requests: 3n };
  await insertUsage([{ ...usage, billingKind: 'INCLUDED', listValueNano: dollars * NANO, ...changes }]);
}

const payoffOf = async (client: TestClient, id: number) => {
  const { subscription } = await client.query<{ subscription: { payoff: { months: object[] } } }>(
    `{ subscription(id: "PaidSubscription:${id}") { payoff { currency months {
        month isComplete seats price listValue ratio confidence activeMemberCount idleSeats
        members { member { name } listValue ratio requests } } } } }`,
  );
  return subscription.payoff;
};

describe('payoff', () => {
  test('is the list value of included usage over the price of the days served', async () => {
    const id = await subscribe();
    await use(ada, '2026-09-20', 25n);
    await use(ada, '2026-10-05', 400n, { evidence: 'TRACKED' });
    await use(ada, '2026-10-06', 7n, { billingKind: 'METERED', spendNano: 7n * NANO });
    await use(ben, '2026-10-07', 999n);
    expect(await payoffOf(api.as(ada), id)).toMatchObject({
      currency: 'USD',
      months: [
        { month: '2026-09-01', price: '50', listValue: '25', ratio: '0.5', confidence: 'REPORTED', isComplete: true },
        {
          ...{ month: '2026-10-01', listValue: '400', confidence: 'TRACKED', idleSeats: 0, activeMemberCount: 1 },
          members: [{ member: { name: 'Ada' }, listValue: '400', requests: '6' }],
        },
        { month: '2026-11-01', listValue: '0', ratio: null, isComplete: false, confidence: 'NONE', idleSeats: null },
      ],
    });
    const { payoff } = { payoff: await payoffOf(admin, id) };
    const prices = payoff.months.map((month) => Number(Reflect.get(month, 'price')));
    expect(prices[1]).toBeCloseTo(50 + (100 * 16) / 31, 6);
  });

  test('follows who had it when', async () => {
    const id = await subscribe({ startedOn: '2026-10-01' });
    await use(ada, '2026-10-10', 10n);
    await use(ada, '2026-10-20', 20n);
    await use(ben, '2026-10-10', 40n);
    await use(ben, '2026-10-20', 80n);
    await amend(admin, 'handOverSubscription', { id, memberId: `Member:${ben.id}`, from: '2026-10-15' });
    expect((await payoffOf(admin, id)).months[0]).toMatchObject({ price: '100', listValue: '90', ratio: '0.9' });
  });

  test('tells a member of the time in which they had it, and nothing of what others used before', async () => {
    const team = await createTeam();
    await createMembership(ada, team);
    const id = await subscribe({ startedOn: '2026-09-01', memberId: null, teamId: `Team:${team.id}` });
    await use(ada, '2026-09-10', 10n);
    await use(ada, '2026-10-10', 20n);
    await use(ada, '2026-10-11', 30n, { billingKind: 'METERED', spendNano: 30n * NANO });
    await amend(admin, 'handOverSubscription', { id, memberId: `Member:${ben.id}`, from: '2026-10-15' });
    await use(ben, '2026-10-20', 80n);
    expect((await payoffOf(api.as(ben), id)).months).toMatchObject([
      { month: '2026-10-01', listValue: '80', members: [{ member: { name: 'Ben' } }] },
      { month: '2026-11-01', listValue: '0', members: [] },
    ]);
    const replay = `{ subscription(id: "PaidSubscription:${id}") { planReplay { monthCount listValue } } }`;
    expect(await api.as(ben).query(replay)).toEqual({
      subscription: { planReplay: { monthCount: 0, listValue: '0' } },
    });
    expect((await payoffOf(admin, id)).months).toMatchObject([
      { listValue: '10', members: [{ member: { name: 'Ada' } }] },
      { listValue: '100' },
      {},
    ]);
  });

  test('of a team counts its members of the day, and the seats that nobody used', async () => {
    const team = await createTeam();
    await createMembership(ada, team);
    await createMembership(ben, team, { until: '2026-10-15' });
    const id = await subscribe({
      planCode: 'claude_team_standard',
      seats: 5,
      startedOn: '2026-10-01',
      memberId: null,
      teamId: `Team:${team.id}`,
    });
    await use(ada, '2026-10-10', 30n);
    await use(ben, '2026-10-20', 60n);
    expect((await payoffOf(admin, id)).months[0]).toMatchObject({
      ...{ price: '125', seats: 5, listValue: '30', activeMemberCount: 1, idleSeats: 4 },
      members: [{ member: { name: 'Ada' }, ratio: '1.2' }],
    });
  });

  test('of a page of subscriptions is read at once', async () => {
    for (const startedOn of ['2026-10-01', '2026-10-02', '2026-10-03']) await subscribe({ startedOn });
    const list = '{ subscriptions { edges { node { payoff { months { ratio } } } } } }';
    const statements = await api.statements(() => admin.query(list));
    expect(statements.filter((text) => text.includes('usage_day'))).toHaveLength(1);
  });

  test.each([0, 25])('is refused for %s months', async (months) => {
    const id = await subscribe();
    const query = `{ subscription(id: "PaidSubscription:${id}") { payoff(months: ${months}) { currency } } }`;
    expect((await admin.execute(query)).errors[0]?.extensions).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'months',
    });
  });
});

describe('plan replay', () => {
  test('tells what the last whole months would have cost on each plan and on the API', async () => {
    const id = await subscribe({ planCode: 'claude_max_20x', startedOn: '2026-09-01' });
    await use(ada, '2026-09-10', 700n);
    await use(ada, '2026-10-10', 300n);
    await use(ada, '2026-11-05', 5000n);
    const { subscription } = await api.as(ada).query<{ subscription: { planReplay: object } }>(
      `{ subscription(id: "PaidSubscription:${id}") { planReplay { currency monthCount paid listValue noActionPercent
          options { plan { code } cost fixed overage yearlySaving isWithinBand } best { plan { code } } } } }`,
    );
    expect(subscription.planReplay).toEqual({
      ...{ currency: 'USD', monthCount: 2, paid: '400', listValue: '1000', noActionPercent: 10 },
      options: [
        {
          plan: { code: 'claude_pro' },
          cost: '100',
          fixed: '40',
          overage: '60',
          yearlySaving: '1800',
          isWithinBand: false,
        },
        {
          plan: { code: 'claude_max_5x' },
          cost: '200',
          fixed: '200',
          overage: '0',
          yearlySaving: '1200',
          isWithinBand: false,
        },
        {
          plan: { code: 'claude_max_20x' },
          cost: '400',
          fixed: '400',
          overage: '0',
          yearlySaving: '0',
          isWithinBand: true,
        },
        { plan: null, cost: '1000', fixed: '0', overage: '1000', yearlySaving: '-3600', isWithinBand: true },
      ],
      best: { plan: { code: 'claude_pro' } },
    });
  });
});

describe('recommendations', () => {
  const read = async (client: TestClient) => {
    const { recommendations } = await client.query<{
      recommendations: { totalCount: number; edges: { node: object }[] };
    }>(
      `{ recommendations { totalCount yearlySaving edges { node { kind yearlySaving currency confidence idleSeats plan { code }
          keep { id } subscription { id } replay { paid } } } } }`,
    );
    return recommendations;
  };

  test('name seats that nobody used, and not those whose use cannot be seen', async () => {
    const id = await subscribe({ startedOn: '2026-09-01' });
    expect(await read(admin)).toMatchObject({ totalCount: 0, yearlySaving: '0' });
    await use(ben, '2026-10-10', 5n);
    expect(await read(admin)).toMatchObject({
      ...{ totalCount: 1, yearlySaving: '1200' },
      edges: [
        {
          node: {
            kind: 'IDLE_SEATS',
            idleSeats: 1,
            confidence: 'REPORTED',
            subscription: { id: `PaidSubscription:${id}` },
          },
        },
      ],
    });
    expect(await read(api.as(ada))).toMatchObject({ totalCount: 1 });
    expect(await read(api.as(ben))).toMatchObject({ totalCount: 0 });
    await use(ada, '2026-11-05', 100_000n);
    expect(await read(admin)).toMatchObject({ totalCount: 0 });
  });

  test('name the one of two for the same work that is worth less', async () => {
    const claude = await subscribe({ startedOn: '2026-09-01' });
    await create(admin, { planCode: 'cursor_pro', startedOn: '2026-09-01', memberId: `Member:${ada.id}` });
    await create(admin, { planCode: 'midjourney_pro', startedOn: '2026-09-01', memberId: `Member:${ada.id}` });
    await create(admin, { planCode: 'cursor_pro', startedOn: '2026-09-01', memberId: `Member:${ben.id}` });
    await use(ada, '2026-10-10', 3000n);
    expect(await read(admin)).toMatchObject({
      edges: [{ node: { kind: 'OVERLAPPING_SEATS', yearlySaving: '240', keep: { id: `PaidSubscription:${claude}` } } }],
    });
  });

  test('name a plan that would have done, with the arithmetic', async () => {
    await subscribe({ startedOn: '2026-09-01' });
    await use(ada, '2026-09-10', 100n);
    await use(ada, '2026-10-10', 100n);
    expect(await read(admin)).toMatchObject({
      totalCount: 1,
      edges: [
        { node: { kind: 'CHANGE_PLAN', plan: { code: 'claude_pro' }, yearlySaving: '960', replay: { paid: '200' } } },
      ],
    });
    await use(ada, '2026-10-11', 2000n);
    expect(await read(admin)).toMatchObject({ totalCount: 0 });
  });

  test('never name the plan that is paid for already, even above its list price', async () => {
    await subscribe({ startedOn: '2026-09-01', amount: '210' });
    await use(ada, '2026-09-10', 900n);
    await use(ada, '2026-10-10', 900n);
    expect(await read(admin)).toMatchObject({ totalCount: 0 });
  });
});
