import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { db } from '../../db.ts';
import { createLogger } from '../../lib/logger.ts';
import { createAdmin, createMember, createOrganization } from '../../test/factories.ts';
import type { TestClient } from '../../test/graphql-client.ts';
import { useTestApi } from '../../test/use-test-api.ts';
import { occurrence } from './calendar-interval.ts';
import { mutate, refusal } from './ledger-kit.ts';
import { postDueRecurringCosts } from './post-due-recurring-costs.ts';
import { recurringCostJobs } from './recurring-cost-jobs.ts';

let admin: TestClient;
let owner: { id: number };
const api = useTestApi(async () => {
  await createOrganization();
  owner = await createAdmin();
  admin = api.as(owner);
  await db.glAccount.createMany({ data: [{ code: '6210', name: 'Development Tools' }] });
});

const COST = `... on RecurringCost { id description interval currency amount startsOn endsOn skipped nextDate unpostedDates
  vendor { name } lines { amount glAccount { code } category } }`;
const input = { description: 'Midjourney', interval: 'MONTHLY', currency: 'USD', amount: '30', startsOn: '2026-11-30' };
const create = (changes: object = {}) => mutate(admin, 'createRecurringCost', { ...input, ...changes }, COST);
const change = (changes: object) =>
  mutate(admin, 'changeRecurringCost', { recurringCostId: 'RecurringCost:1', ...changes }, COST);
const skip = (changes: object) =>
  mutate(admin, 'skipRecurringCost', { recurringCostId: 'RecurringCost:1', ...changes }, COST);
const signInAt = (instant: string) => {
  api.clock.set(instant);
  admin = api.as(owner);
};
const failures: object[] = [];
const post = (today: string) =>
  postDueRecurringCosts({ today, log: { error: (details: object) => void failures.push(details) } });
const day = (date: Date) => date.toISOString().slice(0, 10);
const entries = async () =>
  (await db.costEntry.findMany({ orderBy: [{ date: 'asc' }, { id: 'asc' }] })).map((entry) =>
    [
      day(entry.date),
      `${day(entry.serviceFrom)}/${day(entry.serviceUntil)}`,
      entry.amount.toFixed(),
      entry.source,
    ].join(' '),
  );
const close = (month: string) =>
  db.accountingPeriod.upsert({
    where: { month: new Date(month) },
    create: { month: new Date(month), status: 'CLOSED' },
    update: { status: 'CLOSED' },
  });

describe('a recurring cost', () => {
  test('posts an entry on each date, which pays until the next one', async () => {
    const lines = [
      { percent: '50', glAccountId: 'GlAccount:1' },
      { percent: '50', category: 'Media' },
    ];
    expect(await create({ startsOn: '2026-08-31', vendorName: 'Midjourney', lines })).toMatchObject({
      ...{ id: 'RecurringCost:1', vendor: { name: 'Midjourney' }, nextDate: '2026-11-30', unpostedDates: [] },
      lines: [
        { amount: '15', glAccount: { code: '6210' } },
        { amount: '15', category: 'Media' },
      ],
    });
    expect(await entries()).toEqual([
      '2026-08-31 2026-08-31/2026-09-30 30 RECURRING',
      '2026-09-30 2026-09-30/2026-10-31 30 RECURRING',
      '2026-10-31 2026-10-31/2026-11-30 30 RECURRING',
    ]);
    expect(await post('2026-11-29')).toEqual([]);
    expect(await post('2026-11-30')).toHaveLength(1);
    expect(await db.costEntryLine.count({ where: { amount: '15' } })).toBe(8);
    expect(
      await db.auditEvent.count({ where: { actorKind: 'JOB', action: { startsWith: 'postRecurringCost' } } }),
    ).toBe(4);
    const filter = { filter: { recurringCostId: 'RecurringCost:1' } };
    const document = 'query ($filter: CostEntryFilter!) { costEntries(filter: $filter) { totalCount } }';
    expect(await admin.query(document, filter)).toEqual({ costEntries: { totalCount: 4 } });
  });

  test('ends, skips dates and takes them in again', async () => {
    await create({ interval: 'WEEKLY', startsOn: '2026-11-16', endsOn: '2026-12-07' });
    expect(await skip({ date: '2026-11-17' })).toMatchObject({ __typename: 'InvalidInputError', field: 'date' });
    expect(await skip({ date: '2026-11-23' })).toMatchObject({ skipped: ['2026-11-23'], nextDate: '2026-11-16' });
    await post('2026-12-31');
    expect(await entries()).toEqual([
      '2026-11-16 2026-11-16/2026-11-23 30 RECURRING',
      '2026-11-30 2026-11-30/2026-12-07 30 RECURRING',
    ]);
    expect(await skip({ date: '2026-11-16' })).toMatchObject({
      ...{ __typename: 'ConflictError', field: 'date', message: expect.stringContaining('CostEntry:') },
    });
    signInAt('2026-12-10T00:00:00Z');
    expect(await skip({ date: '2026-11-23', isSkipped: false })).toMatchObject({ skipped: [], nextDate: null });
    expect(await entries()).toHaveLength(3);
  });

  test('changes for dates not yet posted; its calendar is fixed by the first entry', async () => {
    await create({ startsOn: '2026-12-01' });
    expect(await change({ startsOn: '2026-11-10', interval: 'QUARTERLY' })).toMatchObject({ nextDate: '2027-02-10' });
    expect(await entries()).toEqual(['2026-11-10 2026-11-10/2027-02-10 30 RECURRING']);
    expect(await change({ interval: 'YEARLY' })).toMatchObject({ __typename: 'ConflictError', field: 'interval' });
    expect(await change({ startsOn: '2026-11-11' })).toMatchObject({ __typename: 'ConflictError', field: 'startsOn' });
    expect(await change({ amount: '45', description: 'Images', endsOn: '2027-03-01' })).toMatchObject({
      ...{ amount: '45', description: 'Images', lines: [{ amount: '45' }], endsOn: '2027-03-01' },
    });
    await post('2027-12-31');
    expect(await entries()).toEqual([
      '2026-11-10 2026-11-10/2027-02-10 30 RECURRING',
      '2027-02-10 2027-02-10/2027-05-10 45 RECURRING',
    ]);
    expect(await change({ endsOn: null, lines: [{ amount: '1' }] })).toMatchObject({ field: 'lines' });
    expect(await change({ recurringCostId: 'RecurringCost:9' })).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('due in a closed month is posted on the first open day as an adjustment that says so', async () => {
    await create({ startsOn: '2026-12-15', amount: '31' });
    await close('2026-12-01');
    await close('2027-01-01');
    await post('2027-01-20');
    expect(await entries()).toEqual([
      '2027-02-01 2027-02-01/2027-02-02 31 ADJUSTMENT',
      '2027-02-01 2027-02-01/2027-02-15 31 ADJUSTMENT',
    ]);
    expect(await db.costEntry.findMany({ orderBy: { originKey: 'asc' } })).toMatchObject([
      { description: 'Midjourney, due on 2026-12-15', adjustsMonth: new Date('2026-12-01') },
      { description: 'Midjourney, due on 2027-01-15', adjustsMonth: new Date('2027-01-01') },
    ]);
    expect(await post('2027-01-20')).toEqual([]);
  });

  test('voided by hand is not posted again', async () => {
    await create({ startsOn: '2026-11-01' });
    await mutate(admin, 'voidCostEntry', { entryId: 'CostEntry:1', reason: 'Refunded' }, '');
    expect(await post('2026-11-15')).toEqual([]);
  });

  test('without an exchange rate is refused; one that lost it waits and does not hold up others', async () => {
    expect(await create({ currency: 'EUR' })).toMatchObject({ __typename: 'InvalidInputError', field: 'currency' });
    await db.exchangeRate.create({ data: { base: 'EUR', quote: 'USD', day: new Date('2026-01-01'), rate: '1.1' } });
    await create({ currency: 'EUR' });
    await create({ description: 'Suno' });
    await db.exchangeRate.deleteMany();
    failures.length = 0;
    expect(await post('2026-11-30')).toHaveLength(1);
    expect(failures).toMatchObject([{ recurringCost: 1 }]);
    signInAt('2026-12-01T12:00:00Z');
    const overdue = await admin.query('{ recurringCosts(search: "journey") { edges { node { unpostedDates } } } }');
    expect(overdue).toEqual({ recurringCosts: { edges: [{ node: { unpostedDates: ['2026-11-30'] } }] } });
  });

  test.each([
    [{ amount: '0' }, 'amount'],
    [{ currency: 'XXY' }, 'currency'],
    [{ startsOn: '2015-01-01' }, 'startsOn'],
    [{ endsOn: '2026-11-30' }, 'endsOn'],
    [{ endsOn: '2026-10-01' }, 'endsOn'],
    [{ lines: [{ amount: '29' }] }, 'lines'],
    [{ lines: [{ glAccountId: 'GlAccount:9' }] }, 'lines.0.glAccountId'],
    [{ vendorId: 'Vendor:9' }, 'vendorId'],
    [{ connectionId: 'Connection:9' }, 'connectionId'],
  ])('with %o is refused, naming %s', async (changes, field) => {
    expect(await create(changes)).toMatchObject({ __typename: 'InvalidInputError', field });
  });

  test('linked to a connection that is billed in another currency is refused, before its first date', async () => {
    const vendor = await db.vendor.create({ data: { code: 'acme', name: 'Acme' } });
    await db.connection.create({ data: { vendorId: vendor.id, name: 'Euros', currency: 'EUR' } });
    await db.exchangeRate.create({ data: { base: 'EUR', quote: 'USD', day: new Date('2026-01-01'), rate: '1.1' } });
    const linked = { connectionId: 'Connection:1' };
    const refused = { __typename: 'InvalidInputError', field: 'currency', value: 'USD' };
    expect(await create(linked)).toMatchObject(refused);
    await create();
    expect(await change(linked)).toMatchObject(refused);
    expect(await change({ ...linked, currency: 'EUR' })).toMatchObject({ currency: 'EUR' });
    expect(await change({ currency: 'USD' })).toMatchObject(refused);
  });

  test('is for administrators', async () => {
    await create();
    const member = api.as(await createMember());
    expect(await refusal(member, 'createRecurringCost', input)).toBe('FORBIDDEN');
    expect(await refusal(member, 'changeRecurringCost', { recurringCostId: 'RecurringCost:1' })).toBe('FORBIDDEN');
    const date = { recurringCostId: 'RecurringCost:1', date: '2026-11-30' };
    expect(await refusal(member, 'skipRecurringCost', date)).toBe('FORBIDDEN');
    expect((await member.execute('{ recurringCosts { totalCount } }')).errors[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

test('whatever the restarts and however many post at once, every date is in the books exactly once', async () => {
  const interval = fc.constantFrom('WEEKLY' as const, 'MONTHLY' as const, 'QUARTERLY' as const, 'YEARLY' as const);
  const offset = fc.integer({ min: 1, max: 200 });
  const dayAt = (days: number) => new Date(Date.UTC(2026, 10, 15 + days)).toISOString().slice(0, 10);
  await fc.assert(
    fc.asyncProperty(
      interval,
      offset,
      fc.array(fc.tuple(offset, fc.boolean()), { maxLength: 4 }),
      async (interval, start, runs) => {
        await db.costEntry.deleteMany();
        await db.recurringCost.deleteMany();
        const startsOn = dayAt(start);
        const { id } = await create({ interval, startsOn, amount: '10' });
        for (const [at, isTwice] of [...runs, [400, true] as const])
          await Promise.all(Array.from({ length: isTwice ? 3 : 1 }, () => post(dayAt(at))));
        const wanted: string[] = [];
        for (let index = 0; occurrence(startsOn, interval, index) <= dayAt(400); index += 1)
          wanted.push(`recurring:${String(id).split(':')[1]}:${occurrence(startsOn, interval, index)}`);
        const posted = (await db.costEntry.findMany()).map(({ originKey }) => originKey);
        expect(posted.toSorted()).toEqual(wanted.toSorted());
      },
    ),
    { numRuns: 5 },
  );
});

test('the job posts at its first look, when the day changes, and once an hour', async () => {
  const lines: string[] = [];
  const log = createLogger('info', { write: (line) => void lines.push(line) });
  const jobs = recurringCostJobs({ clock: api.clock.now, log });
  await create({ interval: 'WEEKLY', startsOn: '2026-11-16' });
  await jobs.tick();
  expect(await entries()).toEqual([]);
  api.clock.set('2026-11-16T00:00:00Z');
  await Promise.all([jobs.tick(), jobs.tick()]);
  await jobs.tick();
  await jobs.stop();
  expect(await entries()).toEqual(['2026-11-16 2026-11-16/2026-11-23 30 RECURRING']);
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ msg: 'recurring costs were posted', entries: [1] }]);
});
