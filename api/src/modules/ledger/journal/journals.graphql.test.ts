import { expect, test } from 'vitest';
import { db } from '../../../db.ts';
import { startOfDay } from '../../../lib/calendar.ts';
import { createAdmin, createMember, createOrganization } from '../../../test/factories.ts';
import { useTestApi } from '../../../test/use-test-api.ts';
import { type Books, createBooks, enter, figuresBy } from '../close/books-kit.ts';

let books: Books;
let admin: { id: number };
const api = useTestApi(
  async () => {
    await createOrganization();
    admin = await createAdmin();
    books = await createBooks();
  },
  { now: '2026-12-15T12:00:00Z' },
);

const yearly = () =>
  enter({
    ...{ date: '2026-09-16', service: { from: '2026-09-16', until: '2027-02-16' } },
    lines: [
      { amount: 1_000_000n, glAccountId: books.account('6230') },
      { amount: 333_333n, glAccountId: books.account('6230') },
    ],
  });
const schedule = async (id: number, client = api.as(admin)) =>
  (
    await client.query<{ amortizationSchedule: { month: string; amount: string; left: string }[] }>(
      'query ($id: ID!) { amortizationSchedule(entryId: $id) { month amount left } }',
      { id: `CostEntry:${id}` },
    )
  ).amortizationSchedule;

test('the schedule of an entry is what AMORTIZED_SPEND shows month by month, and leaves nothing', async () => {
  const months = await schedule(await yearly());
  expect(months.map(({ month }) => month)).toEqual([
    ...['2026-09-01', '2026-10-01', '2026-11-01', '2026-12-01', '2027-01-01', '2027-02-01'],
  ]);
  expect(months.at(-1)?.left).toBe('0');
  for (const { month, amount } of months) {
    const until = new Date(startOfDay(month));
    until.setUTCMonth(until.getUTCMonth() + 1);
    const range = { from: month, until: until.toISOString().slice(0, 10) };
    expect((await figuresBy('MEMBER', range)).totals.values.at(-2)).toBe(amount);
  }
});

test('a void entry has no schedule, an unknown one is not found, and members see none', async () => {
  const id = await yearly();
  await db.costEntry.update({ where: { id }, data: { voidedAt: new Date(), voidReason: 'Test' } });
  expect(await schedule(id)).toEqual([]);
  await expect(schedule(999)).rejects.toThrow('CostEntry:999 does not exist');
  await expect(schedule(id, api.as(await createMember()))).rejects.toThrow();
});

test('journals can be looked at before they are exported', async () => {
  await yearly();
  const document = `query ($month: Date!) { journals(month: $month) {
    number kind date currency lines { account { code } amount exactAmount vendorName } } }`;
  const data = await api.as(admin).query<{ journals: unknown[] }>(document, { month: '2026-09-01' });
  expect(data.journals).toEqual([
    {
      ...{ number: 'OL-2026-09-001-DRAFT', kind: 'COSTS', date: '2026-09-30', currency: 'USD' },
      lines: [
        { account: { code: '6230' }, amount: '13.07', exactAmount: '13.071892156', vendorName: 'Unspecified vendor' },
        { account: { code: '1300' }, amount: '120.26', exactAmount: '120.261407844', vendorName: 'Unspecified vendor' },
        { account: { code: '2000' }, amount: '-133.33', exactAmount: '-133.3333', vendorName: 'Unspecified vendor' },
      ],
    },
  ]);
  await expect(api.as(admin).query(document, { month: '2026-09-15' })).rejects.toThrow('first day of a month');
  await expect(api.as(await createMember()).query(document, { month: '2026-09-01' })).rejects.toThrow();
});
