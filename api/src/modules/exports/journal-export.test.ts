import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { db } from '../../db.ts';
import { fromNano, NANO_DIGITS, scaledInteger } from '../../lib/money.ts';
import { readCsv } from '../../lib/read-csv.ts';
import { createAdmin, createMember, createOrganization, createToken } from '../../test/factories.ts';
import { useTestApi } from '../../test/use-test-api.ts';
import { type Books, createBooks, enter, figuresBy, mapTo, useOn } from '../ledger/close/books-kit.ts';
import { mutate } from '../ledger/ledger-kit.ts';
import { download } from './export-kit.ts';

const unit = 1_000_000_000n;

let books: Books;
let member: { id: number };
const api = useTestApi(
  async () => {
    await createOrganization();
    member = await createAdmin();
    books = await createBooks();
    const [userIdentityId = 0] = books.identities;
    await useOn(books, '2026-09-10', { spendNano: 7n * unit + 4_000_000n, userIdentityId });
    await db.rollupDay.updateMany({ data: { closedAt: new Date('2026-09-12') } });
    await useOn(books, '2026-09-30', { spendNano: 3n * unit + 4_000_000n, userIdentityId });
    await enter({
      ...{ date: '2026-09-16', service: { from: '2026-09-16', until: '2026-10-16' }, vendorId: books.vendors[1] ?? 0 },
      lines: [{ amount: 300_000n, memberId: books.members[1] ?? 0, glAccountId: books.account('6230') }],
    });
  },
  { now: '2026-12-15T12:00:00Z' },
);

const close = (month: string) =>
  mutate(api.as(member), 'closePeriod', { month, acknowledgeWarnings: true }, '... on AccountingPeriod { month }');
const journal = async (name: string) => {
  const answer = await download(api, `/export/journal/${name}`, { member });
  expect(answer.status).toBe(200);
  return answer.text();
};
async function rows(name: string) {
  const [head, ...lines] = readCsv(await journal(name)).map(({ cells }) => cells);
  return lines.map((cells) => Object.fromEntries((head ?? []).map((title, index) => [title, cells[index] ?? ''])));
}

test('a month in double entry: billed usage is owed, unbilled accrued and reversed, prepaid cost spread', async () => {
  await close('2026-09-01');
  const lines = (await rows('2026-09.generic')).map((row) => [row.Kind, row.Date, row['Account Code'], row.Amount]);
  expect(lines).toEqual([
    ['COSTS', '2026-09-30', '6220', '7'],
    ['COSTS', '2026-09-30', '2000', '-7'],
    ['ACCRUALS', '2026-09-30', '6220', '3'],
    ['ACCRUALS', '2026-09-30', '2100', '-3'],
    ['ACCRUAL_REVERSAL', '2026-10-01', '6220', '-3'],
    ['ACCRUAL_REVERSAL', '2026-10-01', '2100', '3'],
    ['COSTS', '2026-09-30', '6230', '15'],
    ['COSTS', '2026-09-30', '1300', '15'],
    ['COSTS', '2026-09-30', '2000', '-30'],
  ]);
  const october = (await rows('2026-10.generic')).map((row) => [row.Kind, row.Date, row['Account Code'], row.Amount]);
  expect(october).toEqual([
    ['ACCRUED_BILLS', '2026-10-01', '6220', '3'],
    ['ACCRUED_BILLS', '2026-10-01', '2000', '-3'],
    ['AMORTIZATION', '2026-10-31', '6230', '15'],
    ['AMORTIZATION', '2026-10-31', '1300', '-15'],
  ]);
});

test('what is owed and accrued is the BOOKED_SPEND of the month, and stays when figures change later', async () => {
  await close('2026-09-01');
  const before = await journal('2026-09.generic');
  const owed = (await rows('2026-09.generic'))
    .filter(
      (row) => ['COSTS', 'ACCRUALS'].includes(row.Kind ?? '') && ['2000', '2100'].includes(row['Account Code'] ?? ''),
    )
    .reduce((sum, row) => sum - scaledInteger(row['Exact Amount'] ?? '', NANO_DIGITS), 0n);
  const { totals } = await figuresBy('MEMBER', { from: '2026-09-01', until: '2026-10-01' });
  expect(fromNano(owed)).toBe(totals.values.at(-1));
  await mapTo(books.identities[0] ?? 0, { memberId: books.members[1] ?? 0 });
  await db.rollupDay.updateMany({ data: { closedAt: new Date() } });
  expect(await journal('2026-09.generic')).toBe(before);
  // The adjustment moves it between teams in October.
  const moved = (await rows('2026-10.generic')).filter(({ Kind }) => Kind === 'COSTS');
  expect(moved.map((row) => [row.Team, row.Amount])).toEqual([
    ['Platform', '-10.01'],
    ['Apps', '10.01'],
  ]);
});

describe('each system gets its columns', () => {
  test('QuickBooks Online', async () => {
    await close('2026-09-01');
    const [first, second] = await rows('2026-09.quickbooks-online');
    expect(first).toEqual({
      ...{
        'Journal No': 'OL-2026-09-001',
        'Journal Date': '09/30/2026',
        'Account Name': 'AI API Usage',
        Debits: '7.00',
      },
      ...{ Credits: '', Description: 'Costs, One, 2026-09', Name: 'One', Class: 'Platform' },
    });
    expect(second).toMatchObject({ 'Account Name': 'Accounts Payable', Debits: '', Credits: '7.00' });
  });

  test('Xero', async () => {
    await close('2026-09-01');
    expect((await journal('2026-09.xero')).split('\r\n').slice(0, 2)).toEqual([
      '*Narration,*Date,Description,*AccountCode,*TaxRate,*Amount,TrackingName1,TrackingOption1,TrackingName2,TrackingOption2',
      '"OL-2026-09-001 Costs, One, 2026-09",30/09/2026,One,6220,Tax Exempt,7.00,Team,Platform,,',
    ]);
  });

  test('NetSuite', async () => {
    await close('2026-09-01');
    expect((await journal('2026-09.netsuite')).split('\r\n').slice(0, 2)).toEqual([
      'External ID,Date,Currency,Memo,Account,Debit,Credit,Line Memo,Name,Department,Class',
      'OL-2026-09-001,09/30/2026,USD,"Costs, One, 2026-09",6220 AI API Usage,7.00,,One,One,Platform,',
    ]);
  });

  test('QuickBooks Desktop', async () => {
    await close('2026-09-01');
    const lines = (await journal('2026-09.quickbooks-desktop')).split('\r\n');
    expect(lines.slice(2, 6)).toEqual([
      '!ENDTRNS',
      'TRNS\tGENERAL JOURNAL\t09/30/26\tAI API Usage\tOne\tPlatform\t7.00\tOL-2026-09-001\tCosts, One, 2026-09',
      'SPL\tGENERAL JOURNAL\t09/30/26\tAccounts Payable\tOne\t\t-7.00\tOL-2026-09-001\tCosts, One, 2026-09',
      'ENDTRNS',
    ]);
  });
});

test('the journal of an open month is a draft', async () => {
  const answer = await download(api, '/export/journal/2026-09.generic', { member });
  expect(answer.headers.get('x-outlay-period')).toBe('OPEN');
  expect(answer.headers.get('content-disposition')).toContain('journal-2026-09-generic-draft.csv');
  expect(await answer.text()).toContain('OL-2026-09-001-DRAFT');
});

test('sub-cent amounts leave their difference on the rounding account', async () => {
  const lines = Array.from({ length: 3 }, () => ({ amount: 33n, glAccountId: books.account('6230') }));
  for (const line of lines)
    await enter({ date: '2026-08-20', service: { from: '2026-08-20', until: '2026-10-19' }, lines: [line] });
  const rounded = (await rows('2026-08.generic')).map((row) => [row['Account Code'], row.Amount, row['Exact Amount']]);
  expect(rounded).toEqual([
    ['6230', '0', '0.00198'],
    ['1300', '0.01', '0.00792'],
    ['2000', '-0.01', '-0.0099'],
  ]);
});

test('more than 300 lines for Xero are a ZIP, or one part each', async () => {
  for (let index = 0; index < 320; index += 1) {
    const project = await db.project.create({ data: { name: `Export ${index}` } });
    await enter({
      date: '2026-08-20',
      lines: [{ amount: 10_000n, projectId: project.id, glAccountId: books.account('6230') }],
    });
  }
  await close('2026-08-01');
  const zip = await download(api, '/export/journal/2026-08.xero', { member });
  expect(zip.headers.get('content-type')).toBe('application/zip');
  expect(zip.headers.get('x-outlay-parts')).toBe('2');
  const archive = unzipSync(await zip.bytes());
  expect(Object.keys(archive)).toHaveLength(2);
  const first = await download(api, '/export/journal/2026-08.xero?part=1', { member });
  const content = await first.text();
  expect(strFromU8(Object.values(archive)[0] ?? new Uint8Array())).toBe(content);
  const missing = await download(api, '/export/journal/2026-08.xero?part=3', { member });
  expect([missing.status, await missing.json()]).toMatchObject([400, { code: 'INVALID_INPUT', field: 'part' }]);
});

test('refuses what it cannot write, saying why', async () => {
  const answers = async (name: string, caller: Parameters<typeof download>[2]) => {
    const answer = await download(api, `/export/journal/${name}`, caller);
    return [answer.status, await answer.json()];
  };
  expect(await answers('2026-09.sap', { member })).toMatchObject([404, { code: 'NOT_FOUND' }]);
  expect(await answers('2026-13.xero', { member })).toMatchObject([400, { field: 'month' }]);
  expect(await answers('2026-09.xero', {})).toMatchObject([401, { code: 'UNAUTHENTICATED' }]);
  expect(await answers('2026-09.xero', { member: await createMember() })).toMatchObject([403, { code: 'FORBIDDEN' }]);
  const token = await createToken({ member: await createAdmin(), scopes: ['USAGE_WRITE'] });
  expect(await answers('2026-09.xero', { token })).toMatchObject([403, { code: 'FORBIDDEN' }]);
  await db.accountingSettings.update({ where: { id: 1 }, data: { payableAccountId: null } });
  expect(await answers('2026-09.xero', { member })).toMatchObject([409, { field: 'payableAccountId' }]);
});

test('a script with the READ scope of an administrator may download', async () => {
  const token = await createToken({ member: await createAdmin(), scopes: ['READ'] });
  expect((await download(api, '/export/journal/2026-09.xero', { token })).status).toBe(200);
});
