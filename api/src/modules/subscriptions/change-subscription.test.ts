import type { Member } from '@outlay/prisma';
import { describe, expect, test } from 'vitest';
import { db } from '../../db.ts';
import { rebuildStaleDays } from '../../sync/rebuild-days.ts';
import { createAdmin, createMember, createOrganization } from '../../test/factories.ts';
import type { TestClient } from '../../test/graphql-client.ts';
import { useTestApi } from '../../test/use-test-api.ts';
import { readPivot } from '../explore/read-pivot.ts';
import { mutate, refusal } from '../ledger/ledger-kit.ts';
import { amend, booked, closeMonth, create } from './subscription-kit.ts';

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

  test('to a connection that is billed in another currency is refused, also before anything is charged', async () => {
    const vendor = await db.vendor.create({ data: { code: 'acme', name: 'Acme' } });
    const { id: euros } = await db.connection.create({ data: { vendorId: vendor.id, name: 'Euros', currency: 'EUR' } });
    const connectionId = `Connection:${euros}`;
    const refused = { __typename: 'InvalidInputError', field: 'currency' };
    const upcoming = max({ startedOn: '2027-03-01' });
    expect(await create(admin, { ...upcoming, connectionId })).toMatchObject(refused);
    const id = idOf(await create(admin, upcoming));
    expect(await amend(admin, 'changeSubscription', { id, connectionId })).toMatchObject(refused);
    expect(await db.subscription.findMany()).toMatchObject([{ id, connectionId: null }]);
  });

  test('that a connection bills leaves no trace of what it was booked as before', async () => {
    const id = idOf(await create(admin, max()));
    const vendor = await db.vendor.findFirstOrThrow();
    const { id: connectionId } = await db.connection.create({ data: { vendorId: vendor.id, name: 'Anthropic' } });
    await amend(admin, 'changeSubscription', { id, connectionId: `Connection:${connectionId}` });
    expect(await spend()).toBe('200');
    await amend(admin, 'changeSubscription', { id, amount: '60', from: '2026-09-30' });
    expect(await spend()).toBe('120');
    await amend(admin, 'cancelSubscription', { id, endsOn: '2026-10-15' });
    expect(await spend()).toBe('60');
    await amend(admin, 'changeSubscription', { id, connectionId: null });
    expect(await spend()).toBe('60');
    expect(await db.usageBucket.count()).toBe(0);
  });
});

async function spend() {
  await rebuildStaleDays(api.database.pool);
  const range = { from: '2026-09-01', until: '2027-01-01' };
  const input = { ...range, rows: [], measures: ['SPEND' as const] };
  const { totals } = await readPivot({ kind: 'JOB', name: 'test' }, () => new Date(), input);
  return totals.values[0];
}

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
