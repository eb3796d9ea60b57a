import { describe, expect, test } from 'vitest';
import { db } from '../../db.ts';
import { createAdmin, createMember, createOrganization } from '../../test/factories.ts';
import type { TestClient } from '../../test/graphql-client.ts';
import { useTestApi } from '../../test/use-test-api.ts';
import { createIdentity, insertUsage } from '../explore/usage-fixture.ts';
import { enter } from '../ledger/close/books-kit.ts';

let admin: TestClient;
const api = useTestApi(async () => {
  await createOrganization({ allowedDomains: ['acme.test'] });
  admin = api.as(await createAdmin());
});

const CHANGE = `mutation ($input: ChangeOrganizationInput!) {
  changeOrganization(input: $input) {
    __typename
    ... on ChangedOrganization {
      rebuildingDayCount
      organization { name reportingZone allowedDomains reportingCurrency }
    }
    ... on Error { code message }
    ... on InvalidInputError { field value remedy }
    ... on ConflictError { field }
  }
}`;
const change = (input: object, client = admin) =>
  client.query(CHANGE, { input }).then((data) => (data as { changeOrganization: object }).changeOrganization);
const audited = () => db.auditEvent.findMany({ where: { action: 'changeOrganization' } });

async function createConnection(): Promise<{ connectionId: number; vendorId: number }> {
  const vendor = await db.vendor.upsert({
    where: { code: 'fixture' },
    create: { code: 'fixture', name: 'Fixture' },
    update: {},
  });
  const { id } = await db.connection.create({ data: { vendorId: vendor.id, name: 'Fixture' } });
  return { connectionId: id, vendorId: vendor.id };
}

/** A dollar in an hour that is the next day in Berlin, and two known only by their UTC day. */
async function spendLate(): Promise<{ connectionId: number; userIdentityId: number }> {
  const connection = await createConnection();
  const { id: userIdentityId } = await createIdentity(connection.connectionId, 'USER', 'Grace@Example.com', {});
  const fact = { ...connection, userIdentityId };
  await insertUsage([
    { ...fact, hour: '2026-10-31T23:00:00Z', spendNano: 1_000_000_000n },
    { ...fact, hour: '2026-10-31T00:00:00Z', isDayGrain: true, spendNano: 2_000_000_000n },
  ]);
  await db.rollupDay.create({ data: { connectionId: connection.connectionId, billingDay: new Date('2026-10-31') } });
  return { connectionId: connection.connectionId, userIdentityId };
}

const spendByDay = async () => {
  await api.settled();
  const days = await db.usageDay.findMany({ orderBy: { day: 'asc' } });
  const months = await db.usageMonth.findMany({ orderBy: { month: 'asc' } });
  return {
    days: days.map(({ day, spendNano }) => [day.toISOString().slice(0, 10), Number(spendNano) / 1e9]),
    months: months.map(({ month, spendNano }) => [month.toISOString().slice(0, 7), Number(spendNano) / 1e9]),
  };
};

describe('changing the organization', () => {
  test('changes what is given, once, with an audit event of before and after', async () => {
    const input = { name: 'Acme Labs', allowedDomains: ['@Acme.test', 'acme.example', 'acme.test'] };
    const changed = {
      __typename: 'ChangedOrganization',
      rebuildingDayCount: 0,
      organization: {
        name: 'Acme Labs',
        reportingZone: 'UTC',
        allowedDomains: ['acme.test', 'acme.example'],
        reportingCurrency: 'USD',
      },
    };
    expect(await change(input)).toEqual(changed);
    expect(await change(input)).toEqual(changed);
    expect(await audited()).toMatchObject([
      {
        before: { name: 'Acme', allowedDomains: ['acme.test'] },
        after: { name: 'Acme Labs', allowedDomains: ['acme.test', 'acme.example'] },
      },
    ]);
  });

  test('is for administrators', async () => {
    const { errors } = await api.as(await createMember()).execute(CHANGE, { input: { name: 'Mine' } });
    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    expect((await db.organization.findUniqueOrThrow({ where: { id: 1 } })).name).toBe('Acme');
  });

  test.each([
    [{ reportingZone: 'Mars/Olympus' }, 'reportingZone', 'Use an IANA name such as Europe/Berlin.'],
    [{ allowedDomains: ['acme.test', 'not a domain'] }, 'allowedDomains.1', 'Write it like example.com.'],
    [{ reportingCurrency: 'DOGE' }, 'reportingCurrency', 'Use an ISO 4217 code such as USD or EUR.'],
    [{ reportingCurrency: 'EUR' }, 'usdRate', /one USD is worth/],
    [{ usdRate: '0.9' }, 'usdRate', /give another reportingCurrency/],
  ])('refuses %j', async (input, field, remedy) => {
    expect(await change(input)).toMatchObject({ field, remedy: expect.stringMatching(remedy) });
    expect(await audited()).toEqual([]);
  });

  test('another zone dates all usage anew; days known only in UTC stay', async () => {
    await spendLate();
    expect(await spendByDay()).toEqual({ days: [['2026-10-31', 3]], months: [['2026-10', 3]] });
    expect(await change({ reportingZone: 'Europe/Berlin' })).toMatchObject({ rebuildingDayCount: 1 });
    expect(await spendByDay()).toEqual({
      days: [
        ['2026-10-31', 2],
        ['2026-11-01', 1],
      ],
      months: [
        ['2026-10', 2],
        ['2026-11', 1],
      ],
    });
    expect(await change({ reportingZone: 'Europe/Berlin' })).toMatchObject({ rebuildingDayCount: 0 });
    await change({ reportingZone: 'UTC' });
    expect(await spendByDay()).toEqual({ days: [['2026-10-31', 3]], months: [['2026-10', 3]] });
  });

  test('the currency changes with a rate, as long as no usage is stored', async () => {
    const euro = { reportingCurrency: 'EUR', usdRate: '0.92' };
    expect(await change(euro)).toMatchObject({ organization: { reportingCurrency: 'EUR' } });
    expect(await db.exchangeRate.findMany()).toMatchObject([{ base: 'USD', quote: 'EUR' }]);
    expect(await change({ reportingCurrency: 'USD' })).toMatchObject({ organization: { reportingCurrency: 'USD' } });
    await spendLate();
    expect(await change(euro)).toMatchObject({ code: 'CONFLICT', field: 'reportingCurrency' });
    expect(await change({ reportingCurrency: 'USD', name: 'Acme Labs' })).toMatchObject({
      organization: { name: 'Acme Labs', reportingCurrency: 'USD' },
    });
  });

  test('nor once costs are entered: their amounts would take another currency as they are', async () => {
    const euro = { reportingCurrency: 'EUR', usdRate: '0.92' };
    const entryId = await enter({ date: '2026-10-15', lines: [{ amount: 1_000_000n }] });
    expect(await change(euro)).toMatchObject({
      ...{ code: 'CONFLICT', field: 'reportingCurrency', message: expect.stringContaining('Costs are entered in USD') },
    });
    await db.costEntry.update({ where: { id: entryId }, data: { voidedAt: new Date(), voidReason: 'Test' } });
    expect(await change(euro)).toMatchObject({ organization: { reportingCurrency: 'EUR' } });
  });

  test('addresses of a new domain become members, with the usage that was theirs', async () => {
    const { userIdentityId } = await spendLate();
    await db.identity.update({ where: { id: userIdentityId }, data: { email: 'grace@example.com' } });
    await change({ allowedDomains: ['acme.test', 'example.com'] });
    await api.settled();
    const grace = await db.member.findUniqueOrThrow({ where: { email: 'grace@example.com' } });
    expect((await db.usageDay.findMany()).map(({ memberId }) => memberId)).toEqual([grace.id]);
  });
});
