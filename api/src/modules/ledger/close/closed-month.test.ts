import { describe, expect, test } from 'vitest';
import { db } from '../../../db.ts';
import { createAdmin, createOrganization } from '../../../test/factories.ts';
import type { TestClient } from '../../../test/graphql-client.ts';
import { useTestApi } from '../../../test/use-test-api.ts';
import { mutate } from '../ledger-kit.ts';
import { type Books, createBooks, enter, figuresBy, rebuild, spentAndBooked } from './books-kit.ts';

let admin: TestClient;
let books: Books;
let entryId: number;
let openEntryId: number;
const api = useTestApi(async () => {
  await createOrganization();
  admin = api.as(await createAdmin());
  books = await createBooks();
  const lines = [{ amount: 1_000_000n, glAccountId: books.account('6230') }];
  entryId = await enter({ date: '2026-09-15', lines });
  openEntryId = await enter({ date: '2026-10-15', lines });
});

const close = async (month = '2026-09-01') =>
  expect(
    await mutate(admin, 'closePeriod', { month, acknowledgeWarnings: true }, '... on AccountingPeriod { status }'),
  ).toMatchObject({ status: 'CLOSED' });
const september = async () => (await figuresBy('MEMBER', { from: '2026-09-01', until: '2026-10-01' })).totals.values;
const id = (entry: number) => `CostEntry:${entry}`;
const created = { date: '2026-09-20', description: 'Late', amount: '5', currency: 'USD' };
const file = { kind: 'COST_ENTRIES', fileName: 'late.csv', text: 'date,description,amount\n2026-09-20,Late,5\n' };

describe('no path changes an entry of a closed month', () => {
  test.each<[string, () => object]>([
    ['createCostEntry', () => created],
    ['changeCostEntry', () => ({ entryId: id(entryId), version: 1, amount: '5' })],
    ['changeCostEntry', () => ({ entryId: id(entryId), version: 1, date: '2026-10-20' })],
    ['changeCostEntry', () => ({ entryId: id(openEntryId), version: 1, date: '2026-09-20' })],
    ['voidCostEntry', () => ({ entryId: id(entryId), version: 1, reason: 'Wrong' })],
    ['bulkChangeCostEntries', () => ({ entries: [{ entryId: id(entryId), version: 1 }], category: 'Other' })],
  ])('%s', async (name, input) => {
    await close();
    const before = await september();
    expect(await mutate(admin, name, input(), '')).toMatchObject({
      ...{
        __typename: 'PeriodClosedError',
        month: '2026-09-01',
        message: expect.stringContaining('2026-09 is closed'),
      },
    });
    expect(await september()).toEqual(before);
    expect(await db.costEntry.count()).toBe(2);
  });

  test('importCsv', async () => {
    await close();
    const before = await september();
    const refusal = { line: 2, column: 'date', message: expect.stringContaining('2026-09 is closed') };
    expect(await mutate(admin, 'importCsv', file, '')).toMatchObject({ __typename: 'CsvError', problems: [refusal] });
    expect(await september()).toEqual(before);
  });

  test('undoing an import', async () => {
    const { id: importId } = await mutate(admin, 'importCsv', file, '... on Import { id }');
    await db.costEntryLine.updateMany({ data: { glAccountId: books.account('6230') } });
    await close();
    expect(await mutate(admin, 'undoImport', { importId }, '')).toMatchObject({ __typename: 'PeriodClosedError' });
    expect((await september()).slice(-3)).toEqual(['105', '105', '105']);
  });
});

test('another price of a subscription leaves what was booked, and books the difference in the open month', async () => {
  const subscription = await mutate(
    admin,
    'createSubscription',
    {
      ...{ vendor: 'Anthropic', name: 'Claude Max', amount: '100', currency: 'USD', interval: 'MONTHLY', seats: 1 },
      ...{
        startedOn: '2026-09-05',
        memberId: `Member:${books.members[0]}`,
        glAccountId: `GlAccount:${books.account('6230')}`,
      },
    },
    '... on SubscriptionChange { subscription { id version } }',
  );
  await close();
  const before = await september();
  const { id: subscriptionId, version } = subscription.subscription as { id: string; version: number };
  const change = { subscriptionId, version, amount: '120', from: '2026-09-05' };
  const answer = '... on SubscriptionChange { adjustments { adjustsMonth date amount } }';
  expect(await mutate(admin, 'changeSubscription', change, answer)).toMatchObject({
    adjustments: [{ adjustsMonth: '2026-09-01', date: '2026-10-01', amount: '20' }],
  });
  await rebuild();
  expect(await september()).toEqual(before);
  for (const [spent, booked] of (await spentAndBooked('MEMBER')).values()) expect(booked).toBe(spent);
});

test('an adjustment that closing posted is neither changed nor voided by hand', async () => {
  await close();
  await db.costEntry.update({
    where: { id: openEntryId },
    data: { source: 'ADJUSTMENT', isBookedOnly: true, adjustsMonth: new Date('2026-09-01') },
  });
  const answer = await mutate(admin, 'voidCostEntry', { entryId: id(openEntryId), version: 1, reason: 'x' }, '');
  expect(answer).toMatchObject({ __typename: 'ConflictError', field: 'entryId' });
});
