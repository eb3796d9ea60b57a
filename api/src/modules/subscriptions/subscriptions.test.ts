import type { Member } from '@outlay/prisma';
import { describe, expect, test } from 'vitest';
import { db } from '../../db.ts';
import { createAdmin, createMember, createOrganization, createTeam, createToken } from '../../test/factories.ts';
import type { TestClient } from '../../test/graphql-client.ts';
import { useTestApi } from '../../test/use-test-api.ts';
import { mutate, refusal } from '../ledger/ledger-kit.ts';
import { amend, booked, create } from './subscription-kit.ts';

let admin: TestClient;
let ada: Member;
let ben: Member;
const api = useTestApi(async () => {
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
            asOf: '2026-06-30',
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
    for (const id of ['PaidSubscription:1', 'PaidSubscription:99'])
      expect(await api.as(ben).query(`{ subscription(id: "${id}") { name } }`)).toEqual({ subscription: null });
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
