import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { db } from '../../db.ts';
import { fromNano, NANO_DIGITS, scaledInteger } from '../../lib/money.ts';
import { readCsv } from '../../lib/read-csv.ts';
import { createAdmin, createOrganization, createToken } from '../../test/factories.ts';
import { createTestApi, type TestApi } from '../../test/graphql-client.ts';
import { readPivot } from '../explore/read-pivot.ts';
import { type Books, createBooks, enter, useOn } from '../ledger/close/books-kit.ts';
import { download } from './export-kit.ts';

const PATH = '/export/cost-entries.csv?from=2026-09-01&until=2026-11-01';

let api: TestApi;
let books: Books;
let admin: { id: number };
beforeAll(async () => {
  api = await createTestApi({ now: '2026-11-15T12:00:00Z' });
});
afterAll(() => api.close());
beforeEach(async () => {
  await api.reset();
  await createOrganization();
  admin = await createAdmin();
  books = await createBooks();
});

const read = async (caller: object = { member: admin }) => {
  const answer = await download(api, PATH, caller);
  expect(answer.status).toBe(200);
  const [head = [], ...rows] = readCsv(await answer.text()).map(({ cells }) => cells);
  return rows.map((cells) => Object.fromEntries(head.map((title, index) => [title, cells[index] ?? ''])));
};
const total = (rows: Awaited<ReturnType<typeof read>>, column: string) =>
  fromNano(rows.reduce((sum, row) => sum + scaledInteger(row[column] ?? '', NANO_DIGITS), 0n));

async function enterAll() {
  const [kim = 0, lee = 0] = books.members;
  const glAccountId = books.account('6230');
  const lines = [
    { amount: 300_001n, memberId: kim, glAccountId, category: 'Tools' },
    { amount: 700_000n, memberId: lee },
  ];
  await enter({ date: '2026-09-16', service: { from: '2026-09-16', until: '2027-09-16' }, lines });
  const void_ = await enter({ date: '2026-09-17', lines: [{ amount: 40_000n, memberId: kim }] });
  await db.costEntry.update({ where: { id: void_ }, data: { voidedAt: new Date(), voidReason: 'Twice' } });
  const euros = { currency: 'EUR', rate: '1.0777', vendorId: books.vendors[1] ?? 0 };
  await enter({ date: '2026-10-31', ...euros, description: '=SUM(A1)', lines: [{ amount: 100_000n, memberId: kim }] });
  await enter({ date: '2026-11-01', lines: [{ amount: 10_000n }] });
}

test('every line of the range, and what they add up to is the pivot’s', async () => {
  await enterAll();
  await useOn(books, '2026-09-20', { spendNano: 5_000_000_000n });
  const rows = await read();
  expect(rows.map(({ date, amount, reporting_amount, spend }) => [date, amount, reporting_amount, spend])).toEqual([
    ['2026-09-16', '30.0001', '30.0001', '30.0001'],
    ['2026-09-16', '70.0000', '70.0000', '70'],
    ['2026-09-17', '4.0000', '4.0000', '0'],
    ['2026-10-31', '10.0000', '10.7770', '10.777'],
  ]);
  expect(rows[0]).toMatchObject({
    ...{ account: '6230', category: 'Tools', team: 'Platform', currency: 'USD', source: 'MANUAL', kind: 'FIXED' },
    ...{ service_from: '2026-09-16', service_until: '2027-09-16', entry: expect.stringMatching(/^CostEntry:\d+$/) },
  });
  expect(rows[2]).toMatchObject({ void_reason: 'Twice', voided_at: expect.stringMatching(/Z$/) });
  expect(rows[3]).toMatchObject({ vendor: 'Two', currency: 'EUR', rate: '1.077700000000' });
  expect(await (await download(api, PATH, { member: admin })).text()).toContain("'=SUM(A1)");
  const filters = [{ dimension: 'COST_KIND' as const, in: ['FIXED'] }];
  const input = { from: '2026-09-01', until: '2026-11-01', rows: [], measures: ['SPEND' as const], filters };
  const pivot = await readPivot({ kind: 'JOB', name: 'test' }, api.clock.now, input);
  expect(total(rows, 'spend')).toBe(pivot.totals.values[0]);
});

test('what is linked to a connection, or booked only, says so and adds nothing', async () => {
  const connectionId = books.connections[0]?.id ?? 0;
  await enter({ date: '2026-09-16', connectionId, lines: [{ amount: 10_000n }] });
  const adjustsMonth = '2026-08-01';
  await enter({
    date: '2026-09-18',
    source: 'ADJUSTMENT',
    isBookedOnly: true,
    adjustsMonth,
    lines: [{ amount: 20_000n }],
  });
  expect(await read()).toMatchObject([
    { connection: 'Dollars', spend: '0', amount: '1.0000' },
    { is_booked_only: 'true', adjusts_month: '2026-08', spend: '0' },
  ]);
});

test('a member gets only the own lines, nobody else any', async () => {
  await enterAll();
  const rows = await read({ member: { id: books.members[1] ?? 0 } });
  expect(rows.map(({ amount }) => amount)).toEqual(['70.0000']);
  expect((await download(api, PATH)).status).toBe(401);
  const token = await createToken({ member: admin, scopes: ['USAGE_WRITE'] });
  expect((await download(api, PATH, { token })).status).toBe(403);
});
