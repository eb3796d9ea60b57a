import { expect, test } from 'vitest';
import { db } from '../../db.ts';
import { addDays } from '../../lib/calendar.ts';
import { fromNano, NANO_DIGITS, scaledInteger } from '../../lib/money.ts';
import { readCsv } from '../../lib/read-csv.ts';
import { createAdmin, createMember, createOrganization, createToken } from '../../test/factories.ts';
import { useTestApi } from '../../test/use-test-api.ts';
import { readPivot } from '../explore/read-pivot.ts';
import { type Books, createBooks, enter, useOn } from '../ledger/close/books-kit.ts';
import { download } from './export-kit.ts';
import { focusColumns } from './focus-columns.ts';
import { usageLines } from './usage-export.ts';

const unit = 1_000_000_000n;
const RANGE = { from: '2026-08-01', until: '2026-11-01' };
const QUERY = `?from=${RANGE.from}&until=${RANGE.until}`;

let books: Books;
let admin: { id: number };
const api = useTestApi(
  async () => {
    await createOrganization();
    admin = await createAdmin();
    books = await createBooks();
    const [kim = 0, lee = 0, stranger = 0] = books.identities;
    for (let index = 0; index < 12; index += 1) {
      const user = [kim, stranger][index % 2] ?? 0;
      await useOn(books, addDays('2026-08-05', index * 6), {
        spendNano: BigInt(index) * unit + 1n,
        listValueNano: BigInt(index) * 2n * unit,
        inputTokens: BigInt(index % 3) * 100n,
        userIdentityId: user,
      });
    }
    await useOn(books, '2026-09-09', { connection: 1, spendNano: 5n * unit, requests: 3n, userIdentityId: lee });
    await useOn(books, '2026-09-09', { spendNano: 0n, listValueNano: unit, billingKind: 'INCLUDED', inputTokens: 9n });
    await useOn(books, '2026-09-10', { spendNano: 2n * unit, evidence: 'BILLED', isResidual: true });
    await enter({
      ...{ date: '2026-09-16', service: { from: '2026-09-16', until: '2026-12-16' }, vendorId: books.vendors[1] ?? 0 },
      ...{ description: '=HYPERLINK("http://x")', lines: [{ amount: 300_001n, teamId: books.teams[0] ?? 0 }] },
    });
  },
  { now: '2026-12-15T12:00:00Z' },
);

const csv = (text: string) => {
  const [head = [], ...rows] = readCsv(text).map(({ cells }) => cells);
  return rows.map((cells) => Object.fromEntries(head.map((title, index) => [title, cells[index] ?? ''])));
};
const get = async (path: string, caller: object = { member: admin }) => {
  const answer = await download(api, path, caller);
  expect(answer.status).toBe(200);
  return answer.text();
};
const total = (rows: readonly Record<string, string>[], column: string) =>
  fromNano(rows.reduce((sum, row) => sum + scaledInteger(row[column] ?? '', NANO_DIGITS), 0n));
async function pivotSpend(range: { from: string; until: string }, kind?: 'VARIABLE') {
  const filters = kind ? [{ dimension: 'COST_KIND' as const, in: [kind] }] : [];
  const input = { ...range, rows: [], measures: ['SPEND' as const], dayBasis: 'BILLING' as const, filters };
  return (await readPivot({ kind: 'JOB', name: 'test' }, api.clock.now, input)).totals.values[0];
}

test('raw usage is every counted row, and adds up to the pivot', async () => {
  const rows = csv(await get(`/export/usage.csv${QUERY}`));
  expect(rows).toHaveLength(15);
  expect(total(rows, 'reporting_spend')).toBe(await pivotSpend(RANGE, 'VARIABLE'));
  expect(rows.find((row) => row.connection === 'Euros')).toMatchObject({
    ...{ day: '2026-09-09', hour: '2026-09-09T10:00:00.000Z', vendor: 'Two', tool: 'Claude Code', member: 'Lee' },
    ...{ team: 'Apps', currency: 'EUR', spend: '5', reporting_spend: '5.3885', requests: '3', agent: '' },
  });
});

test('is read page by page: small pages give the same rows', async () => {
  const lines = async (pageRows?: number) => {
    const read: string[] = [];
    for await (const line of usageLines(RANGE, undefined, pageRows)) read.push(line);
    return read;
  };
  expect(await lines(1)).toEqual(await lines());
});

test('a member gets only the own rows, nobody else any', async () => {
  const [kim = 0] = books.members;
  const rows = csv(await get(`/export/usage.csv${QUERY}`, { member: { id: kim } }));
  expect(rows).toHaveLength(6);
  expect(new Set(rows.map((row) => row.member))).toEqual(new Set(['Kim']));
  expect((await download(api, `/export/usage.csv${QUERY}`)).status).toBe(401);
  const token = await createToken({ member: admin, scopes: ['USAGE_WRITE'] });
  expect((await download(api, `/export/usage.csv${QUERY}`, { token })).status).toBe(403);
});

test.each([
  ['', 'from'],
  ['?from=2026-09-01', 'until'],
  ['?from=2026-09-01&until=2026-09-31', 'until'],
  ['?from=2026-09-02&until=2026-09-02', 'until'],
])('refuses the range "%s"', async (query, field) => {
  const answer = await download(api, `/export/usage.csv${query}`, { member: admin });
  expect([answer.status, await answer.json()]).toMatchObject([400, { code: 'INVALID_INPUT', field }]);
});

const mandatory = [
  ...['BilledCost', 'BillingAccountId', 'BillingAccountName', 'BillingCurrency', 'BillingPeriodEnd'],
  ...['BillingPeriodStart', 'ChargeCategory', 'ChargeClass', 'ChargeDescription', 'ChargePeriodEnd'],
  ...['ChargePeriodStart', 'ContractedCost', 'EffectiveCost', 'InvoiceIssuerName', 'ListCost', 'PricingQuantity'],
  ...['PricingUnit', 'ProviderName', 'PublisherName', 'ServiceCategory', 'ServiceName'],
];
const nullable = ['ChargeClass', 'PricingQuantity', 'PricingUnit'];
const INSTANT = /^\d{4}-\d{2}-\d{2}T00:00:00Z$/;
const DECIMAL = /^-?\d+(\.\d+)?$/;

test('FOCUS 1.2 has every mandatory column, allowed values, and nulls only where they may be', async () => {
  await db.usageBucket.updateMany({ where: { evidence: 'BILLED' }, data: { chargeClass: 'TAX' } });
  const text = await get(`/export/focus.csv${QUERY}`);
  const rows = csv(text);
  expect(Object.keys(rows[0] ?? {})).toEqual([...focusColumns]);
  expect(Object.keys(rows[0] ?? {})).toEqual(expect.arrayContaining(mandatory));
  for (const row of rows) {
    for (const column of mandatory)
      if (!nullable.includes(column)) expect([column, row[column]]).not.toEqual([column, '']);
    for (const column of ['BilledCost', 'ContractedCost', 'EffectiveCost', 'ListCost'])
      expect(row[column]).toMatch(DECIMAL);
    for (const column of ['BillingPeriodStart', 'BillingPeriodEnd', 'ChargePeriodStart', 'ChargePeriodEnd'])
      expect(row[column]).toMatch(INSTANT);
    expect(['Usage', 'Purchase', 'Tax', 'Credit', 'Adjustment']).toContain(row.ChargeCategory);
    expect(['', 'Correction']).toContain(row.ChargeClass);
    expect(['', 'Usage-Based', 'Recurring', 'One-Time']).toContain(row.ChargeFrequency);
    expect(['', 'Standard', 'Dynamic', 'Committed', 'Other']).toContain(row.PricingCategory);
    const isPriced = row.ChargeCategory === 'Usage' || row.ChargeCategory === 'Purchase';
    for (const column of ['PricingQuantity', 'PricingUnit', 'PricingCategory'])
      expect(row[column] !== '').toBe(isPriced);
    expect(row.ConsumedQuantity !== '').toBe(row.ChargeCategory === 'Usage');
    expect(row.ChargeFrequency === 'Usage-Based' && row.ChargeCategory === 'Purchase').toBe(false);
    expect(row.BillingCurrency).toBe('USD');
    if (row.Tags) expect(JSON.parse(row.Tags)).toBeTypeOf('object');
  }
  expect(new Set(rows.map((row) => row.ChargeCategory))).toEqual(new Set(['Usage', 'Purchase', 'Tax']));
  expect(rows.find((row) => row.x_BillingKind === 'INCLUDED')).toMatchObject({
    ...{ BilledCost: '0', EffectiveCost: '0', ContractedCost: '1', ListCost: '1', PricingCategory: 'Other' },
  });
  expect(text).toContain(`"'=HYPERLINK(""http://x"")"`);
});

test('FOCUS totals of a billing period are the pivot’s', async () => {
  const rows = csv(await get(`/export/focus.csv${QUERY}`));
  const periods = [
    ['2026-08-01', '2026-09-01'],
    ['2026-09-01', '2026-10-01'],
    ['2026-10-01', '2026-11-01'],
  ] as const;
  for (const [from, until] of periods) {
    const own = rows.filter((row) => row.BillingPeriodStart === `${from}T00:00:00Z`);
    expect(total(own, 'BilledCost')).toBe(await pivotSpend({ from, until }));
  }
  expect(total(rows, 'BilledCost')).toBe(await pivotSpend(RANGE));
});

test('FOCUS is for administrators', async () => {
  expect((await download(api, `/export/focus.csv${QUERY}`, { member: await createMember() })).status).toBe(403);
});
