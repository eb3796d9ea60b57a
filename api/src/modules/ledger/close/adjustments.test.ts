import { describe, expect, test } from 'vitest';
import { db, pool } from '../../../db.ts';
import { createAdmin, createOrganization } from '../../../test/factories.ts';
import type { TestClient } from '../../../test/graphql-client.ts';
import { useTestApi } from '../../../test/use-test-api.ts';
import { mutate } from '../ledger-kit.ts';
import { type Books, createBooks, enter, figuresBy, mapTo, useOn } from './books-kit.ts';
import { postAdjustments } from './post-adjustments.ts';

const unit = 1_000_000_000n;

let admin: TestClient;
let books: Books;
const api = useTestApi(async () => {
  await createOrganization();
  admin = api.as(await createAdmin());
  books = await createBooks();
  await useOn(books, '2026-08-10', { spendNano: 7n * unit, userIdentityId: books.identities[0] ?? 0 });
  await close('2026-08-01');
});

const close = (month: string) =>
  mutate(admin, 'closePeriod', { month, acknowledgeWarnings: true }, '... on AccountingPeriod { status bookedSpend }');
const reopen = (month: string) =>
  mutate(admin, 'reopenPeriod', { month, reason: 'Test' }, '... on AccountingPeriod { status bookedSpend }');
const adjustments = async () =>
  (
    await db.costEntry.findMany({
      where: { source: 'ADJUSTMENT', voidedAt: null },
      include: { lines: { orderBy: { id: 'asc' } } },
      orderBy: { id: 'asc' },
    })
  ).map(({ date, amount, adjustsMonth, lines }) => ({
    date: date.toISOString().slice(0, 10),
    amount: amount.toString(),
    adjusts: adjustsMonth?.toISOString().slice(0, 10),
    lines: lines.map(({ memberId, bookedNano }) => [memberId, bookedNano]),
  }));
const late = (spendNano: bigint) => useOn(books, '2026-08-12', { spendNano, userIdentityId: books.identities[0] ?? 0 });
const totals = async () => (await figuresBy('MEMBER')).totals.values;

test('late data of a closed month is booked in the open one, to the nano-unit, and follows as long as it is open', async () => {
  const [kim] = books.members;
  await late(2n * unit + 1n);
  await postAdjustments(pool, api.clock.now);
  const date = '2026-09-30';
  expect(await adjustments()).toEqual([{ date, amount: '2', adjusts: '2026-08-01', lines: [[kim, 2n * unit + 1n]] }]);
  await late(unit);
  await postAdjustments(pool, api.clock.now);
  expect(await adjustments()).toEqual([{ date, amount: '3', adjusts: '2026-08-01', lines: [[kim, 3n * unit + 1n]] }]);
  // SPEND and AMORTIZED_SPEND of August follow the vendor; what August booked stays, September books the rest.
  expect(await totals()).toEqual([
    ...['10.000000001', '10.000000001', '7'],
    ...['0', '0', '3.000000001'],
    ...['10.000000001', '10.000000001', '10.000000001'],
  ]);
  expect(await db.costEntry.count()).toBe(1);
  const version = (await db.costEntry.findFirstOrThrow()).version;
  await postAdjustments(pool, api.clock.now);
  expect((await db.costEntry.findFirstOrThrow()).version).toBe(version);
});

test('a difference that goes away takes its adjustment back, one that returns revives it', async () => {
  await late(unit);
  await postAdjustments(pool, api.clock.now);
  await late(-unit);
  await postAdjustments(pool, api.clock.now);
  expect(await adjustments()).toEqual([]);
  expect(await db.costEntry.findFirst()).toMatchObject({ voidReason: expect.stringContaining('difference is gone') });
  await late(5n * unit);
  await postAdjustments(pool, api.clock.now);
  expect(await adjustments()).toMatchObject([{ amount: '5' }]);
  expect(await db.costEntry.count()).toBe(1);
});

test('an identity mapped later moves what was booked, by two lines that cancel', async () => {
  const [kim, lee] = books.members;
  await mapTo(books.identities[0] ?? 0, { memberId: lee ?? 0 });
  expect(await adjustments()).toMatchObject([
    {
      amount: '0',
      adjusts: '2026-08-01',
      lines: expect.arrayContaining([
        [kim, -7n * unit],
        [lee, 7n * unit],
      ]),
    },
  ]);
  const audit = await db.auditEvent.findMany({ where: { action: 'postAdjustments (books)' } });
  expect(audit).toMatchObject([{ actorKind: 'JOB', subjectId: '2026-08-01' }]);
});

test('a new GL rule reclassifies closed months in the open one', async () => {
  const glAccountId = books.account('6210');
  await db.glRule.create({ data: { position: 1, vendorId: books.vendors[0] ?? 0, glAccountId, category: 'Tools' } });
  await postAdjustments(pool, api.clock.now);
  const [entry] = await db.costEntry.findMany({ include: { lines: { orderBy: { glAccountId: 'asc' } } } });
  expect(entry?.lines.map((line) => [line.glAccountId, line.category, line.bookedNano])).toEqual([
    [glAccountId, 'Tools', 7n * unit],
    [books.account('6220'), '', -7n * unit],
  ]);
});

test('once the open month is closed, only what changed since is booked in the next', async () => {
  await late(unit);
  await postAdjustments(pool, api.clock.now);
  expect(await close('2026-09-01')).toMatchObject({ status: 'CLOSED', bookedSpend: '1' });
  await late(2n * unit);
  await postAdjustments(pool, api.clock.now);
  expect(await adjustments()).toMatchObject([
    { date: '2026-09-30', amount: '1', adjusts: '2026-08-01' },
    { date: '2026-10-31', amount: '2', adjusts: '2026-08-01' },
  ]);
});

test('reopening brings adjustments back into the month, or makes them needless', async () => {
  await late(unit);
  expect(await close('2026-09-01')).toMatchObject({ bookedSpend: '1' });
  await late(2n * unit);
  await postAdjustments(pool, api.clock.now);
  expect(await reopen('2026-09-01')).toMatchObject({ status: 'OPEN', bookedSpend: '3' });
  expect(await adjustments()).toMatchObject([{ date: '2026-09-30', amount: '3' }]);
  expect(await reopen('2026-08-01')).toMatchObject({ status: 'OPEN', bookedSpend: '10' });
  expect(await adjustments()).toEqual([]);
});

test('posts once, also when several processes find the difference at the same time', async () => {
  await late(unit);
  const answers = await Promise.all(Array.from({ length: 4 }, () => postAdjustments(pool, api.clock.now)));
  expect(answers.toSorted()).toEqual([0, 0, 0, 1]);
  expect(await adjustments()).toHaveLength(1);
});

test('is neither backdated nor put into a later month than the first open one', async () => {
  await db.accountingPeriod.deleteMany({ where: { status: 'OPEN' } });
  await close('2026-09-01');
  await close('2026-10-01');
  await late(unit);
  await postAdjustments(pool, api.clock.now);
  expect(await adjustments()).toMatchObject([{ date: '2026-11-15' }]);
});

describe('the answer of a mutation', () => {
  const map = async (identity: number) => {
    const input = { identityId: `Identity:${books.identities[identity]}`, memberId: `Member:${books.members[1]}` };
    const document = 'mutation ($input: MapIdentityInput!) { mapIdentity(input: $input) { __typename } }';
    const { errors, extensions } = await admin.execute(document, { input });
    expect(errors).toEqual([]);
    return extensions;
  };

  test('says that figures of a closed month changed, and where the difference is booked', async () => {
    expect(await map(0)).toEqual({ closedPeriods: { changed: ['2026-08-01'], bookedIn: '2026-09-01' } });
    await api.settled();
    expect(await adjustments()).toMatchObject([{ amount: '0', adjusts: '2026-08-01' }]);
  });

  test('says nothing when none changed', async () => {
    await useOn(books, '2026-09-12', { spendNano: unit, userIdentityId: books.identities[2] ?? 0 });
    expect(await map(2)).toBeUndefined();
  });
});

describe('what a member entered', () => {
  test('in a closed month stays, wherever its owner goes', async () => {
    await enter({
      date: '2026-09-10',
      lines: [{ amount: 50_000n, memberId: books.members[0] ?? 0, glAccountId: books.account('6210') }],
    });
    await close('2026-09-01');
    await db.teamMembership.updateMany({
      where: { memberId: books.members[0] ?? 0 },
      data: { teamId: books.teams[1] ?? 0 },
    });
    await postAdjustments(pool, api.clock.now);
    const moved = await db.costEntry.findMany({ where: { source: 'ADJUSTMENT' }, include: { lines: true } });
    const lines = moved.flatMap((entry) => entry.lines);
    expect(lines.map(({ teamId, bookedNano }) => [teamId, bookedNano]).sort()).toEqual(
      [
        [books.teams[0], -5n * unit],
        [books.teams[1], 5n * unit],
      ].sort(),
    );
  });
});
