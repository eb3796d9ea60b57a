import type { Member } from '@outlay/prisma';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { db } from '../../db.ts';
import { createAdmin, createMember, createOrganization, createTeam, createToken } from '../../test/factories.ts';
import { createTestApi, type TestApi, type TestClient } from '../../test/graphql-client.ts';
import { mutate, refusal } from '../ledger/ledger-kit.ts';
import { amend, booked, closeMonth, create } from './subscription-kit.ts';

let api: TestApi;
let admin: TestClient;
let ada: Member;
let ben: Member;
beforeAll(async () => {
  api = await createTestApi({ now: '2026-11-15T12:00:00Z' });
});
afterAll(() => api.close());
beforeEach(async () => {
  await api.reset();
  api.clock.set('2026-11-15T12:00:00Z');
  await createOrganization();
  admin = api.as(await createAdmin({ name: 'Admin' }));
  ada = await createMember({ name: 'Ada' });
  ben = await createMember({ name: 'Ben' });
});

const globalId = ({ id }: { id: number }) => `Member:${id}`;
const max = (changes: object = {}) => ({
  planCode: 'claude_max_5x',
  startedOn: '2026-09-30',
  memberId: globalId(ada),
  ...changes,
});
const idOf = (answer: unknown) =>
  Number((answer as { subscription: { id: string } }).subscription.id.slice('PaidSubscription:'.length));

describe('the plan catalogue', () => {
  test('is searched and paged', async () => {
    const plans = await api
      .as(ada)
      .query<{ plans: { totalCount: number; edges: unknown[] } }>(
        '{ plans(search: "max", vendor: "anthropic", first: 1) { totalCount edges { node { code asOf prices { interval currency amount } allowance { basis } } } } }',
      );
    expect(plans.plans).toEqual({
      totalCount: 2,
      edges: [
        {
          node: {
            code: 'claude_max_5x',
            asOf: '2025-11-01',
            prices: [{ interval: 'MONTHLY', currency: 'USD', amount: '100' }],
            allowance: { basis: 'ESTIMATED' },
          },
        },
      ],
    });
    const { errors } = await api.as(ada).execute('{ plans(vendor: "acme") { totalCount } }');
    expect(errors[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', field: 'vendor' });
    expect((await api.anonymous.execute('{ plans { totalCount } }')).errors[0]?.extensions.code).toBe(
      'UNAUTHENTICATED',
    );
  });
});

describe('a new subscription', () => {
  test('from a plan takes its name, vendor and price and posts every billing date since its start', async () => {
    const answer = await create(api.as(ada), max());
    expect(answer).toMatchObject({ subscription: { status: 'ACTIVE', version: 1 }, adjustments: [] });
    expect(await booked(idOf(answer))).toEqual([
      ['2026-09-30', '100', String(ada.id), '2026-10-30'],
      ['2026-10-30', '100', String(ada.id), '2026-11-30'],
    ]);
    const { subscription } = await api.as(ada).query<{ subscription: unknown }>(
      `{ subscription(id: "PaidSubscription:${idOf(answer)}") { name vendor { code } plan { code } amount seats currency interval paid
          nextRenewal { date amount } member { name } team { name } prices { from seats amount } } }`,
    );
    expect(subscription).toEqual({
      name: 'Claude Max 5x',
      vendor: { code: 'anthropic' },
      plan: { code: 'claude_max_5x' },
      ...{ amount: '100', seats: 1, currency: 'USD', interval: 'MONTHLY', paid: '200' },
      nextRenewal: { date: '2026-11-30', amount: '100' },
      ...{ member: { name: 'Ada' }, team: null },
      prices: [{ from: '2026-09-30', seats: 1, amount: '100' }],
    });
    const entry = await db.costEntry.findFirstOrThrow({ include: { vendor: true } });
    expect(entry).toMatchObject({ source: 'SUBSCRIPTION', kind: 'FIXED', description: 'Claude Max 5x' });
    expect(await db.auditEvent.count({ where: { action: 'createSubscription', memberId: ada.id } })).toBe(1);
  });

  test('of ones own making names its vendor, which is found again in any case', async () => {
    const free = { name: 'Whisper seats', vendor: 'Acme AI', amount: '12.50', seats: 3, startedOn: '2026-11-01' };
    const first = await create(admin, { ...free, memberId: globalId(ben) });
    await create(admin, { ...free, vendor: 'ACME ai', memberId: globalId(ben) });
    expect(await booked(idOf(first))).toEqual([['2026-11-01', '37.5', String(ben.id), '2026-12-01']]);
    expect(await db.vendor.findMany({ where: { name: { contains: 'acme', mode: 'insensitive' } } })).toMatchObject([
      { code: 'acme_ai', name: 'Acme AI' },
    ]);
  });

  test.each([
    ['seats', { seats: 0 }],
    ['seats', { seats: -2 }],
    ['amount', { amount: '-1' }],
    ['endsOn', { endsOn: '2026-09-30' }],
    ['trialUntil', { trialUntil: '2026-09-29' }],
    ['startedOn', { startedOn: '2006-01-01' }],
    ['currency', { currency: 'XXZ', amount: '1' }],
    ['currency', { currency: 'CHF', amount: '1' }],
    ['amount', { interval: 'WEEKLY' }],
    ['planCode', { planCode: 'claude_ultra' }],
    ['name', { planCode: null, amount: '1' }],
    ['vendor', { planCode: null, amount: '1', name: 'x' }],
    ['memberId', { memberId: null }],
    ['teamId', { teamId: 'Team:1' }],
    ['noticeDays', { noticeDays: -1 }],
  ])('is refused for its %s: %o', async (field, changes) => {
    expect(await create(admin, max(changes))).toMatchObject({ code: 'INVALID_INPUT', field });
    expect([await db.subscription.count(), await db.costEntry.count(), await db.vendor.count()]).toEqual([0, 0, 0]);
  });

  test('is for oneself; administrators add for anybody and for teams', async () => {
    const team = await createTeam();
    expect(await create(api.as(ben), max())).toMatchObject({ code: 'INVALID_INPUT', field: 'memberId' });
    const forTeam = { planCode: 'cursor_teams', seats: 4, startedOn: '2026-11-01', teamId: `Team:${team.id}` };
    expect(await create(api.as(ben), forTeam)).toMatchObject({ code: 'INVALID_INPUT', field: 'teamId' });
    expect(await booked(idOf(await create(admin, forTeam)))).toEqual([
      ['2026-11-01', '160', `team ${team.id}`, '2026-12-01'],
    ]);
    expect(await refusal(api.as(ada), 'createSubscription', max({ glAccountId: 'GlAccount:1' }))).toBe('FORBIDDEN');
    expect(await refusal(api.anonymous, 'createSubscription', max())).toBe('UNAUTHENTICATED');
    const reader = api.withToken(await createToken({ member: ada, scopes: ['READ'] }));
    expect(await refusal(reader, 'createSubscription', max())).toBe('FORBIDDEN');
  });

  test('waits for approval where that is asked for, and posts from its start once approved', async () => {
    await mutate(admin, 'changeAccountingSettings', { requiresSubscriptionApproval: true }, '');
    const id = idOf(await create(api.as(ada), max()));
    expect(await booked(id)).toEqual([]);
    expect(
      await refusal(api.as(ada), 'approveSubscription', { subscriptionId: `PaidSubscription:${id}`, version: 1 }),
    ).toBe('FORBIDDEN');
    expect(await amend(admin, 'declineSubscription', { id, note: ' ' })).toMatchObject({ field: 'note' });
    expect(await amend(admin, 'declineSubscription', { id, note: 'Use the team plan.' })).toMatchObject({
      subscription: { status: 'DECLINED' },
    });
    expect(await amend(admin, 'declineSubscription', { id, note: 'again' })).toMatchObject({ code: 'CONFLICT' });
    expect(await amend(admin, 'approveSubscription', { id })).toMatchObject({ subscription: { status: 'ACTIVE' } });
    expect(await booked(id)).toHaveLength(2);
    expect(await amend(admin, 'approveSubscription', { id })).toMatchObject({ code: 'CONFLICT' });
    expect(await create(admin, max())).toMatchObject({ subscription: { status: 'ACTIVE' } });
  });

  test('in bulk: all or none, and the row that fails is named', async () => {
    const rows = [max(), max({ memberId: globalId(ben) })];
    const bulk = (subscriptions: object[], client = admin) =>
      mutate(
        client,
        'bulkCreateSubscriptions',
        { subscriptions },
        '... on SubscriptionChanges { changes { subscription { name } } }',
      );
    expect(await bulk([...rows, max({ seats: 0 })])).toMatchObject({ field: 'subscriptions.2.seats' });
    expect(await bulk([...rows, max({ endsOn: '2026-01-01' })])).toMatchObject({ field: 'subscriptions.2.endsOn' });
    expect(await bulk([max({ memberId: 'Member:999' })])).toMatchObject({
      field: 'subscriptions.0',
      value: 'Member:999',
    });
    expect([await db.subscription.count(), await db.costEntry.count()]).toEqual([0, 0]);
    expect(await bulk(rows)).toEqual({
      __typename: 'SubscriptionChanges',
      changes: [{ subscription: { name: 'Claude Max 5x' } }, { subscription: { name: 'Claude Max 5x' } }],
    });
    const input = { subscriptions: rows };
    expect(await refusal(api.as(ada), 'bulkCreateSubscriptions', input)).toBe('FORBIDDEN');
  });
});

describe('changing a subscription', () => {
  test('to a larger plan charges the days that are left, to fewer seats credits them', async () => {
    const id = idOf(await create(api.as(ada), max({ startedOn: '2026-11-01' })));
    await amend(api.as(ada), 'changeSubscription', { id, planCode: 'claude_max_20x', from: '2026-11-16' });
    expect(await booked(id)).toEqual([['2026-11-01', '100', String(ada.id), '2026-12-01']]);
    await amend(api.as(ada), 'changeSubscription', { id, planCode: 'claude_max_20x', from: '2026-11-10' });
    api.clock.set('2026-11-20T12:00:00Z');
    await amend(api.as(ada), 'changeSubscription', { id, planCode: 'claude_pro' });
    expect(await booked(id)).toEqual([
      ['2026-11-01', '100', String(ada.id), '2026-12-01'],
      ['2026-11-10', '70', String(ada.id), '2026-12-01'],
      ['2026-11-20', '-66', String(ada.id), '2026-12-01'],
    ]);
    const { subscription } = await api
      .as(ada)
      .query<{ subscription: object }>(
        `{ subscription(id: "PaidSubscription:${id}") { name prices { from plan { code } amount } } }`,
      );
    expect(subscription).toMatchObject({
      name: 'Claude Pro',
      prices: [
        { from: '2026-11-01' },
        { from: '2026-11-10' },
        { from: '2026-11-16' },
        { from: '2026-11-20', amount: '20' },
      ],
    });
  });

  test('names the version it saw', async () => {
    const id = idOf(await create(api.as(ada), max()));
    await amend(api.as(ada), 'changeSubscription', { id, notes: 'mine' });
    expect(await amend(admin, 'changeSubscription', { id, version: 1, notes: 'x' })).toMatchObject({
      code: 'CONFLICT',
      field: 'version',
    });
  });

  test.each([
    ['from', { seats: 2, from: '2026-09-29' }],
    ['from', { from: '2026-10-01' }],
    ['seats', { seats: 0 }],
    ['amount', { amount: '-0.01' }],
    ['endsOn', { endsOn: '2026-09-01' }],
    ['trialUntil', { trialUntil: '2026-01-01' }],
    ['planCode', { planCode: 'cursor_pro' }],
    ['planCode', { planCode: 'nothing' }],
  ])('is refused for its %s: %o', async (field, changes) => {
    const id = idOf(await create(admin, max()));
    expect(await amend(admin, 'changeSubscription', { id, ...changes })).toMatchObject({
      code: 'INVALID_INPUT',
      field,
    });
  });

  test('is for who has it', async () => {
    const id = idOf(await create(api.as(ada), max()));
    for (const name of ['changeSubscription', 'cancelSubscription', 'resumeSubscription'])
      expect(await amend(api.as(ben), name, { id })).toMatchObject({ code: 'INVALID_INPUT', field: 'subscriptionId' });
    const input = { id, billingDate: '2026-10-30', amount: '1' };
    expect(await amend(api.as(ben), 'setSubscriptionCharge', input)).toMatchObject({ field: 'subscriptionId' });
    const unknown = { subscriptionId: 'PaidSubscription:99', version: 1 };
    expect(await mutate(admin, 'cancelSubscription', unknown, '')).toMatchObject({ code: 'NOT_FOUND' });
    expect(await mutate(api.as(ben), 'cancelSubscription', unknown, '')).toMatchObject({ field: 'subscriptionId' });
  });

  test('of its start voids and posts anew, one live entry per date', async () => {
    const id = idOf(await create(api.as(ada), max()));
    await amend(api.as(ada), 'changeSubscription', { id, startedOn: '2026-10-05' });
    expect((await booked(id)).map(([date]) => date)).toEqual(['2026-10-05', '2026-11-05']);
    await amend(api.as(ada), 'changeSubscription', { id, startedOn: '2026-09-30' });
    expect((await booked(id)).map(([date]) => date)).toEqual(['2026-09-30', '2026-10-30']);
    expect(await db.costEntry.count({ where: { voidReason: { not: null } } })).toBe(4);
  });

  test('that touches a closed month posts the difference in the first open one and says so', async () => {
    const id = idOf(await create(api.as(ada), max()));
    await closeMonth('2026-09');
    await closeMonth('2026-10');
    expect(await amend(api.as(ada), 'changeSubscription', { id, amount: '90', from: '2026-10-30' })).toMatchObject({
      adjustments: [{ date: '2026-11-01', adjustsMonth: '2026-10-01', amount: '-10' }],
    });
    expect(await amend(api.as(ada), 'changeSubscription', { id, amount: '80', from: '2026-10-30' })).toMatchObject({
      adjustments: [{ date: '2026-11-01', adjustsMonth: '2026-10-01', amount: '-20' }],
    });
    expect(await booked(id)).toEqual([
      ['2026-09-30', '100', String(ada.id), '2026-10-30'],
      ['2026-10-30', '100', String(ada.id), '2026-11-30'],
      ['2026-11-01', '-20', String(ada.id), '2026-11-30'],
    ]);
    await closeMonth('2026-11');
    api.clock.set('2026-12-02T00:00:00Z');
    expect(await amend(api.as(ada), 'changeSubscription', { id, amount: '100', from: '2026-10-30' })).toMatchObject({
      adjustments: [
        { date: '2026-12-01', adjustsMonth: '2026-10-01', amount: '20' },
        { date: '2026-12-01', adjustsMonth: '2026-11-01', amount: '100' },
      ],
    });
  });

  test('to a connection takes what is booked out of the cost that counts by itself', async () => {
    const id = idOf(await create(admin, max()));
    const vendor = await db.vendor.findFirstOrThrow();
    const connection = await db.connection.create({
      data: { vendorId: vendor.id, name: 'Anthropic', currency: 'USD', schedule: '0 6 * * *' },
    });
    await closeMonth('2026-09');
    const wrong = { id, connectionId: 'Connection:999' };
    expect(await amend(admin, 'changeSubscription', wrong)).toMatchObject({ field: 'connectionId' });
    expect(await amend(admin, 'changeSubscription', { id, glAccountId: 'GlAccount:999' })).toMatchObject({
      field: 'glAccountId',
    });
    const linked = await amend(admin, 'changeSubscription', { id, connectionId: `Connection:${connection.id}` });
    expect(linked).toMatchObject({
      adjustments: [
        { date: '2026-10-01', amount: '-100' },
        { date: '2026-10-01', amount: '100' },
      ],
    });
    const entries = await db.costEntry.findMany({ where: { voidedAt: null }, orderBy: { id: 'asc' } });
    const own = entries.filter(({ connectionId }) => connectionId === null);
    expect(own.map(({ amount }) => amount.toFixed())).toEqual(['100', '-100']);
    expect(entries.filter(({ connectionId }) => connectionId === connection.id)).toHaveLength(2);
    expect(
      await refusal(api.as(ada), 'changeSubscription', {
        subscriptionId: `PaidSubscription:${id}`,
        version: 2,
        connectionId: `Connection:${connection.id}`,
      }),
    ).toBe('FORBIDDEN');
  });
});

describe('ending, handing over, variable amounts', () => {
  test('cancelled it runs until what was paid for is over, and can be resumed', async () => {
    const id = idOf(await create(api.as(ada), max()));
    expect(await amend(api.as(ada), 'cancelSubscription', { id })).toMatchObject({
      subscription: { status: 'CANCELLED' },
    });
    expect(await db.subscription.findUniqueOrThrow({ where: { id } })).toMatchObject({
      endsOn: new Date('2026-11-30'),
      cancelledOn: new Date('2026-11-15'),
    });
    expect((await booked(id)).map(([, amount]) => amount)).toEqual(['100', '100']);
    expect(await amend(api.as(ada), 'resumeSubscription', { id })).toMatchObject({
      subscription: { status: 'ACTIVE' },
    });
    expect(await amend(api.as(ada), 'resumeSubscription', { id })).toMatchObject({ code: 'CONFLICT' });
    expect(await amend(api.as(ada), 'cancelSubscription', { id, endsOn: '2026-09-30' })).toMatchObject({
      field: 'endsOn',
    });
    await amend(api.as(ada), 'cancelSubscription', { id, endsOn: '2026-10-15' });
    expect(await booked(id)).toEqual([['2026-09-30', '100', String(ada.id), '2026-10-15']]);
  });

  test('cancelled in its trial it never costs', async () => {
    const id = idOf(await create(api.as(ada), max({ startedOn: '2026-11-10', trialUntil: '2026-11-24' })));
    expect(await amend(api.as(ada), 'cancelSubscription', { id })).toMatchObject({
      subscription: { status: 'CANCELLED' },
    });
    expect(await db.subscription.findUniqueOrThrow({ where: { id } })).toMatchObject({
      endsOn: new Date('2026-11-24'),
    });
  });

  test('handed over, the next charges are the new owner’s, and so is the right to change it', async () => {
    const id = idOf(await create(api.as(ada), max()));
    const to = { id, memberId: globalId(ben) };
    expect(await amend(api.as(ada), 'handOverSubscription', { ...to, from: '2026-10-01' })).toMatchObject({
      field: 'from',
    });
    expect(await amend(api.as(ada), 'handOverSubscription', { id })).toMatchObject({ field: 'memberId' });
    expect(await amend(api.as(ada), 'handOverSubscription', to)).toMatchObject({ __typename: 'SubscriptionChange' });
    const list = '{ subscriptions { totalCount edges { node { owners { from member { name } } } } } }';
    expect(await api.as(ada).query(list)).toMatchObject({ subscriptions: { totalCount: 0 } });
    expect(await api.as(ben).query(list)).toMatchObject({
      subscriptions: { edges: [{ node: { owners: [{ member: { name: 'Ada' } }, { member: { name: 'Ben' } }] } }] },
    });
    expect(await amend(api.as(ada), 'cancelSubscription', { id })).toMatchObject({ field: 'subscriptionId' });
    const entries = `{ subscription(id: "PaidSubscription:${id}") { entries { totalCount edges { node { date amount } } } } }`;
    expect(await api.as(ben).query(entries)).toEqual({ subscription: { entries: { totalCount: 0, edges: [] } } });
    expect(await admin.query(entries)).toMatchObject({
      subscription: { entries: { totalCount: 2, edges: [{ node: { date: '2026-10-30', amount: '100' } }, {}] } },
    });
    expect((await booked(id)).map(([, , owner]) => owner)).toEqual([String(ada.id), String(ada.id)]);
    await amend(admin, 'handOverSubscription', { ...to, from: '2026-10-01' });
    expect((await booked(id)).map(([, , owner]) => owner)).toEqual([String(ada.id), String(ben.id)]);
  });

  test('a variable one posts what was entered for a date, and nothing before that', async () => {
    const id = idOf(await create(api.as(ada), max({ isVariable: true })));
    expect(await booked(id)).toEqual([]);
    const set = (billingDate: string, amount: string | null) =>
      amend(api.as(ada), 'setSubscriptionCharge', { id, billingDate, amount });
    expect(await set('2026-10-31', '5')).toMatchObject({ field: 'billingDate' });
    expect(await set('2026-10-30', '-5')).toMatchObject({ field: 'amount' });
    await set('2026-10-30', '55.1234');
    await set('2026-09-30', '7');
    await set('2026-09-30', null);
    expect(await booked(id)).toEqual([['2026-10-30', '55.1234', String(ada.id), '2026-11-30']]);
  });
});

describe('the list', () => {
  test('shows members their own and administrators all, by status, vendor, owner and search', async () => {
    await create(api.as(ada), max());
    await create(api.as(ben), max({ memberId: globalId(ben), planCode: 'cursor_pro', endsOn: '2026-11-20' }));
    await create(api.as(ben), max({ memberId: globalId(ben), startedOn: '2026-12-01', notes: 'for the offsite' }));
    await create(admin, max({ planCode: 'copilot_pro', startedOn: '2026-11-14', trialUntil: '2026-11-30' }));
    await create(admin, max({ planCode: 'midjourney_pro', endsOn: '2026-10-30' }));
    const names = async (client: TestClient, args: string) => {
      const { subscriptions } = await client.query<{ subscriptions: { edges: { node: { name: string } }[] } }>(
        `{ subscriptions(${args || 'first: 50'}) { edges { node { name } } } }`,
      );
      return subscriptions.edges.map(({ node }) => node.name);
    };
    expect(await names(api.as(ben), '')).toEqual(['Claude Max 5x', 'Cursor Pro']);
    expect(await names(admin, 'orderBy: { field: STARTED_ON, direction: DESC }, first: 2')).toEqual([
      'Claude Max 5x',
      'GitHub Copilot Pro',
    ]);
    expect(await names(admin, 'status: [TRIAL]')).toEqual(['GitHub Copilot Pro']);
    expect(await names(admin, 'status: [CANCELLED, ENDED]')).toEqual(['Cursor Pro', 'Midjourney Pro']);
    expect(await names(admin, 'status: [UPCOMING], search: "offsite"')).toEqual(['Claude Max 5x']);
    expect(await names(admin, `memberId: "Member:${ben.id}", search: "curs"`)).toEqual(['Cursor Pro']);
    expect(await names(api.as(ben), `memberId: "Member:${ada.id}"`)).toEqual([]);
    const { id } = await db.vendor.findUniqueOrThrow({ where: { code: 'midjourney' } });
    expect(await names(admin, `vendorId: "Vendor:${id}"`)).toEqual(['Midjourney Pro']);
    const foreign = await api.as(ben).execute('{ subscription(id: "PaidSubscription:1") { name } }');
    expect(foreign.errors[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('reads a page with few statements', async () => {
    for (const day of ['01', '02', '03', '04', '05']) await create(admin, max({ startedOn: `2026-11-${day}` }));
    const statements = await api.statements(() =>
      admin.query(
        '{ subscriptions { edges { node { name status paid member { name } vendor { name } nextRenewal { date } } } } }',
      ),
    );
    expect(statements.length).toBeLessThan(14);
  });
});
